// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Synchronizer.h"

#include "client/core/exchange/AuditHeads.h"
#include "client/core/exchange/BlobScrub.h"
#include "client/core/exchange/ClockDoubts.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/OwedBlobs.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/Refusals.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 ReceiptsAtOnce = 500;
constexpr qsizetype ReceiptsInPush = 100;
constexpr int BlobsAtOnce = 500;

/// Whether the server has no room for the unit's content, or says that it is not what its digest names.
bool isRefusalOfContent(const Error &error)
{
    return error.reason == "unit.quota" || error.reason == "blob.damaged";
}

} // namespace

bool SyncReport::changedAnything() const
{
    return entriesPushed + entriesPulled + blobsFetched + receiptsSent + receiptsTaken + rulingsTaken + urgesTaken > 0
           || !sent.isEmpty() || !arrivals.isEmpty() || areWaitsNew || isDirectoryNew || isServerRestored || recovered;
}

Synchronizer::Synchronizer(Workspace &workspace, Gate &gate, ServerLink &link, Progress progress, qsizetype mostUseless)
    : m_workspace(workspace)
    , m_gate(gate)
    , m_link(link)
    , m_progress(std::move(progress))
    , m_transfer(workspace, gate, link, [this](qsizetype bytes) { return goesOn(bytes); })
    , m_restored(workspace, gate, link, m_transfer)
    , m_tempo(workspace.environment().clock)
    , m_whole(workspace, gate, link, m_transfer.up())
    , m_offer(workspace, gate, link)
    , m_repeats(mostUseless)
{
}

void Synchronizer::cancel()
{
    m_cancelled = true;
    m_tempo.stop();
}

void Synchronizer::want(const Digest &blob)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted.insert(blob);
    }
    nudge();
}

QSet<Digest> Synchronizer::wanted()
{
    const std::lock_guard lock(m_mutex);
    return m_wanted;
}

Result<void> Synchronizer::tell(SyncStep step, qsizetype done)
{
    m_now.step = step;
    m_now.done = done;
    if (m_progress)
        m_progress(m_now);
    if (m_cancelled)
        return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
    return {};
}

bool Synchronizer::goesOn(qsizetype bytes)
{
    const auto moved = static_cast<quint64>(bytes);
    m_now.bytes += moved;
    m_now.left -= std::min(m_now.left, moved);
    if (!tell(m_now.step, m_now.done))
        return false;
    const Tempo::Next next = m_tempo.moved(m_way, bytes);
    m_gaveWay = next == Tempo::Next::GiveWay && m_isBulk;
    return next != Tempo::Next::Stop && !m_gaveWay;
}

Result<void> Synchronizer::waitForTurn(Tempo::Way way, quint64 size)
{
    m_way = way;
    // The parts of a small document are among what a large transfer gives way to.
    if (!m_isBulk || (m_now.step != SyncStep::Blobs && size <= Bulk))
        return {};
    const Tempo::Next next = m_tempo.ready(way);
    if (next == Tempo::Next::GoOn)
        return {};
    m_gaveWay = next == Tempo::Next::GiveWay;
    return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
}

Result<void> Synchronizer::put(const Digest &blob)
{
    const auto size = m_gate.ask([&] { return m_workspace.blobs().size(blob); });
    WENYI_CHECK(waitForTurn(Tempo::Way::Up, size.value_or(0)));
    return m_transfer.put(blob);
}

Result<void> Synchronizer::get(const Digest &blob, quint64 size)
{
    WENYI_CHECK(waitForTurn(Tempo::Way::Down, size));
    return m_transfer.get(blob, size);
}

Result<void> Synchronizer::noteRefusal(const QString &subject, const Error &error)
{
    if (!isRefusal(error))
        return error;
    const bool isKnown = std::any_of(m_report.refused.begin(), m_report.refused.end(), [&](const SyncRefusal &refusal) {
        return refusal.step == m_now.step && refusal.subject == subject && refusal.error.reason == error.reason;
    });
    if (isKnown)
        return {}; // In an earlier round.
    m_report.refused.append({m_now.step, subject, error});
    return {};
}

Result<void> Synchronizer::passOver(PulledRow row, quint64 number, const Error &error)
{
    WENYI_CHECK(noteRefusal(QString::number(number), error));
    return m_gate.ask([&] { return ClockDoubts(m_workspace).note(row, number, error); });
}

Result<SyncReport> Synchronizer::run()
{
    m_report = {};
    m_now = {};
    m_repeats.begin();
    m_hasScrubbed = false;
    m_hasTimeStamps = true;
    m_knowsRecalls = true;
    WENYI_CHECK(syncDirectory());
    WENYI_TRY(m_report.isServerRestored, m_restored.meet());
    WENYI_CHECK(recover());
    // An audit log that is damaged is for an administrator to see, and no reason to exchange nothing.
    if (const auto noted = m_gate.ask([this] { return AuditHeads(m_workspace).note(); }); !noted)
        m_report.refused.append(
            {m_now.step, AuditHeads::stream(m_workspace.profile().desktop).toString(), noted.error()});
    // Before the entries, so that an act and its evidence go together.
    WENYI_CHECK(keepEvidence());
    for (;;) {
        m_tempo.forgetNudges();
        m_gaveWay = false;
        const auto whole = round();
        if (whole) {
            WENYI_CHECK(m_gate.ask([this] { return m_workspace.keepRescue(); }));
            return m_report;
        }
        if (!m_gaveWay)
            return whole.error();
    }
}

Result<void> Synchronizer::round()
{
    m_isBulk = false;
    WENYI_CHECK(syncEntries());
    const bool exchanges = m_gate.ask([this] { return ArrivalService(m_workspace).canTake(); });
    m_isBulk = true;
    if (exchanges) {
        const auto note = [this](const QString &envelope, const Error &error) {
            m_now.step = SyncStep::Outbox;
            return noteRefusal(envelope, error);
        };
        WENYI_CHECK(m_restored.offerAnew(note));
        WENYI_CHECK(m_gate.ask([this] { return ClockDoubts(m_workspace).pullAgain(); }));
        // Before the receipts: what was recalled is answered no more.
        WENYI_CHECK(sendRecalls());
        WENYI_CHECK(takeRulings());
        WENYI_CHECK(sendReceipts());
        WENYI_CHECK(sendOutbox());
        WENYI_CHECK(sendRecalls()); // From some of those to whom it went just now.
        const qsizetype before = m_report.arrivals.size();
        WENYI_CHECK(takeDeliveries());
        if (m_report.arrivals.size() > before)
            WENYI_CHECK(sendReceipts());
        WENYI_CHECK(takeReceipts());
        // Behind arrivals and receipts: nobody is asked about what has not come, or is answered.
        WENYI_CHECK(syncUrges());
        // What the exchange wrote, for the unit's other desktops.
        m_isBulk = false;
        WENYI_CHECK(syncEntries());
        m_isBulk = true;
    }
    WENYI_CHECK(askWhatWaits());
    WENYI_CHECK(sendOwed());
    return fetchBlobs();
}

Result<void> Synchronizer::syncEntries()
{
    WENYI_CHECK(tell(SyncStep::Entries, 0));
    // Pulling between the pushes tells for certain which own entries the log has, and where.
    WENYI_CHECK(pullEntries());
    for (;;) {
        WENYI_TRY(const bool pushed, pushRun());
        if (!pushed)
            return {};
        WENYI_CHECK(pullEntries());
    }
}

Result<bool> Synchronizer::pushRun()
{
    WENYI_TRY(const auto run, m_gate.ask([this] {
        return m_workspace.journal().unsentRun(protocol::LargestRun, m_workspace.keys().desktop);
    }));
    if (!run)
        return false;
    for (const QByteArray &entry : run->entries) {
        WENYI_TRY(const bool went, sendContentOf(entry));
        if (!went)
            return false; // The entries wait for the next run; receipts and deliveries do not wait for them.
    }
    const qsizetype count = run->entries.size();
    WENYI_CHECK(m_link.ask<protocol::Accepted>(protocol::PushEntries{run->entries, run->head.toBytes()}));
    m_report.entriesPushed += count;
    WENYI_CHECK(tell(SyncStep::Entries, m_report.entriesPushed + m_report.entriesPulled));
    return true;
}

Result<bool> Synchronizer::sendContentOf(const QByteArray &entry)
{
    WENYI_TRY(const auto stored, journal::decodeEntry(entry));
    for (const journal::BlobReference &blob : stored.entry.blobs) {
        const bool isHere = m_gate.ask([&] { return m_workspace.blobs().has(blob.digest); });
        if (!isHere)
            continue;
        // Small content goes before its entry, so that no other desktop reads one whose content the server does not
        // have. Large content would hold up every act behind it in the chain; readers do without it for a while.
        if (blob.size > Bulk)
            WENYI_CHECK(m_gate.ask([&] { return OwedBlobs(m_workspace.journal().database()).add(blob.digest); }));
        else if (const auto sent = put(blob.digest); !sent) {
            if (!isRefusalOfContent(sent.error()))
                return sent.error();
            WENYI_CHECK(noteRefusal(QString::fromLatin1(blob.digest.toHex()), sent.error()));
            // Read, one that rotted here is known to be damaged, and put aside at the end of the run.
            static_cast<void>(m_gate.ask([&] { return m_workspace.blobs().readStored(blob.digest); }));
            return false;
        }
    }
    return true;
}

Result<qsizetype> Synchronizer::acceptEntries(const protocol::Entries &entries)
{
    QList<journal::LogRun> runs;
    qsizetype count = 0;
    for (const QByteArray &bytes : entries.runs) {
        WENYI_TRY(const auto run, journal::LogRun::fromBytes(bytes));
        count += run.run.entries.size();
        runs.append(run);
    }
    WENYI_TRY(const auto checkpoint, journal::Checkpoint::fromBytes(entries.checkpoint));
    const auto accepted = m_gate.ask([&]() -> Result<void> {
        WENYI_CHECK(m_workspace.takeRuns(runs, checkpoint));
        return m_workspace.takeNewKeys();
    });
    if (!accepted)
        return accepted.error();
    return count;
}

Result<void> Synchronizer::pullEntries()
{
    for (;;) {
        WENYI_TRY(const auto head, m_gate.ask([this] { return m_workspace.journal().logHead(); }));
        const auto entries = m_link.ask<protocol::Entries>(protocol::PullEntries{head.number});
        // It was set back, and nobody says so (T31): a restore by its administrator's will begins a term.
        if (!entries && entries.error().reason == "journal.log-number") {
            const Error behind{ErrorCode::NotTrusted, "sync.server-behind", QString::number(head.number)};
            return m_gate.ask([&]() -> Result<void> {
                return refuse(
                    m_workspace, {u"server"_s, u"log.pull"_s, head.hash, QString::number(head.number)}, behind);
            });
        }
        if (!entries)
            return entries.error();
        WENYI_CHECK(hearTime(entries->checkpoint));
        if (entries->runs.isEmpty())
            return {};
        WENYI_TRY(const qsizetype count, acceptEntries(*entries));
        if (count == 0)
            return unexpectedAnswer(); // It would be asked for the same for ever.
        m_report.entriesPulled += count;
        WENYI_CHECK(tell(SyncStep::Entries, m_report.entriesPushed + m_report.entriesPulled));
    }
}

Result<void> Synchronizer::sendOwed()
{
    WENYI_CHECK(tell(SyncStep::Blobs, 0));
    WENYI_TRY(const auto owed, m_gate.ask([this] { return OwedBlobs(m_workspace.journal().database()).all(); }));
    for (const Digest &blob : owed) {
        const auto size = m_gate.ask([&] { return m_workspace.blobs().size(blob); });
        m_now.left = size.value_or(0);
        if (const auto sent = put(blob); !sent) {
            WENYI_CHECK(noteRefusal(QString::fromLatin1(blob.toHex()), sent.error()));
            if (sent.error().reason != "blob.none")
                continue; // It is offered again.
        }
        WENYI_CHECK(m_gate.ask([&] { return OwedBlobs(m_workspace.journal().database()).remove(blob); }));
    }
    return {};
}

Result<QList<journal::BlobReference>> Synchronizer::missingBlobs(std::optional<qint64> &below)
{
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(auto blobs, ExchangeProjection::newestBlobs(database, below, BlobsAtOnce));
    DesktopMarks marks(database);
    blobs.removeIf([this, &marks](const journal::BlobReference &blob) {
        return m_workspace.blobs().has(blob.digest) || marks.isExpired(blob.digest).value_or(false);
    });
    return blobs;
}

Result<void> Synchronizer::fetchBlobs()
{
    WENYI_CHECK(tell(SyncStep::Blobs, 0));
    if (!std::exchange(m_hasScrubbed, true)) { // Once a run, however many rounds it has.
        WENYI_CHECK(BlobScrub(m_workspace, m_gate).run());
        WENYI_CHECK(askAfterContent());
    }
    for (const Digest &digest : wanted()) {
        WENYI_TRY(const auto blob,
            m_gate.ask([&] { return ExchangeProjection::blob(m_workspace.journal().database(), digest); }));
        if (blob)
            WENYI_CHECK(fetch(*blob));
        const std::lock_guard lock(m_mutex);
        m_wanted.remove(digest);
    }
    // The newest first: what people open is what came lately.
    std::optional<qint64> below;
    do {
        WENYI_TRY(const auto missing, m_gate.ask([&] { return missingBlobs(below); }));
        m_now.left = 0;
        for (const journal::BlobReference &blob : missing)
            m_now.left += blob.size;
        for (const journal::BlobReference &blob : missing)
            WENYI_CHECK(fetch(blob));
    } while (below);
    return {};
}

Result<void> Synchronizer::fetch(const journal::BlobReference &blob)
{
    const auto got = get(blob.digest, blob.size);
    if (got) {
        ++m_report.blobsFetched;
        return tell(SyncStep::Blobs, m_report.blobsFetched);
    }
    if (got.error().reason == "blob.none")
        return {}; // Its author's desktop has not sent it yet.
    if (got.error().reason == "blob.expired")
        return m_gate.ask([&] { return DesktopMarks(m_workspace.journal().database()).noteExpired(blob.digest); });
    return noteRefusal(QString::fromLatin1(blob.digest.toHex()), got.error());
}

Result<void> Synchronizer::giveDueReceipts()
{
    // What others of the unit did at desktops without its key. One record at a time, lest windows wait for all.
    WENYI_TRY(
        const auto open, m_gate.ask([this] { return ExchangeProjection::notEnded(m_workspace.journal().database()); }));
    for (const ArrivedEnvelope &envelope : open) {
        WENYI_CHECK(tell(SyncStep::Receipts, 0));
        WENYI_CHECK(m_gate.ask([&] { return ReceiptService(m_workspace).giveDue(envelope.stream); }));
    }
    return {};
}

Result<void> Synchronizer::sendReceipts()
{
    WENYI_CHECK(tell(SyncStep::Receipts, 0));
    WENYI_CHECK(giveDueReceipts());
    WENYI_TRY(const auto given, m_gate.ask([this] { return RecallService(m_workspace).receiptsToSend(); }));
    for (qsizetype from = 0; from < given.size(); from += ReceiptsInPush) {
        const auto group = given.mid(from, ReceiptsInPush);
        protocol::PushReceipts push;
        for (const GivenReceipt &receipt : group)
            push.receipts.append(receipt.receipt.toBytes());
        WENYI_TRY(const auto states, m_link.ask<protocol::ReceiptStates>(push));
        if (states.reasons.size() != group.size())
            return unexpectedAnswer();
        for (qsizetype i = 0; i < group.size(); ++i) {
            if (states.reasons.at(i) == "receipt.recalled")
                WENYI_CHECK(m_gate.ask(
                    [&] { return RecallService(m_workspace).noteMissingRuling(group.at(i).receipt.facts()); }));
            if (!states.reasons.at(i).isEmpty()) {
                WENYI_CHECK(noteRefusal(group.at(i).receipt.facts().envelope.toString(),
                    Error{ErrorCode::NotAllowed, states.reasons.at(i), {}}));
                continue;
            }
            WENYI_CHECK(m_gate.ask([&] { return ReceiptService(m_workspace).markSent(group.at(i)); }));
            ++m_report.receiptsSent;
        }
    }
    return {};
}

Result<void> Synchronizer::takeReceipts()
{
    WENYI_TRY(const quint64 ofBefore,
        m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).receiptsOfBefore(); }));
    for (;;) {
        WENYI_CHECK(tell(SyncStep::Receipts, m_report.receiptsTaken));
        WENYI_TRY(quint64 after,
            m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).receiptCursor(); }));
        WENYI_TRY(const auto receipts, m_link.ask<protocol::Receipts>(protocol::PullReceipts{after, ReceiptsAtOnce}));
        if (receipts.receipts.isEmpty())
            return {};
        for (const protocol::Numbered &receipt : receipts.receipts) {
            if (std::exchange(after, receipt.number) >= receipt.number)
                return unexpectedAnswer();
            const auto taken = m_gate.ask([&] { return ReceiptService(m_workspace).take(receipt.bytes); });
            if (taken)
                WENYI_CHECK(lookAtDirectory(receipt.bytes));
            else
                WENYI_CHECK(passOver(PulledRow::Receipts, receipt.number, taken.error()));
            const bool isNew = taken && *taken == Novelty::New;
            m_report.receiptsTaken += isNew ? 1 : 0;
            if (!isNew && receipt.number > ofBefore) {
                const auto read = exchange::Receipt::fromBytes(receipt.bytes);
                WENYI_CHECK(taken && read ? m_repeats.known(read->digest()) : m_repeats.useless());
            }
            WENYI_CHECK(m_gate.ask(
                [&] { return DesktopMarks(m_workspace.journal().database()).moveReceiptCursor(receipt.number); }));
        }
    }
}

} // namespace wenyi::core
