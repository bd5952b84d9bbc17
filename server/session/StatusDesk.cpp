// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/StatusDesk.h"

#include "server/health/FiguresReader.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace wenyi::server {

namespace {

qint64 asNumber(quint64 value)
{
    return static_cast<qint64>(value);
}

void addStanding(protocol::NamedFigures &figures, const Standing &standing)
{
    figures.insert("readOnly", standing.isReadOnly);
    figures.insert("freeBytes", standing.freeBytes);
    figures.insert("diskReserve", standing.diskReserve);
    figures.insert("unitQuota", standing.unitQuota);
    figures.insert("directoryVersion", asNumber(standing.directoryVersion));
    figures.insert("directoryUntil", toMilliseconds(standing.directoryUntil));
    figures.insert("admittedDesktops", asNumber(standing.admittedDesktops));
    figures.insert("activeDesktops", asNumber(standing.activeDesktops));
    figures.insert("sessions", asNumber(standing.sessions));
    figures.insert("expiredEnvelopes", asNumber(standing.upkeep.expiredEnvelopes));
    figures.insert("droppedBytes", asNumber(standing.upkeep.droppedBytes));
    figures.insert("removedSegmentBytes", asNumber(standing.upkeep.removedBytes));
    figures.insert("unitsNearQuota", asNumber(standing.upkeep.unitsNearQuota));
    figures.insert("damagedBlobs", asNumber(standing.upkeep.scrub.damaged));
    if (!standing.outdatedCards.isEmpty())
        figures.insert("outdatedCards", standing.outdatedCards.size());
    if (const auto &standby = standing.standby) {
        figures.insert("standbyFollowing", standby->isHeard);
        figures.insert("standbySynchronous", standby->isSynchronous);
        figures.insert("standbyMissed", standby->isMissed);
        figures.insert("standbyMissingSets", asNumber(standby->missingSets));
        figures.insert("standbyBehindMs", standby->behind.count());
    }
    if (const auto &backup = standing.backup) {
        figures.insert("backupFailed", backup->hasFailed);
        figures.insert("backupOld", backup->isOld);
        if (backup->madeAt)
            figures.insert("backupMadeAt", toMilliseconds(*backup->madeAt));
    }
}

protocol::UnitLine lineOf(const UnitFigures &unit)
{
    protocol::UnitLine line;
    line.unit = unit.unit;
    line.waiting = unit.queue.waiting;
    line.waitingSince = unit.queue.oldest;
    line.owed = unit.owed.number;
    if (unit.owed.number > 0)
        line.owedSince = unit.owed.oldest;
    line.storedBytes = unit.storedBytes;
    for (const OwedTo &owed : unit.owed.to.first(std::min(unit.owed.to.size(), protocol::OwedLines)))
        line.owedTo.append({owed.sender, owed.number, owed.oldest});
    return line;
}

} // namespace

StatusDesk::StatusDesk(Sources sources, RandomSource &random, EventLog &log, Moment now)
    : m_sources(std::move(sources))
    , m_random(random)
    , m_log(log)
    , m_samples(now)
    , m_unitsDue(now)
{
}

QByteArray StatusDesk::challenge(const Peer &peer, const protocol::ConnectionId &connection, Moment now)
{
    const QByteArray challenge = m_random.bytes(exchange::StatusChallengeSize);
    m_given.insert(peer.desktop, {connection, challenge, now});
    return challenge;
}

Result<crypto::Certificate> StatusDesk::administrator(
    const Office &office, const UnitCode &unit, const MemberId &member)
{
    const directory::Member *known = office.domain->directory().member(member);
    if (!known || known->unit != unit || !known->has(directory::Role::SystemAdministrator))
        return Error{ErrorCode::NotAllowed, "status.role", member.toString()};
    WENYI_TRY(auto certificate, crypto::Certificate::fromDer(known->signingCertificate));
    WENYI_CHECK(office.domain->trust().verify(certificate, crypto::CertificatePurpose::Member, office.clock.now()));
    return certificate;
}

Result<void> StatusDesk::open(
    const Office &office, const Peer &peer, const protocol::ConnectionId &connection, QByteArrayView bytes, Moment now)
{
    const Given given = m_given.take(peer.desktop);
    WENYI_TRY(const auto ticket, exchange::StatusTicket::fromBytes(bytes));
    const exchange::StatusTicketFacts &facts = ticket.facts();
    if (given.challenge.isEmpty() || facts.challenge != given.challenge || connection != given.connection
        || now - given.at > ChallengeLasts)
        return Error{ErrorCode::NotAllowed, "status.challenge", peer.desktop.toString()};
    if (facts.server != office.signer.certificate().fingerprint())
        return Error{ErrorCode::NotAllowed, "status.other-server", peer.desktop.toString()};
    if (facts.desktop != peer.desktop)
        return Error{ErrorCode::NotAllowed, "status.other-desktop", facts.desktop.toString()};
    WENYI_TRY(const crypto::Certificate certificate, administrator(office, peer.unit, facts.member));
    WENYI_CHECK(ticket.verify(certificate));
    QList<Opened> &opened = m_opened[peer.desktop];
    opened.removeIf([&](const Opened &other) { return other.connection == connection || now >= other.until; });
    if (opened.size() >= Sessions::PerDesktop)
        opened.removeFirst();
    opened.append({connection, facts.member, now + OpenLasts});
    m_log.write(
        LogLevel::Info, "status.opened", {{"desktop", peer.desktop.toString()}, {"member", facts.member.toString()}});
    return {};
}

Result<protocol::ServerReport> StatusDesk::report(
    Office &office, const Peer &peer, const protocol::ConnectionId &connection, quint64 samplesAfter, Moment now)
{
    const QList<Opened> rights = m_opened.value(peer.desktop);
    const auto opened = std::find_if(rights.begin(), rights.end(),
        [&](const Opened &right) { return right.connection == connection && now < right.until; });
    if (opened == rights.end())
        return Error{ErrorCode::NotAllowed, "status.not-opened", peer.desktop.toString()};
    WENYI_CHECK(administrator(office, peer.unit, opened->member));
    WENYI_CHECK(refreshUnits(office, now));
    protocol::ServerReport report;
    report.at = m_sources.clock.now();
    report.startedAt = m_sources.startedAt;
    report.ailment = ailmentOf(m_sources.board.standing()).value_or(QByteArray());
    report.figures = figures(office);
    const auto refusals = m_sources.counters.read().refusals;
    for (auto refusal = refusals.begin(); refusal != refusals.end(); ++refusal)
        report.refusals.insert(refusal.key(), asNumber(*refusal));
    report.desktops = desktops(office, now);
    for (const UnitFigures &unit : std::as_const(m_units)) {
        if (report.units.size() < protocol::ReportLines)
            report.units.append(lineOf(unit));
    }
    report.samples = m_samples.after(samplesAfter);
    return report;
}

Result<void> StatusDesk::refreshUnits(Office &office, Moment now)
{
    if (now < m_unitsDue)
        return {};
    const auto begun = std::chrono::steady_clock::now();
    WENYI_TRY(m_units, readUnits(office.store, office.domain->directory().content().units));
    m_unitsDue = now
                 + std::chrono::duration_cast<Moment::duration>(
                     FiguresBoard::pauseAfter(std::chrono::steady_clock::now() - begun));
    return {};
}

protocol::NamedFigures StatusDesk::figures(const Office &office) const
{
    protocol::NamedFigures figures;
    addStanding(figures, m_sources.board.standing());
    const Counters::Reading counters = m_sources.counters.read();
    const RequestTotals requests = totalsOf(counters);
    figures.insert("requests", asNumber(requests.all));
    figures.insert("refused", asNumber(requests.refused));
    figures.insert("envelopesAccepted", asNumber(counters.envelopes));
    figures.insert("envelopeBytesAccepted", asNumber(counters.envelopeBytes));
    const protocol::SocketCounts socket = m_sources.socket();
    figures.insert("connections", asNumber(socket.open));
    figures.insert("strangersRefused", asNumber(socket.strangers));
    figures.insert("retentionDays", office.configuration.retentionDays);
    // Nobody waits here: this is the thread that would read them. It does so next, and they are told the next time.
    if (const auto store = m_sources.board.figures(0ms)) {
        figures.insert("figuresAt", toMilliseconds(store->at));
        figures.insert("storeBytes", store->storeBytes);
        figures.insert("blobBytes", asNumber(store->blobs.bytes));
        figures.insert("receiptsOutstanding", asNumber(store->unanswered));
    }
    return figures;
}

QList<protocol::DesktopLine> StatusDesk::desktops(const Office &office, Moment now) const
{
    QList<protocol::DesktopLine> lines;
    if (!office.sessions)
        return lines;
    QHash<UnitCode, quint64> entries;
    for (const UnitFigures &unit : m_units)
        entries.insert(unit.unit, unit.entries);
    QList<DesktopId> ids = office.sessions->desktops();
    std::sort(ids.begin(), ids.end());
    for (const DesktopId &id : std::as_const(ids)) {
        const auto peer = office.domain->peer(id);
        if (!peer || peer->isLink || lines.size() >= protocol::ReportLines)
            continue;
        const DesktopStanding standing = office.sessions->standingOf(id);
        const auto silent = std::chrono::duration_cast<std::chrono::seconds>(now - standing.heard).count();
        const quint64 log = entries.value(peer->unit);
        lines.append({id, peer->unit, standing.since, static_cast<quint64>(std::max<qint64>(silent, 0)),
            standing.directory, log > standing.logGiven ? log - standing.logGiven : 0});
    }
    return lines;
}

void StatusDesk::sample(Moment now)
{
    if (!m_samples.isDue(now))
        return;
    // What the store was asked for at the last sample; this one has it asked again.
    const auto figures = m_sources.board.figures(0ms);
    m_samples.add(
        now, m_sources.clock.now(), m_sources.counters.read(), m_sources.socket(), m_sources.board.standing(), figures);
}

} // namespace wenyi::server
