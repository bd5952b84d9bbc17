// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/WholeHandler.h"

#include "server/session/EnvelopeHandler.h"
#include "server/session/Examination.h"
#include "server/session/Sessions.h"
#include "shared/crypto/ContentDigest.h"

#include <QSet>

namespace wenyi::server {

namespace {

/// Header and parts of one envelope that goes whole, in bytes; the parts of a larger one are fetched in pieces.
constexpr qint64 LargestGiven = AnswerSize::Least;
/// Answers of one group, in bytes, from which on the others are as small as a first one: what waits to go out takes
/// memory.
constexpr qint64 MostGiven = 16 * limits::MiB;

// Parts of whole envelopes are digested beside each other, each for itself.
static_assert(protocol::LargestWhole <= static_cast<qsizetype>(crypto::LargestPlainContent));

/// Whether these can be the header's parts, by number and size.
Result<void> checkSizes(const exchange::EnvelopeRouting &routing, const protocol::SendWhole &send)
{
    bool fits = routing.parts.size() == send.parts.size();
    qint64 total = 0;
    for (qsizetype i = 0; fits && i < send.parts.size(); ++i) {
        total += send.parts[i].size();
        fits = routing.parts[i].size == send.parts[i].size() && total <= protocol::LargestWhole;
    }
    if (!fits)
        return Error{ErrorCode::Corrupt, "envelope.part-size", routing.id.toString()};
    return {};
}

Result<void> checkDigests(const Group &group, const exchange::EnvelopeRouting &routing, const protocol::SendWhole &send)
{
    const QList<Digest> digests = group.examination ? group.examination->findings().parts : QList<Digest>();
    for (qsizetype i = 0; i < send.parts.size(); ++i) {
        const Digest &named = routing.parts[i].digest;
        const Digest found = i < digests.size() ? digests[i] : crypto::sm3(send.parts[i]);
        if (found != named)
            return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(named.toHex())};
    }
    return {};
}

/// All is checked before anything is stored: what a refusal undoes is in the database, not in the log of segments.
Result<void> takeParts(Office &office, const Group &group, const Peer &peer, const exchange::EnvelopeRouting &routing,
    const protocol::SendWhole &send)
{
    WENYI_CHECK(checkSizes(routing, send));
    WENYI_CHECK(checkDigests(group, routing, send));
    const auto quota = static_cast<quint64>(office.configuration.unitQuota);
    QList<WholeBlob> blobs;
    for (qsizetype i = 0; i < send.parts.size(); ++i)
        blobs.append({routing.parts[i].digest, send.parts[i]});
    return office.store.blobs().putAll(peer.unit, blobs, quota);
}

/// The envelope's parts where they are all here and together no larger than this; none otherwise.
Result<QList<QByteArray>> partsOf(
    Office &office, const UnitCode &owner, const exchange::EnvelopeRouting &routing, qint64 most)
{
    qint64 total = 0;
    for (const exchange::EnvelopePart &part : routing.parts)
        total += part.size;
    QList<QByteArray> parts;
    if (total > most)
        return parts;
    for (const exchange::EnvelopePart &part : routing.parts) {
        auto bytes = office.store.blobs().read(owner, part.digest, 0, static_cast<quint64>(part.size));
        if (!bytes && bytes.error().code != ErrorCode::NotFound)
            return bytes.error();
        if (!bytes || bytes->size() != part.size)
            return QList<QByteArray>(); // Whoever asks for the blob is told why there is none.
        parts.append(std::move(*bytes));
    }
    return parts;
}

} // namespace

Result<protocol::EnvelopeState> handle(Office &office, Group &group, const Peer &peer, const protocol::SendWhole &send)
{
    return takeEnvelope(office, group, peer, send.header,
        [&](const exchange::EnvelopeRouting &routing) { return takeParts(office, group, peer, routing, send); });
}

Result<protocol::WholeDeliveries> handle(
    Office &office, Group &group, const Peer &peer, const protocol::FetchWhole &fetch)
{
    for (const protocol::ConfirmDelivery &confirm : fetch.confirmed)
        WENYI_CHECK(handle(office, group, peer, confirm));
    protocol::WholeDeliveries answer;
    if (fetch.limit == 0)
        return answer;
    const QSet<Digest> held(fetch.held.begin(), fetch.held.end());
    AnswerSize own;
    AnswerSize &sizes = office.sessions ? office.sessions->answerSize(group.connection) : own;
    const qint64 asked = sizes.next(std::chrono::steady_clock::now());
    const qint64 most = group.given < MostGiven ? asked : AnswerSize::Least;
    qint64 bytes = 0;
    const auto add = [&](AcceptedEnvelope envelope) -> Result<bool> {
        WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
        WENYI_TRY(const auto bringer, office.store.forwards().bringerOf(envelope.number));
        const UnitCode owner = bringer.value_or(header.routing().sender);
        WENYI_TRY(
            QList<QByteArray> parts, partsOf(office, owner, header.routing(), LargestGiven - envelope.header.size()));
        qint64 size = envelope.header.size();
        for (const QByteArray &part : parts)
            size += part.size();
        if (!answer.deliveries.isEmpty() && bytes + size > most)
            return false;
        bytes += size;
        answer.deliveries.append(
            {{envelope.number, envelope.acceptedAt, std::move(envelope.header)}, std::move(parts)});
        return static_cast<quint64>(answer.deliveries.size()) < fetch.limit;
    };
    WENYI_CHECK(office.store.envelopes().eachWaiting(peer.unit, fetch.limit, held, add));
    sizes.give(bytes, std::chrono::steady_clock::now());
    group.given += bytes;
    return answer;
}

} // namespace wenyi::server
