// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/peer/PeerLink.h"

#include "server/peer/LinkRefusals.h"
#include "server/session/OutdatedCards.h"
#include "server/store/ForwardTable.h"

#include <algorithm>
#include <optional>
#include <utility>

using namespace std::chrono_literals;

namespace wenyi::server {

using protocol::Body;

namespace {

/// Few, so that what is urgent need not wait behind many that came before it.
constexpr quint64 EnvelopesAtOnce = 8;
/// Of those that stay in a queue for now: as many others are seen behind them at a server that lists these first.
constexpr qsizetype MostPassedOver = 1'000;
/// Why things wait, as the log is told: the other server says whatever it likes.
constexpr qsizetype MostReasons = 100;
constexpr quint64 ReceiptsInRound = 1'000;
constexpr auto RequestTime = 30s;
/// Notifications may be lost.
constexpr auto LooksEach = 30s;
/// The first may come before anybody listens.
constexpr auto LooksForEndsEach = 1s;
constexpr auto LongestWait = 60s;
constexpr int TriesOfOneRequest = 20;
/// Receipts that wait and are too many to be remembered each.
constexpr auto LooksAgainEach = 1h;

} // namespace

PeerLink::PeerLink(Settings settings, RandomSource &random, EventLog &log)
    : m_domain(settings.domain)
    , m_backOff(settings.backOff)
    , m_log(log)
{
    connectEnds(std::move(settings), random);
    m_thread = std::thread(&PeerLink::run, this);
}

PeerLink::~PeerLink()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
    m_own.reset(); // Their signals use what is left.
    m_other.reset();
}

void PeerLink::connectEnds(Settings settings, RandomSource &random)
{
    m_own = std::make_unique<Connection>(std::move(settings.own), random);
    m_other = std::make_unique<Connection>(std::move(settings.other), random);
    m_outward = std::make_unique<Way>(Way{*m_own, *m_other});
    m_inward = std::make_unique<Way>(Way{*m_other, *m_own});
    const auto wake = [this] {
        {
            const std::lock_guard lock(m_mutex);
            m_hasNews = true;
        }
        m_changed.notify_all();
    };
    for (Connection *end : {m_own.get(), m_other.get()}) {
        const auto follow = [this, end, wake](const auto &told) {
            noteDirectory(end, told.directoryVersion);
            wake();
        };
        QObject::connect(end, &Connection::notified, end, follow, Qt::DirectConnection);
        QObject::connect(end, &Connection::welcomed, end, follow, Qt::DirectConnection);
        const auto beginAnew = [this, wake] {
            {
                const std::lock_guard lock(m_mutex);
                m_isAnew = true;
            }
            wake();
        };
        QObject::connect(end, &Connection::stateChanged, end, beginAnew, Qt::DirectConnection);
    }
}

void PeerLink::noteDirectory(const Connection *end, quint64 version)
{
    const std::lock_guard lock(m_mutex);
    quint64 &known = m_directories[end];
    m_isHastened = m_isHastened || (known != 0 && known != version);
    known = version;
}

bool PeerLink::isUp() const
{
    return m_own->state() == protocol::ConnectionState::Connected
           && m_other->state() == protocol::ConnectionState::Connected;
}

bool PeerLink::isStopping()
{
    const std::lock_guard lock(m_mutex);
    return m_isStopping;
}

void PeerLink::run()
{
    while (waitForWork()) {
        noteState();
        if (!isUp())
            continue;
        const auto carried = carryAll();
        if (carried) {
            m_pause = 0ms;
            continue;
        }
        // A connection that broke comes again with pauses of its own, and says so.
        m_pause = carried.error().reason == "connection.lost"
                      ? 0ms
                      : std::clamp<std::chrono::milliseconds>(2 * m_pause, m_backOff.first, m_backOff.longest);
        if (!isStopping())
            m_log.writeError("link.failed", carried.error(), {{"domain", m_domain}});
    }
}

bool PeerLink::waitForWork()
{
    std::unique_lock lock(m_mutex);
    if (m_pause.count() > 0) {
        // News do not shorten it: what failed would fail again.
        m_changed.wait_for(lock, m_pause, [this] { return m_isStopping; });
    } else {
        m_changed.wait_for(lock, patience(), [this] { return m_isStopping || m_hasNews; });
    }
    m_hasNews = false;
    // The server behind a new session may have been put back to an earlier day: its own word counts, not ours.
    if (std::exchange(m_isAnew, false)) {
        m_outward->progress = {};
        m_inward->progress = {};
    }
    if (std::exchange(m_isHastened, false)) {
        for (Way *way : {m_outward.get(), m_inward.get()}) {
            way->progress.envelopes = {}; // Also what is said of them may be another now.
            way->progress.isTermTold = false;
            way->progress.rulingsAt = 0;
            way->progress.receipts.lookAgain();
            way->progress.pause = 0ms;
            way->progress.due = {};
        }
    }
    return !m_isStopping;
}

std::chrono::milliseconds PeerLink::patience() const
{
    std::chrono::milliseconds longest = isUp() ? LooksEach : LooksForEndsEach;
    for (const Way *way : {m_outward.get(), m_inward.get()}) {
        if (way->progress.isHolding())
            longest = std::min(longest,
                std::chrono::ceil<std::chrono::milliseconds>(way->progress.due - std::chrono::steady_clock::now()));
    }
    return std::max(longest, 0ms);
}

void PeerLink::noteState()
{
    const bool isUpNow = isUp();
    if (isUpNow != m_wasUp)
        m_log.write(LogLevel::Info, isUpNow ? "link.up" : "link.down", {{"domain", m_domain}});
    m_wasUp = isUpNow;
}

Result<void> PeerLink::carryAll()
{
    // In turn, so that neither way waits for the other's backlog, or for what fails there.
    std::optional<Error> failure;
    QList<Way *> ways{m_outward.get(), m_inward.get()};
    for (Way *way : std::as_const(ways))
        beginTurn(*way);
    while (!ways.isEmpty()) {
        Way *way = ways.takeFirst();
        const Result<bool> hasMore = carry(*way);
        if (hasMore && *hasMore)
            ways.append(way);
        else
            endTurn(*way);
        if (!hasMore)
            failure = hasMore.error();
    }
    m_receiptsHeld = static_cast<quint64>(m_outward->progress.receipts.held() + m_inward->progress.receipts.held());
    return failure ? Result<void>(*failure) : Result<void>();
}

void PeerLink::beginTurn(Way &way)
{
    Progress &progress = way.progress;
    const Moment now = std::chrono::steady_clock::now();
    if (!progress.isHolding() || now < progress.due)
        return;
    progress.envelopes.giveTurn();
    progress.receipts.giveTurn();
    if (progress.receipts.isOverfull() && now >= progress.looksAgain) {
        progress.receipts.lookAgain();
        progress.looksAgain = now + LooksAgainEach;
    }
    progress.pause = std::clamp<std::chrono::milliseconds>(2 * progress.pause, m_backOff.first, m_backOff.longest);
    progress.due = now + progress.pause;
}

void PeerLink::endTurn(Way &way)
{
    Progress &progress = way.progress;
    progress.envelopes.endTurn();
    if (progress.receipts.isOverfull() && !progress.areManyReceiptsTold)
        m_log.write(LogLevel::Warning, "link.many-receipts-wait", {{"domain", m_domain}});
    progress.areManyReceiptsTold = progress.receipts.isOverfull();
    if (!progress.isHolding()) {
        progress.pause = 0ms;
        progress.reasons.clear();
    } else if (progress.pause == 0ms) {
        progress.pause = m_backOff.first;
        progress.due = std::chrono::steady_clock::now() + progress.pause;
    }
}

Result<bool> PeerLink::carry(Way &way)
{
    Progress &progress = way.progress;
    WENYI_CHECK(tellTerm(way));
    const auto passedOver = static_cast<quint64>(std::min(progress.envelopes.count(), MostPassedOver));
    const protocol::FetchForwards fetch{EnvelopesAtOnce + passedOver, progress.receipts.taken()};
    const auto waiting = ask<protocol::Forwards>(way.from, fetch);
    if (!waiting) {
        // A store that was put back to an earlier day has fewer: what it has is carried again.
        if (waiting.error().reason == "forward.receipts")
            progress.receipts = {};
        return waiting.error();
    }
    progress.receipts.noteTaken(waiting->receiptsTaken);
    bool goesOn = false;
    for (const protocol::ForwardEnvelope &forward : waiting->forwards) {
        WENYI_TRY(const bool wasTried, tryEnvelope(way, forward));
        goesOn = goesOn || wasTried;
    }
    WENYI_TRY(const bool hasMoreReceipts, carryReceipts(way));
    if (hasMoreReceipts || goesOn)
        return true;
    WENYI_TRY(const bool hasMoreParts, restoreParts(way));
    WENYI_TRY(const bool hasMoreRulings, carryWithdrawn(way));
    return hasMoreParts || hasMoreRulings;
}

Result<bool> PeerLink::tryEnvelope(Way &way, const protocol::ForwardEnvelope &forward)
{
    const auto header = exchange::EnvelopeHeader::fromBytes(forward.header);
    if (!header) {
        logWaiting(way, "link.waits", header.error().reason);
        return false;
    }
    const Digest digest = header->digest();
    HeldBack<Digest> &held = way.progress.envelopes;
    if (!held.mayTry(digest))
        return false;
    const auto carried = carryEnvelope(way, forward);
    if (!carried && endsTheRound(carried.error()))
        return carried.error();
    if (carried)
        held.letGo(digest);
    else if (held.hold(digest))
        WENYI_CHECK(tellWaiting(way, *header, carried.error()));
    return true;
}

Result<void> PeerLink::tellWaiting(Way &way, const exchange::EnvelopeHeader &header, const Error &error)
{
    const QByteArray reason = waitingBecause(error);
    logWaiting(way, "link.waits", reason);
    const protocol::ConfirmForward waits{header.routing().id, header.digest(), {}, reason};
    const auto told = ask<protocol::Confirmed>(way.from, waits);
    // A server of before does not know that an envelope may wait with a reason.
    return told || !endsTheRound(told.error()) ? Result<void>() : told.error();
}

void PeerLink::logWaiting(Way &way, const char *event, const QByteArray &reason)
{
    if (way.progress.reasons.contains(reason) || way.progress.reasons.size() >= MostReasons)
        return;
    way.progress.reasons.insert(reason);
    m_log.write(LogLevel::Warning, event, {{"domain", m_domain}, {"reason", reason}});
}

Result<void> PeerLink::carryEnvelope(const Way &way, const protocol::ForwardEnvelope &forward)
{
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(forward.header));
    protocol::ConfirmForward confirm{header.routing().id, header.digest(), {}, {}};
    const Result<QByteArray> receipt = handOver(way, forward);
    if (!receipt && !isVerdict(receipt.error()))
        return receipt.error();
    if (receipt)
        confirm.receipt = *receipt;
    else
        confirm.reason = receipt.error().reason;
    const auto confirmed = ask<protocol::Confirmed>(way.from, confirm);
    // The other server has it: it is not returned, however long it waits here.
    if (!confirmed && confirmed.error().reason == OutdatedCards::Reason)
        return Error{ErrorCode::NotFound, ForwardTable::IsThere, confirmed.error().detail};
    WENYI_CHECK(confirmed);
    return {};
}

Result<QByteArray> PeerLink::handOver(const Way &way, const protocol::ForwardEnvelope &forward)
{
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(forward.header));
    WENYI_TRY(auto state, ask<protocol::EnvelopeState>(way.to, forward));
    if (state.receipt)
        return *state.receipt;
    for (const protocol::BlobState &missing : std::as_const(state.missing)) {
        const auto &parts = header.routing().parts;
        const auto part = std::find_if(parts.begin(), parts.end(),
            [&missing](const exchange::EnvelopePart &known) { return known.digest == missing.digest; });
        if (part == parts.end())
            return Error{ErrorCode::Corrupt, "link.foreign-part", header.routing().id.toString()};
        WENYI_CHECK(carryPart(way, missing, static_cast<quint64>(part->size)));
    }
    WENYI_TRY(state, ask<protocol::EnvelopeState>(way.to, forward));
    if (!state.receipt)
        return Error{ErrorCode::Corrupt, "link.not-accepted", header.routing().id.toString()};
    return *state.receipt;
}

Result<void> PeerLink::carryPart(const Way &way, const protocol::BlobState &missing, quint64 size)
{
    quint64 at = missing.have;
    while (at < size) {
        WENYI_TRY(const auto piece, ask<protocol::BlobChunk>(way.from, protocol::GetBlob{missing.digest, at,
                                                                           static_cast<quint64>(limits::BlobChunk)}));
        if (piece.chunk.isEmpty())
            return Error{ErrorCode::Corrupt, "link.part-ends", QString::fromLatin1(missing.digest.toHex())};
        WENYI_TRY(const auto state,
            ask<protocol::BlobState>(way.to, protocol::PutBlob{missing.digest, size, at, piece.chunk}));
        // Somebody else may have put more of it; nobody may have less than was taken.
        if (state.have <= at)
            return Error{ErrorCode::Corrupt, "link.part-stuck", QString::fromLatin1(missing.digest.toHex())};
        at = state.have;
    }
    return {};
}

Result<bool> PeerLink::carryReceipts(Way &way)
{
    ReceiptRow &row = way.progress.receipts;
    WENYI_TRY(
        const auto receipts, ask<protocol::Receipts>(way.from, protocol::PullReceipts{row.next(), ReceiptsInRound}));
    if (receipts.receipts.isEmpty())
        return row.passEnd();
    const quint64 last = receipts.receipts.constLast().number;
    if (last <= row.next())
        return Error{ErrorCode::Corrupt, "link.receipt-numbers", QString::number(last)};
    protocol::PushReceipts push;
    QList<quint64> numbers;
    for (const protocol::Numbered &receipt : receipts.receipts) {
        if (!row.mayTry(receipt.number))
            continue;
        push.receipts.append(receipt.bytes);
        numbers.append(receipt.number);
    }
    if (!numbers.isEmpty())
        WENYI_CHECK(pushReceipts(way, push, numbers));
    row.pass(last);
    return true; // The next round tells `from` of it.
}

Result<void> PeerLink::pushReceipts(Way &way, const protocol::PushReceipts &push, const QList<quint64> &numbers)
{
    WENYI_TRY(const auto states, ask<protocol::ReceiptStates>(way.to, push));
    if (states.reasons.size() != numbers.size())
        return Error{ErrorCode::Corrupt, "link.receipt-states", QString::number(states.reasons.size())};
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        const QByteArray &reason = states.reasons.at(i);
        if (mayBeTakenLater(reason)) {
            way.progress.receipts.hold(numbers.at(i));
            logWaiting(way, "link.receipts-wait", reason);
            continue;
        }
        way.progress.receipts.letGo(numbers.at(i));
        // Refused is done with: its unit is not known there any more, or it was never right.
        if (!reason.isEmpty())
            m_log.write(LogLevel::Warning, "link.receipt-refused", {{"domain", m_domain}, {"reason", reason}});
    }
    return {};
}

Result<Body> PeerLink::request(Connection &connection, const Body &body)
{
    for (int tries = 1;; ++tries) {
        Result<Body> answer = requestOnce(connection, body);
        const bool isTooFast = !answer && answer.error().reason == "session.too-fast";
        if (!isTooFast || tries >= TriesOfOneRequest)
            return answer;
        const std::chrono::milliseconds wait(std::max(answer.error().detail.toLongLong(), 1LL));
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(
                lock, std::min<std::chrono::milliseconds>(wait, LongestWait), [this] { return m_isStopping; }))
            return Error{ErrorCode::Cancelled, "link.stopping", {}};
    }
}

Result<Body> PeerLink::requestOnce(Connection &connection, const Body &body)
{
    // It may still come when nobody waits any more.
    const auto answer = std::make_shared<std::optional<Result<Body>>>();
    connection.request(body, RequestTime, [this, answer](const Result<Body> &result) {
        {
            const std::lock_guard lock(m_mutex);
            answer->emplace(result);
        }
        m_changed.notify_all();
    });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_isStopping || answer->has_value(); });
    if (m_isStopping)
        return Error{ErrorCode::Cancelled, "link.stopping", {}};
    return std::move(**answer);
}

} // namespace wenyi::server
