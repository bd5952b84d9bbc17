// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Dispatcher.h"

#include "server/session/BlobHandler.h"
#include "server/session/DomainHandler.h"
#include "server/session/EntryHandler.h"
#include "server/session/EnvelopeHandler.h"
#include "server/session/ReceiptHandler.h"
#include "server/session/TimeStampHandler.h"

#include <QDebug>

namespace wenyi::server {

using protocol::Arrival;
using protocol::Body;
using protocol::Departure;
using protocol::MessageType;

namespace {

/// Refusals of one group that get a row each in the audit log; one more row counts the rest, so that a flood of
/// refused requests does not become a flood of synced writes.
constexpr std::size_t RefusalsInFull = 16;

bool onlyReads(MessageType type)
{
    switch (type) {
    case MessageType::Hello:
    case MessageType::PullEntries:
    case MessageType::GetBlob:
    case MessageType::FetchDeliveries:
    case MessageType::PullReceipts:
    case MessageType::GetDirectory:
        return true;
    default:
        return false;
    }
}

/// What somebody did who should not, rather than what went wrong by the way.
bool belongsIntoAudit(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotAllowed:
    case ErrorCode::NotTrusted:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Corrupt:
    case ErrorCode::TooLarge:
        return true;
    default:
        return false;
    }
}

} // namespace

Dispatcher::Dispatcher(Office office)
    : m_office(std::move(office))
{
}

std::vector<Departure> Dispatcher::handle(const std::vector<Arrival> &arrivals)
{
    m_refusals.clear();
    auto departures = handleGroup(arrivals);
    if (!departures) {
        // Nothing of the group is stored, so nothing of it may be acknowledged.
        const Error error = departures.error();
        noteFailure(error);
        departures.emplace();
        for (const Arrival &arrival : arrivals)
            departures->push_back(
                {arrival.connection, {arrival.message ? arrival.message->request : 0, refusalOf(arrival, error)}});
    }
    auditRefusals();
    return std::move(*departures);
}

Result<std::vector<Departure>> Dispatcher::handleGroup(const std::vector<Arrival> &arrivals)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_office.store.database()));
    Group group{*transaction, {}, {}};
    std::vector<Departure> departures;
    std::vector<std::pair<std::size_t, Digest>> unsignedAnswers;
    for (const Arrival &arrival : arrivals) {
        Result<Body> body = answer(group, arrival);
        if (!body && body.error().code == ErrorCode::StorageFailure)
            return body.error(); // SQLite may have rolled back by itself: the whole group is void.
        if (!body)
            body = refusalOf(arrival, body.error());
        const auto *state = std::get_if<protocol::EnvelopeState>(&*body);
        if (state && state->receipt && state->receipt->isEmpty()) {
            const auto &send = std::get<protocol::SendEnvelope>(arrival.message->body);
            WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(send.header));
            unsignedAnswers.emplace_back(departures.size(), header.digest());
        }
        departures.push_back({arrival.connection, {arrival.message ? arrival.message->request : 0, std::move(*body)}});
    }
    WENYI_TRY(const auto receipts, signAcceptances(m_office, group));
    for (const auto &[index, digest] : unsignedAnswers)
        std::get<protocol::EnvelopeState>(departures[index].message.body).receipt = receipts.value(digest);
    WENYI_CHECK(transaction->commit());
    appendNotifications(group.changed, departures);
    return departures;
}

Result<Body> Dispatcher::answer(Group &group, const Arrival &arrival)
{
    if (!arrival.message)
        return arrival.message.error();
    const MessageType type = protocol::typeOf(arrival.message->body);
    const auto peer = m_office.domain->peer(arrival.desktop);
    if (!peer)
        return Error{ErrorCode::NotTrusted, "session.not-admitted", arrival.desktop.toString()};
    WENYI_CHECK(m_sessions.checkOrder(arrival.connection, type));
    if (m_readOnly && !onlyReads(type))
        return Error{ErrorCode::Unavailable, "store.read-only", {}};
    Result<Body> body = answerInSavepoint(group, *peer, arrival.message->body);
    for (const auto &[unit, blob] : std::exchange(group.damaged, {}))
        WENYI_CHECK(m_office.store.blobs().drop(unit, blob));
    if (body && type == MessageType::Hello)
        m_sessions.open(arrival.connection, arrival.desktop);
    return body;
}

Result<Body> Dispatcher::answerInSavepoint(Group &group, const Peer &peer, const Body &body)
{
    WENYI_TRY(journal::Savepoint savepoint, journal::Savepoint::begin(group.transaction.database()));
    const auto handleBody = [&](const auto &request) -> Result<Body> {
        if constexpr (requires { wenyi::server::handle(m_office, group, peer, request); }) {
            WENYI_TRY(auto answered, wenyi::server::handle(m_office, group, peer, request));
            return Body(std::move(answered));
        } else {
            return Error{ErrorCode::NotAllowed, "session.not-a-request", {}};
        }
    };
    WENYI_TRY(Body answered, std::visit(handleBody, body));
    WENYI_CHECK(savepoint.keep());
    return answered;
}

Body Dispatcher::refusalOf(const Arrival &arrival, const Error &error)
{
    if (belongsIntoAudit(error)) {
        const MessageType type = arrival.message ? protocol::typeOf(arrival.message->body) : MessageType::Refused;
        m_refusals.push_back({arrival.desktop, type, error});
    }
    return protocol::Refused{error.code, error.reason, error.detail.left(200)};
}

void Dispatcher::noteFailure(const Error &error)
{
    qCritical("the store failed: %s", qUtf8Printable(describe(error)));
    // A full disk recovers when room returns. Any other failed write is not tried again: what a disk holds after a
    // failed sync is not known until it is read anew at the next start.
    if (error.code == ErrorCode::StorageFailure && error.reason != "store.full" && m_office.checkRoom())
        m_readOnly = true;
}

void Dispatcher::auditRefusals()
{
    if (m_readOnly)
        return;
    for (std::size_t i = 0; i < std::min(m_refusals.size(), RefusalsInFull); ++i) {
        const Refusal &refusal = m_refusals[i];
        const QString what = QStringLiteral("message.%1").arg(static_cast<int>(refusal.type));
        const auto recorded = m_office.store.audit().record(refusal.desktop.toString(), what,
            QString::fromLatin1(refusal.error.reason), refusal.error.detail.left(100));
        if (!recorded)
            return noteFailure(recorded.error());
    }
    if (m_refusals.size() > RefusalsInFull) {
        const auto recorded = m_office.store.audit().record(m_refusals.back().desktop.toString(),
            QStringLiteral("message.more"), QString::fromLatin1(m_refusals.back().error.reason),
            QString::number(m_refusals.size() - RefusalsInFull));
        if (!recorded)
            noteFailure(recorded.error());
    }
}

void Dispatcher::appendNotifications(const QSet<UnitCode> &units, std::vector<Departure> &departures)
{
    for (const DesktopId &desktop : m_sessions.desktops()) {
        const auto peer = m_office.domain->peer(desktop);
        if (!peer || !units.contains(peer->unit))
            continue;
        const auto notify = stateOf(m_office, peer->unit);
        if (!notify)
            return; // A look that failed loses nothing: desktops ask by themselves too.
        for (const protocol::ConnectionId &connection : m_sessions.connectionsOf(desktop))
            departures.push_back({connection, {0, *notify}});
    }
}

std::vector<Departure> Dispatcher::replaceDomain(std::shared_ptr<const Domain> domain)
{
    m_office.domain = std::move(domain);
    QSet<UnitCode> units;
    for (const DesktopId &desktop : m_sessions.desktops()) {
        if (const auto peer = m_office.domain->peer(desktop))
            units.insert(peer->unit);
        else
            m_sessions.close(desktop);
    }
    std::vector<Departure> departures;
    appendNotifications(units, departures);
    return departures;
}

} // namespace wenyi::server
