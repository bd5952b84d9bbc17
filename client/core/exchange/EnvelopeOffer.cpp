// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/EnvelopeOffer.h"

#include "client/core/exchange/DirectiveProjection.h"

#include <algorithm>

namespace wenyi::core {

Result<bool> EnvelopeOffer::giveHold(const exchange::EnvelopeHeader &header)
{
    WENYI_TRY(const auto hold,
        m_gate.ask([&] { return DirectiveProjection::hold(m_workspace.journal().database(), header.digest()); }));
    if (!hold)
        return true;
    // Before the envelope, so that there is no moment at which it could go.
    const auto given = m_link.ask<protocol::DirectiveState>(protocol::GiveDirective{hold->toBytes()});
    // Too late: the server has the envelope, and whatever became of its hold, nothing is left to decide here.
    if (given || given.error().reason == "directive.too-late")
        return true;
    if (given.error().code != ErrorCode::Unsupported)
        return given.error();
    // An older server holds nothing: the envelope waits here.
    return m_workspace.environment().clock.now() >= *hold->facts().until;
}

Result<QByteArray> EnvelopeOffer::send(const exchange::EnvelopeHeader &header, const PutPart &put)
{
    const protocol::SendEnvelope message{header.toBytes()};
    WENYI_TRY(auto state, m_link.ask<protocol::EnvelopeState>(message));
    for (const protocol::BlobState &missing : state.missing) {
        const QList<exchange::EnvelopePart> &parts = header.routing().parts;
        const bool isOfIt = std::any_of(parts.begin(), parts.end(),
            [&missing](const exchange::EnvelopePart &part) { return part.digest == missing.digest; });
        if (!isOfIt)
            return unexpectedAnswer(); // No server is given what it asks for by name.
        WENYI_CHECK(put(missing.digest));
    }
    if (!state.receipt) {
        WENYI_TRY(state, m_link.ask<protocol::EnvelopeState>(message));
    }
    if (!state.receipt)
        return Error{ErrorCode::Unavailable, "sync.parts-missing", header.routing().id.toString()};
    return *state.receipt;
}

} // namespace wenyi::core
