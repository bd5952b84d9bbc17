// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/standby/StandbyDesk.h"

#include "server/session/Dispatcher.h"
#include "server/session/DomainHandler.h"

#include <algorithm>
#include <iterator>
#include <limits>

using namespace Qt::StringLiterals;

namespace wenyi::server {

using protocol::Body;
using protocol::Departure;

namespace {

void append(std::vector<Departure> &to, std::vector<Departure> &&from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Whether the answer may say that something is kept: of a request that came again too, which changed nothing this
/// time. A refusal says nothing of the kind, though the audit log has it.
bool mayAcknowledge(const protocol::Arrival *asked, const Departure &answer, bool isChanged)
{
    if (std::holds_alternative<protocol::Refused>(answer.message.body))
        return false;
    return isChanged || (asked && asked->message && !onlyReads(asked->message->body));
}

} // namespace

const DesktopId &StandbyDesk::id()
{
    static const DesktopId standby(u"@standby"_s);
    return standby;
}

QHash<protocol::CurvePublicKey, DesktopId> StandbyDesk::admitted(const Domain &domain, const StandbySettings &settings)
{
    auto keys = domain.admitted();
    // A desktop of that name would be let at the log.
    keys.removeIf([](auto desktop) { return desktop.value() == id(); });
    const auto key = protocol::CurvePublicKey::fromBytes(QByteArray::fromHex(settings.key));
    if (!settings.key.isEmpty() && key)
        keys.insert(*key, id());
    return keys;
}

StandbyDesk::StandbyDesk(const StandbySettings &settings, quint64 number, EventLog &log, Moment now)
    : m_settings(settings)
    , m_log(log)
    , m_newest(number)
    , m_heard(now)
    , m_caughtUp(now)
{
}

Result<Body> StandbyDesk::answer(Office &office, const protocol::Arrival &arrival, Moment now)
{
    if (!isConfigured())
        return Error{ErrorCode::NotTrusted, "session.not-admitted", arrival.desktop.toString()};
    if (!arrival.message)
        return arrival.message.error();
    if (const auto *hello = std::get_if<protocol::Hello>(&arrival.message->body)) {
        if (hello->desktop != id())
            return Error{ErrorCode::NotAllowed, "session.desktop", hello->desktop.toString()};
        m_connection = arrival.connection;
        m_isIdle = false;
        protocol::Welcome welcome;
        welcome.serverTime = office.clock.now();
        welcome.directoryVersion = office.domain->version();
        welcome.directoryDigest = office.domain->digest();
        m_log.write(LogLevel::Info, "standby.came");
        return Body(welcome);
    }
    if (arrival.connection != m_connection)
        return Error{ErrorCode::NotAllowed, "session.hello-missing", {}};
    if (const auto *get = std::get_if<protocol::GetDirectory>(&arrival.message->body)) {
        WENYI_TRY(protocol::DirectoryChunk chunk, directoryChunk(*office.domain, *get));
        return Body(std::move(chunk));
    }
    const auto *request = std::get_if<protocol::FollowLog>(&arrival.message->body);
    if (!request)
        return Error{ErrorCode::NotAllowed, "session.not-a-request", {}};
    WENYI_TRY(protocol::LogBytes part, follow(office, *request));
    m_heard = now;
    m_synced = request->number;
    m_segment = request->segment;
    m_isIdle = part.bytes.isEmpty();
    if (m_synced >= m_newest)
        m_caughtUp = now;
    return Body(std::move(part));
}

Result<protocol::LogBytes> StandbyDesk::follow(Office &office, const protocol::FollowLog &request)
{
    if (!office.store.segments())
        return Error{ErrorCode::NotAllowed, "standby.postgres", {}}; // PostgreSQL has its own.
    const SegmentLog &log = *office.store.segments();
    const journal::LogPlace from{request.segment, request.offset, request.number};
    const QString place = u"%1:%2"_s.arg(from.segment).arg(from.offset);
    // Not as a failure of the store, which would end the whole group.
    if (request.number > log.kept().number)
        return Error{ErrorCode::NotAllowed, "standby.ahead", place};
    auto part = log.keptFrom(from, protocol::LargestLogPart);
    if (!part) {
        const bool isGone = from.segment < log.newest() && !(log.has(from.segment) && log.has(from.segment + 1));
        return Error{ErrorCode::NotAllowed, isGone ? "standby.log-gone" : "standby.ahead", describe(part.error())};
    }
    const auto before = log.digestBefore(from);
    if (!before || *before != request.before)
        return Error{ErrorCode::NotAllowed, "standby.diverged", place};
    return protocol::LogBytes{
        part->segment, part->offset, std::move(part->bytes), log.kept().number, office.domain->digest()};
}

std::vector<Departure> StandbyDesk::pass(
    const std::vector<protocol::Arrival> &arrivals, std::vector<Departure> departures, quint64 number, Moment now)
{
    const bool isChanged = number > m_newest;
    if (isChanged && m_synced >= m_newest)
        m_caughtUp = now;
    m_newest = std::max(m_newest, number);
    // As mostly. Refusals for want of memory come by here too, and find none.
    if (!isConfigured() && m_held.empty() && !m_isAlone)
        return departures;
    std::vector<Departure> out;
    std::vector<Departure> held;
    const bool isBehind = holds() && !m_isAlone && m_synced < m_newest;
    for (std::size_t i = 0; i < departures.size(); ++i) {
        const protocol::Arrival *asked = i < arrivals.size() ? &arrivals[i] : nullptr;
        const bool waits =
            isBehind && departures[i].connection != m_connection && mayAcknowledge(asked, departures[i], isChanged);
        (waits ? held : out).push_back(std::move(departures[i]));
    }
    if (!held.empty())
        m_held.push_back({m_newest, now, std::move(held)});
    if (isChanged && m_isIdle && isConfigured()) {
        m_isIdle = false;
        out.push_back({m_connection, {0, protocol::Notify{}}});
    }
    append(out, release(now));
    return out;
}

std::vector<Departure> StandbyDesk::release(Moment now)
{
    std::vector<Departure> out;
    const std::chrono::seconds patience(m_settings.patienceSeconds);
    const bool isOver = !m_held.empty() && m_held.front().number > m_synced && patience.count() > 0
                        && now - m_held.front().since >= patience;
    if (holds() && isOver) {
        m_isAlone = true;
        m_log.write(LogLevel::Warning, "standby.given-up", {{"sets", m_newest - m_synced}});
    }
    while (!m_held.empty() && (m_held.front().number <= m_synced || m_isAlone || !holds())) {
        append(out, std::move(m_held.front().departures));
        m_held.pop_front();
    }
    if (m_isAlone && (m_synced >= m_newest || !holds())) {
        m_isAlone = false;
        m_log.write(LogLevel::Info, "standby.caught-up");
    }
    return out;
}

quint64 StandbyDesk::neededFrom() const
{
    if (!isConfigured())
        return std::numeric_limits<quint64>::max();
    // Started anew on a segment that is empty still, it goes on at the end of the one before.
    return m_segment > 0 ? m_segment - 1 : 0;
}

std::optional<StandbyStanding> StandbyDesk::standing(Moment now) const
{
    if (!isConfigured())
        return std::nullopt;
    StandbyStanding standing;
    standing.isHeard = isHeard(now) && !m_connection.isEmpty();
    standing.isSynchronous = holds();
    // A standby that never came has as long as one that went.
    standing.isMissed = !isHeard(now) || m_isAlone;
    standing.missingSets = m_newest - std::min(m_newest, m_synced);
    if (standing.missingSets > 0)
        standing.behind = std::chrono::duration_cast<std::chrono::milliseconds>(now - m_caughtUp);
    return standing;
}

} // namespace wenyi::server
