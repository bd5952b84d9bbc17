// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/Wire.h"

#include "shared/base/Limits.h"
#include "shared/exchange/Names.h"

using namespace std::chrono_literals;

namespace wenyi::faults {

namespace {

protocol::ClientConnection::Settings settingsOf(core::Workspace &workspace, const QByteArray &endpoint)
{
    const core::Profile &profile = workspace.profile();
    return {endpoint, protocol::CurvePublicKey::fromBytes(profile.serverCurveKey).value(),
        protocol::CurveKeyPair::fromSecret(workspace.keys().curveSecret.clone()).value(),
        [desktop = profile.desktop] {
            return protocol::Hello{1, 1, desktop, 0};
        },
        {}, {20ms, 200ms}};
}

} // namespace

Wire::Wire(core::Workspace &workspace, const QByteArray &endpoint, RandomSource &random)
    : m_workspace(workspace)
    , m_connection(std::make_unique<protocol::ClientConnection>(settingsOf(workspace, endpoint), random))
{
}

Result<void> Wire::push()
{
    WENYI_TRY(const auto run, m_workspace.journal().unsentRun(limits::MiB, m_workspace.keys().desktop));
    if (!run)
        return {};
    WENYI_CHECK(ask<protocol::Accepted>(protocol::PushEntries{run->entries, run->head.toBytes()}));
    return {};
}

Result<quint64> Wire::put(const Digest &digest, const QByteArray &bytes)
{
    const auto size = static_cast<quint64>(bytes.size());
    WENYI_TRY(auto state, ask<protocol::BlobState>(protocol::PutBlob{digest, size, 0, {}}));
    while (state.have < size) {
        const QByteArray chunk = bytes.mid(static_cast<qsizetype>(state.have), 64 * limits::KiB);
        WENYI_TRY(state, ask<protocol::BlobState>(protocol::PutBlob{digest, size, state.have, chunk}));
    }
    return state.have;
}

Result<QByteArray> Wire::send(const exchange::Envelope &envelope)
{
    const protocol::SendEnvelope header{envelope.header.toBytes()};
    WENYI_TRY(auto state, ask<protocol::EnvelopeState>(header));
    for (qsizetype i = 0; i < envelope.parts.size() && !state.receipt; ++i)
        WENYI_CHECK(put(envelope.header.routing().parts[i].digest, envelope.parts[i]));
    if (!state.receipt) {
        WENYI_TRY(state, ask<protocol::EnvelopeState>(header));
    }
    if (!state.receipt)
        return Error{ErrorCode::Internal, "test.not-accepted", {}};
    return *state.receipt;
}

Result<exchange::Envelope> closeEnvelope(
    core::Workspace &mailRoom, const Letter &letter, exchange::PairSequence &sent, RandomSource &random)
{
    const directory::Unit *receiver = mailRoom.directory().unit(letter.to);
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(receiver->encryptionCertificate));
    exchange::EnvelopeOrder order;
    order.id = EnvelopeId(exchange::newIdentifier(random));
    order.sender = mailRoom.profile().unit;
    order.desktop = mailRoom.profile().desktop;
    order.created = mailRoom.environment().clock.now();
    order.addressees.append({certificate, {}, 10, sent.following()});
    WENYI_TRY(auto builder, exchange::EnvelopeBuilder::begin(std::move(order), random));
    WENYI_CHECK(builder.addPart(exchange::PartRole::Header, QStringLiteral("header.xml"), letter.header));
    WENYI_CHECK(builder.addPart(exchange::PartRole::Document, letter.fileName, letter.document));
    WENYI_TRY(auto envelope, std::move(builder).close(*mailRoom.keys().unitSigning));
    WENYI_CHECK(sent.take(envelope.header.routing().recipients.front().position, envelope.header.digest()));
    return envelope;
}

} // namespace wenyi::faults
