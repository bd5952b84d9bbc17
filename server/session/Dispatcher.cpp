// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Dispatcher.h"

#include "server/session/BlobHandler.h"
#include "server/session/DirectiveHandler.h"
#include "server/session/DomainHandler.h"
#include "server/session/EntryHandler.h"
#include "server/session/EnvelopeHandler.h"
#include "server/session/Examiner.h"
#include "server/session/ForwardHandler.h"
#include "server/session/PeerTermHandler.h"
#include "server/session/QueueKeeper.h"
#include "server/session/ReceiptHandler.h"
#include "server/session/StatusHandler.h"
#include "server/session/TimeStampDesk.h"
#include "server/session/TimeStampHandler.h"
#include "server/session/WholeHandler.h"
#include "server/session/WithdrawnHandler.h"
#include "server/standby/StandbyDesk.h"

#include <chrono>
#include <new>
#include <utility>

namespace wenyi::server {

using protocol::Arrival;
using protocol::Body;
using protocol::Departure;
using protocol::MessageType;

namespace {

/// Refusals of one group that get a row each in the audit log; one more row counts the rest, so that a flood of
/// refused requests does not become a flood of synced writes.
constexpr std::size_t RefusalsInFull = 16;
constexpr char NoMemory[] = "server.no-memory";

/// What came; Refused, which is no request, where its bytes were no message.
MessageType typeOf(const Arrival &arrival)
{
    return arrival.message ? protocol::typeOf(arrival.message->body) : MessageType::Refused;
}

/// Links carry envelopes and receipts between domains, and nothing else; nobody else does.
Result<void> checkMayAsk(const Peer &peer, MessageType type)
{
    switch (type) {
    case MessageType::Hello:
    case MessageType::PutBlob:
    case MessageType::GetBlob:
    case MessageType::PushReceipts:
    case MessageType::PullReceipts:
    case MessageType::PullRulings:
    case MessageType::AskWithdrawn:
    case MessageType::AskTerm:
        return {};
    case MessageType::ForwardEnvelope:
    case MessageType::FetchForwards:
    case MessageType::ConfirmForward:
    case MessageType::TellTerm:
    case MessageType::AskLacking:
    case MessageType::TellWithdrawn:
        return peer.isLink ? Result<void>() : Error{ErrorCode::NotAllowed, "session.links-only", {}};
    default:
        return peer.isLink ? Error{ErrorCode::NotAllowed, "session.not-for-links", {}} : Result<void>();
    }
}

/// What there was no memory for, or no file: it left nothing, and goes through another time.
bool isLack(const Error &error)
{
    return error.reason == "store.no-memory" || error.reason == "store.no-files";
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

bool onlyReads(const Body &request)
{
    if (const auto *fetch = std::get_if<protocol::FetchWhole>(&request))
        return fetch->confirmed.isEmpty();
    switch (protocol::typeOf(request)) {
    case MessageType::Hello:
    case MessageType::PullEntries:
    case MessageType::GetBlob:
    case MessageType::FetchDeliveries:
    case MessageType::PullReceipts:
    case MessageType::PullRulings:
    case MessageType::GetDirectory:
    case MessageType::FollowLog:
    case MessageType::AskTerm:
    case MessageType::AskWithdrawn:
    case MessageType::AskLacking:
    case MessageType::AskWaits:
    case MessageType::PullUrges:
    // Where nothing can be written any more is where an administrator has to look.
    case MessageType::OpenStatus:
    case MessageType::AskStatus:
        return true;
    default:
        return false;
    }
}

Dispatcher::Dispatcher(Office office, Counters &counters, EventLog &log)
    : m_office(std::move(office))
    , m_counters(counters)
    , m_log(log)
    , m_allowances(m_office.configuration.desktopRate, m_office.configuration.unitRate)
{
    m_office.sessions = &m_sessions;
}

std::vector<Departure> Dispatcher::handle(const std::vector<Arrival> &arrivals)
{
    m_spare.reserve(arrivals.size());
    m_refusals.clear();
    m_opened.clear();
    try {
        auto departures = handleGroup(arrivals);
        if (!departures)
            departures = failed(arrivals, departures.error());
        auditRefusals();
        return std::move(*departures);
    } catch (const std::bad_alloc &) {
        auto refusals = refuseAll(arrivals);
        tellNoMemory();
        return refusals;
    }
}

void Dispatcher::tellNoMemory() noexcept
{
    try {
        m_log.write(LogLevel::Warning, NoMemory);
    } catch (const std::bad_alloc &) {
        return; // Nor for the line that says so.
    }
}

std::vector<Departure> Dispatcher::failed(const std::vector<Arrival> &arrivals, Error error)
{
    // Nothing of the group is stored, so nothing of it may be acknowledged.
    for (const protocol::ConnectionId &connection : std::exchange(m_opened, {}))
        m_sessions.forget(connection);
    noteFailure(error);
    error.detail.clear(); // Where and how the store lies is for the log, and no desktop's.
    const bool lacksMemory = isLack(error);
    if ((m_office.store.isShared() || lacksMemory) && error.code == ErrorCode::StorageFailure)
        error.code = ErrorCode::Unavailable; // The desktop comes again by itself.
    if (lacksMemory)
        error.reason = NoMemory;
    std::vector<Departure> departures;
    departures.reserve(arrivals.size());
    for (const Arrival &arrival : arrivals) {
        m_counters.countRequest(typeOf(arrival), Outcome::Failed);
        departures.push_back(
            {arrival.connection, {arrival.message ? arrival.message->request : 0, refusalOf(arrival, error)}});
    }
    return departures;
}

std::vector<Departure> Dispatcher::refuseAll(const std::vector<Arrival> &arrivals) noexcept
{
    for (const protocol::ConnectionId &connection : m_opened)
        m_sessions.forget(connection);
    m_opened.clear();
    m_spare.clear();
    for (const Arrival &arrival : arrivals) {
        m_counters.countRequest(typeOf(arrival), Outcome::Failed);
        m_spare.push_back({arrival.connection,
            {arrival.message ? arrival.message->request : 0,
                protocol::Refused{ErrorCode::Unavailable, QByteArrayLiteral("server.no-memory"), QString()}}});
    }
    return std::exchange(m_spare, {});
}

Result<std::vector<Departure>> Dispatcher::handleGroup(const std::vector<Arrival> &arrivals)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_office.store.database()));
    Group group{*transaction, {}, {}};
    std::vector<Departure> departures;
    std::vector<Outcome> outcomes;
    std::vector<std::pair<std::size_t, Digest>> unsignedAnswers;
    const std::vector<Result<Peer>> peers = admit(arrivals);
    const Examinations examinations = examine(arrivals, peers);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        const Arrival &arrival = arrivals[i];
        const auto begun = std::chrono::steady_clock::now();
        group.examination = examinations[i].get();
        Result<Body> body = answer(group, peers[i], arrival);
        if (!body && body.error().code == ErrorCode::StorageFailure)
            return body.error(); // The database may have rolled back by itself: the whole group is void.
        outcomes.push_back(body ? Outcome::Done : Outcome::Refused);
        logRequest(arrival, outcomes.back(),
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
        if (!body)
            body = refusalOf(arrival, body.error());
        const auto *state = std::get_if<protocol::EnvelopeState>(&*body);
        if (state && state->receipt && state->receipt->isEmpty())
            unsignedAnswers.emplace_back(departures.size(), group.answered);
        departures.push_back({arrival.connection, {arrival.message ? arrival.message->request : 0, std::move(*body)}});
    }
    WENYI_TRY(const auto receipts, signAcceptances(m_office, group));
    for (const auto &[index, digest] : unsignedAnswers)
        std::get<protocol::EnvelopeState>(departures[index].message.body).receipt = receipts.value(digest);
    WENYI_CHECK(commit(group, arrivals.size()));
    for (std::size_t i = 0; i < arrivals.size(); ++i)
        m_counters.countRequest(typeOf(arrivals[i]), outcomes[i]);
    appendNotifications(group.changed, departures);
    return departures;
}

Result<void> Dispatcher::commit(Group &group, std::size_t requests)
{
    using std::chrono::steady_clock;
    WENYI_CHECK(m_office.store.tellOthers(group.changed));
    const auto begun = steady_clock::now();
    WENYI_CHECK(group.transaction.commit());
    m_counters.countGroup(requests, std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begun));
    for (const Acceptance &acceptance : group.acceptances) {
        m_counters.countEnvelope(acceptance.bytes);
        m_log.write(LogLevel::Info, "envelope.accepted",
            {{"number", acceptance.number}, {"unit", acceptance.facts.unit.toString()}, {"bytes", acceptance.bytes}});
    }
    return {};
}

void Dispatcher::logRequest(const Arrival &arrival, Outcome outcome, std::chrono::microseconds took)
{
    if (m_log.writes(LogLevel::Debug))
        m_log.write(LogLevel::Debug, outcome == Outcome::Done ? "request.done" : "request.not-done",
            {{"desktop", arrival.desktop.toString()}, {"type", requestName(typeOf(arrival))}, {"bytes", arrival.size},
                {"us", took.count()}});
}

Result<void> Dispatcher::checkPace(const Peer &peer, const Arrival &arrival)
{
    const auto now = std::chrono::steady_clock::now();
    const Allowances::Pause pause = m_allowances.take(peer.desktop, peer.unit, arrival.size, now);
    if (pause.count() == 0)
        return {};
    if (m_office.examiner)
        m_office.examiner->leave(peer.desktop, pause);
    // Once a minute and not each time: a flood of refusals is no flood of synced writes.
    if (const auto times = m_excesses.note(peer.desktop, now))
        m_refusals.push_back({peer.desktop, typeOf(arrival),
            Error{ErrorCode::Unavailable, "session.too-fast", QString::number(*times)}});
    return Error{ErrorCode::Unavailable, "session.too-fast", QString::number(pause.count())};
}

std::vector<Result<Peer>> Dispatcher::admit(const std::vector<Arrival> &arrivals)
{
    std::vector<Result<Peer>> peers;
    peers.reserve(arrivals.size());
    for (const Arrival &arrival : arrivals) {
        const auto peer = m_office.domain->peer(arrival.desktop);
        if (!peer) {
            peers.emplace_back(Error{ErrorCode::NotTrusted, "session.not-admitted", arrival.desktop.toString()});
            continue;
        }
        const auto keepsPace = checkPace(*peer, arrival);
        if (keepsPace)
            peers.emplace_back(*peer);
        else
            peers.emplace_back(keepsPace.error());
    }
    return peers;
}

Dispatcher::Examinations Dispatcher::examine(
    const std::vector<Arrival> &arrivals, const std::vector<Result<Peer>> &peers) const
{
    Examinations all(arrivals.size());
    Examinations own;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        const auto *send =
            peers[i] && arrivals[i].message ? std::get_if<protocol::SendWhole>(&arrivals[i].message->body) : nullptr;
        if (!send)
            continue;
        all[i] = std::static_pointer_cast<Examination>(arrivals[i].examination);
        if (!all[i])
            all[i] = own.emplace_back(std::make_shared<Examination>(*send, m_office.domain));
    }
    Examination::runAll(own);
    return all;
}

Result<Body> Dispatcher::answer(Group &group, const Result<Peer> &peer, const Arrival &arrival)
{
    if (!m_office.superseded.isEmpty())
        return Error{ErrorCode::Unavailable, "server.superseded", {}};
    if (m_office.standby && arrival.desktop == StandbyDesk::id())
        return m_office.standby->answer(m_office, arrival, std::chrono::steady_clock::now());
    if (!peer)
        return peer.error();
    if (!arrival.message)
        return arrival.message.error();
    const MessageType type = protocol::typeOf(arrival.message->body);
    if (!peer->isLink) // Who was heard is counted as active desktops.
        m_sessions.hear(arrival.desktop, std::chrono::steady_clock::now());
    m_office.hearLink(*peer, type);
    WENYI_CHECK(m_sessions.checkOrder(arrival.connection, type));
    WENYI_CHECK(checkMayAsk(*peer, type));
    if (m_readOnly && !onlyReads(arrival.message->body))
        return Error{ErrorCode::Unavailable, "store.read-only", {}};
    group.connection = arrival.connection;
    Result<Body> body = answerInSavepoint(group, *peer, arrival.message->body);
    for (const auto &[unit, blob] : std::exchange(group.damaged, {}))
        WENYI_CHECK(m_office.store.blobs().drop(unit, blob));
    if (body && type == MessageType::Hello) {
        m_opened.push_back(arrival.connection);
        m_sessions.open(arrival.connection, arrival.desktop, m_office.clock.now(),
            std::get<protocol::Hello>(arrival.message->body).directoryVersion);
        m_log.write(LogLevel::Info, "session.opened",
            {{"desktop", arrival.desktop.toString()}, {"unit", peer->unit.toString()}});
    }
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
    m_counters.countRefusal(error.reason);
    if (belongsIntoAudit(error))
        m_refusals.push_back({arrival.desktop, typeOf(arrival), error});
    return protocol::Refused{error.code, error.reason, error.detail.left(200)};
}

void Dispatcher::noteFailure(const Error &error)
{
    m_log.writeError("store.failed", error);
    // What was not committed there was not acknowledged; that database sees to its own disk.
    if (m_office.store.isShared()) {
        m_isStoreAway = m_isStoreAway || error.reason == "store.away";
        return;
    }
    if (error.reason == "store.full")
        m_office.store.database().noteFull();
    // A full disk recovers when room returns, and what there was no memory or file for left nothing. Any other failed
    // write is not tried again: what a disk holds after a failed sync is not known until it is read anew at the next
    // start.
    const bool passes = error.reason == "store.full" || isLack(error);
    if (error.code != ErrorCode::StorageFailure || passes || m_office.isShortOfRoom())
        return;
    m_readOnly = true;
    m_log.write(LogLevel::Warning, "store.read-only");
}

void Dispatcher::auditRefusals()
{
    for (std::size_t i = 0; i < std::min(m_refusals.size(), RefusalsInFull); ++i) {
        const Refusal &refusal = m_refusals[i];
        m_log.writeError("request.refused", refusal.error,
            {{"desktop", refusal.desktop.toString()}, {"type", requestName(refusal.type)}});
        recordRefusal(refusal.desktop, QStringLiteral("message.%1").arg(static_cast<int>(refusal.type)), refusal.error);
    }
    if (m_refusals.size() <= RefusalsInFull)
        return;
    Error more = m_refusals.back().error;
    more.detail = QString::number(m_refusals.size() - RefusalsInFull);
    m_log.writeError("request.more-refused", more, {{"desktop", m_refusals.back().desktop.toString()}});
    recordRefusal(m_refusals.back().desktop, QStringLiteral("message.more"), more);
}

void Dispatcher::recordRefusal(const DesktopId &desktop, const QString &what, const Error &error)
{
    if (m_readOnly)
        return;
    const auto recorded = m_office.store.audit().record(
        desktop.toString(), what, QString::fromLatin1(error.reason), error.detail.left(100));
    if (!recorded)
        noteFailure(recorded.error());
}

void Dispatcher::appendNotifications(const QSet<UnitCode> &units, std::vector<Departure> &departures)
{
    if (units.isEmpty())
        return;
    QHash<UnitCode, protocol::Notify> states;
    for (const DesktopId &desktop : m_sessions.desktops()) {
        const auto peer = m_office.domain->peer(desktop);
        if (!peer || !units.contains(peer->unit))
            continue;
        auto state = states.constFind(peer->unit);
        if (state == states.constEnd()) {
            const auto notify = stateOf(m_office, peer->unit);
            if (!notify)
                return; // A look that failed loses nothing: desktops ask by themselves too.
            state = states.insert(peer->unit, *notify);
        }
        for (const protocol::ConnectionId &connection : m_sessions.connectionsOf(desktop))
            departures.push_back({connection, {0, *state}});
    }
}

void Dispatcher::lookAtStore()
{
    m_isStoreAway = !m_office.store.isReachable();
    if (!m_readOnly && !m_office.isShortOfRoom())
        static_cast<void>(m_office.store.database().hasReserve());
}

std::vector<Departure> Dispatcher::keepQueues()
{
    std::vector<Departure> departures;
    // Another server keeps them, where one took this one's place.
    if (m_readOnly || m_isStoreAway || !m_office.superseded.isEmpty() || !m_office.checkRoom())
        return departures;
    const bool isDomainNew = m_queuesFollow != m_office.domain->digest();
    Result<KeptQueues> kept = server::keepQueues(m_office, isDomainNew);
    if (!kept) {
        noteFailure(kept.error());
        return departures;
    }
    if (isDomainNew && kept->isAllDone)
        m_queuesFollow = m_office.domain->digest();
    if (kept->released + kept->undeliverable + kept->rerouted > 0)
        m_log.write(LogLevel::Info, "queues.kept",
            {{"released", kept->released}, {"undeliverable", kept->undeliverable}, {"rerouted", kept->rerouted}});
    appendNotifications(kept->changed, departures);
    return departures;
}

QByteArrayList Dispatcher::reconfigure(const Configuration &next)
{
    QByteArrayList waiting = m_office.configuration.takeChangeable(next);
    m_allowances.setLimits(m_office.configuration.desktopRate, m_office.configuration.unitRate);
    m_log.apply(m_office.configuration.log);
    if (m_office.standby)
        m_office.standby->configure(m_office.configuration.standby);
    if (m_office.timeStamps)
        m_office.timeStamps->setPerMinute(static_cast<int>(m_office.configuration.timeStampsPerMinute));
    return waiting;
}

std::vector<Departure> Dispatcher::replaceDomain(std::shared_ptr<const Domain> domain)
{
    const bool isNew = domain->digest() != m_office.domain->digest();
    if (isNew)
        m_office.outdatedCards.clear();
    m_office.domain = std::move(domain);
    if (m_office.examiner)
        m_office.examiner->follow(m_office.domain);
    for (const DesktopId &desktop : m_sessions.desktops()) {
        if (!m_office.domain->peer(desktop))
            m_sessions.close(desktop);
    }
    // Each hour the same one is judged anew: that is no news for five thousand desktops.
    return isNew ? tellOf(std::nullopt) : std::vector<Departure>();
}

std::vector<Departure> Dispatcher::tellOf(const ChangedUnits &units)
{
    std::vector<Departure> departures;
    appendNotifications(units ? *units : connectedUnits(), departures);
    return departures;
}

QSet<UnitCode> Dispatcher::connectedUnits() const
{
    QSet<UnitCode> units;
    for (const DesktopId &desktop : m_sessions.desktops()) {
        if (const auto peer = m_office.domain->peer(desktop))
            units.insert(peer->unit);
    }
    return units;
}

} // namespace wenyi::server
