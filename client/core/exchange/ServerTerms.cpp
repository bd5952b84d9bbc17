// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerTerms.h"

#include "client/core/exchange/Refusals.h"
#include "client/core/profile/StoreFile.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::ServerTerm;
using journal::TermFacts;

Result<QByteArray> ServerTerms::known()
{
    const auto kept = readSecret(m_workspace.journal().database(), secret::ServerTerm);
    if (kept)
        return kept->view().toByteArray();
    if (kept.error().code == ErrorCode::NotFound)
        return QByteArray();
    return kept.error();
}

Result<std::optional<TermFacts>> ServerTerms::check(const QByteArray &bytes)
{
    WENYI_TRY(const ServerTerm told, ServerTerm::fromBytes(bytes));
    WENYI_TRY(const auto server, crypto::Certificate::fromDer(m_workspace.directory().content().server.certificate));
    WENYI_CHECK(told.verify(server.publicKey()));
    WENYI_TRY(const QByteArray before, known());
    if (before == bytes)
        return std::optional<TermFacts>();
    std::optional<TermFacts> had;
    if (!before.isEmpty()) {
        WENYI_TRY(const ServerTerm kept, ServerTerm::fromBytes(before));
        had = kept.facts;
    }
    // Two of one number that say different things: one of them is not the domain's server.
    const bool isOlder =
        had && (told.facts.number < had->number || (told.facts.number == had->number && told.facts != *had));
    if (isOlder)
        return Error{ErrorCode::NotTrusted, "sync.server-replaced", QString::number(told.facts.number)};
    return had == told.facts || (!had && told.facts.kind == journal::TermKind::Founded) ? std::optional<TermFacts>()
                                                                                        : std::optional(told.facts);
}

Result<void> ServerTerms::keep(const QByteArray &bytes)
{
    return writeSecret(m_workspace.journal().database(), secret::ServerTerm, SecretBytes(QByteArrayView(bytes)));
}

Result<std::optional<TermFacts>> ServerTerms::look(const QByteArray &bytes)
{
    auto taken = check(bytes);
    if (taken)
        return taken;
    return refuse(m_workspace, {u"server"_s, u"server.term"_s, crypto::sm3(bytes), QString()}, taken.error());
}

} // namespace wenyi::core
