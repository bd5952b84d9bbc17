// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/DomainHandler.h"

#include "server/session/Sessions.h"

#include <algorithm>

namespace wenyi::server {

namespace {

constexpr qsizetype TokenSize = 16;
/// Numbers of one lease: an office's month, so that what a lost desktop leaves unused stays small.
constexpr quint64 LargestLease = 500;
/// Deliveries that desktops are told to wait: each group tells it, whatever lies in a queue.
constexpr qint64 MostTold = 1'000;

} // namespace

Result<protocol::Welcome> handle(Office &office, Group &, const Peer &peer, const protocol::Hello &hello)
{
    if (hello.oldestVersion > protocol::ProtocolVersion || hello.newestVersion < protocol::ProtocolVersion)
        return Error{ErrorCode::Unsupported, "session.version", QString::number(protocol::ProtocolVersion)};
    if (hello.desktop != peer.desktop)
        return Error{ErrorCode::NotAllowed, "session.desktop", hello.desktop.toString()};
    protocol::Welcome welcome;
    welcome.serverTime = office.clock.now();
    welcome.directoryVersion = office.domain->version();
    welcome.directoryDigest = office.domain->digest();
    WENYI_TRY(const journal::LogPosition log, office.store.unitLog().head(peer.unit));
    welcome.log = {log.number, log.hash};
    WENYI_TRY(const journal::ChainPosition chain, office.store.unitLog().chain(peer.desktop));
    welcome.desktopSequence = chain.sequence;
    WENYI_TRY(welcome.lastReceipt, office.store.receipts().last(peer.unit));
    WENYI_TRY(welcome.deliveriesWaiting, office.store.envelopes().waitingCount(peer.unit, MostTold));
    return welcome;
}

Result<protocol::DirectoryChunk> handle(Office &office, Group &, const Peer &peer, const protocol::GetDirectory &get)
{
    WENYI_TRY(auto chunk, directoryChunk(*office.domain, get));
    const bool isLast = chunk.offset + static_cast<quint64>(chunk.chunk.size()) == chunk.size;
    if (isLast && office.sessions)
        office.sessions->giveDirectory(peer.desktop, chunk.version);
    return chunk;
}

Result<protocol::Term> handle(Office &office, Group &, const Peer &, const protocol::AskTerm &ask)
{
    WENYI_TRY(const journal::TermFacts own, office.store.terms().current());
    if (office.term.isEmpty()) {
        WENYI_TRY(const auto term, journal::ServerTerm::sign(own, office.signer));
        office.term = term.toBytes();
    }
    if (ask.known.isEmpty() || ask.known == office.term)
        return protocol::Term{office.term};
    WENYI_TRY(const auto known, journal::ServerTerm::fromBytes(ask.known));
    WENYI_CHECK(known.verify(office.signer.certificate().publicKey()));
    if (known.facts.number > own.number) {
        office.superseded = ask.known;
        return Error{ErrorCode::Unavailable, "server.superseded", QString::number(known.facts.number)};
    }
    return protocol::Term{office.term};
}

Result<protocol::DirectoryChunk> directoryChunk(const Domain &domain, const protocol::GetDirectory &get)
{
    const QByteArray &bytes = domain.bytes();
    if (get.offset > static_cast<quint64>(bytes.size()))
        return Error{ErrorCode::InvalidInput, "directory.offset", QString::number(get.offset)};
    return protocol::DirectoryChunk{domain.version(), domain.digest(), static_cast<quint64>(bytes.size()), get.offset,
        bytes.mid(static_cast<qsizetype>(get.offset), limits::BlobChunk)};
}

Result<protocol::Lease> handle(Office &office, Group &, const Peer &peer, const protocol::LeaseNumbers &request)
{
    // A NUL, which PostgreSQL's text cannot hold, would stand in the way of moving the store there for ever.
    const bool hasControls = std::any_of(request.series.begin(), request.series.end(),
        [](QChar character) { return character.category() == QChar::Other_Control; });
    if (request.token.size() != TokenSize || request.series.isEmpty() || hasControls || request.count == 0
        || request.count > LargestLease)
        return Error{ErrorCode::InvalidInput, "lease.form", request.series};
    return office.store.numbers().lease(peer.unit, peer.desktop, request, office.clock.now());
}

Result<protocol::Notify> stateOf(Office &office, const UnitCode &unit)
{
    protocol::Notify notify;
    WENYI_TRY(const journal::LogPosition log, office.store.unitLog().head(unit));
    notify.logNumber = log.number;
    WENYI_TRY(notify.lastReceipt, office.store.receipts().last(unit));
    WENYI_TRY(notify.deliveriesWaiting, office.store.envelopes().waitingCount(unit, MostTold));
    notify.directoryVersion = office.domain->version();
    return notify;
}

} // namespace wenyi::server
