// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Synchronizer.h"

#include "client/core/evidence/EvidenceService.h"
#include "client/core/exchange/AuditHeads.h"
#include "client/core/exchange/BlobScrub.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/Refusals.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 DeliveriesAtOnce = 50;
constexpr quint64 ReceiptsAtOnce = 500;
constexpr qsizetype ReceiptsInPush = 100;
constexpr quint64 MaximumAnswer = 256 * limits::MiB;

} // namespace

bool SyncReport::changedAnything() const
{
    return entriesPushed + entriesPulled + blobsFetched + receiptsSent + receiptsTaken > 0 || !sent.isEmpty()
           || !arrivals.isEmpty() || isDirectoryNew || isServerRestored;
}

Synchronizer::Synchronizer(Workspace &workspace, Gate &gate, ServerLink &link, Progress progress)
    : m_workspace(workspace)
    , m_gate(gate)
    , m_link(link)
    , m_progress(std::move(progress))
    , m_transfer(workspace, gate, link,
          [this](qsizetype bytes) {
              m_bytes += static_cast<quint64>(bytes);
              return tell(m_step, 0).has_value();
          })
    , m_restored(workspace, gate, link, m_transfer)
{
}

Result<void> Synchronizer::tell(SyncStep step, qsizetype done)
{
    m_step = step;
    if (m_progress)
        m_progress({step, done, m_bytes});
    if (m_cancelled)
        return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
    return {};
}

Result<void> Synchronizer::noteRefusal(const QString &subject, const Error &error)
{
    if (!isRefusal(error))
        return error;
    m_report.refused.append({m_step, subject, error});
    return {};
}

Result<SyncReport> Synchronizer::run()
{
    m_report = {};
    m_bytes = 0;
    m_hasTimeStamps = true;
    WENYI_CHECK(syncDirectory());
    WENYI_TRY(m_report.isServerRestored, m_restored.meet());
    // An audit log that is damaged is for an administrator to see, and no reason to exchange nothing.
    if (const auto noted = m_gate.ask([this] { return AuditHeads(m_workspace).note(); }); !noted)
        m_report.refused.append({m_step, AuditHeads::stream(m_workspace.profile().desktop).toString(), noted.error()});
    // Before the entries, so that an act and its evidence go together.
    WENYI_CHECK(keepEvidence());
    WENYI_CHECK(syncEntries());
    WENYI_CHECK(fetchBlobs());
    const bool exchanges = m_gate.ask([this] { return ArrivalService(m_workspace).canTake(); });
    if (exchanges) {
        WENYI_CHECK(m_restored.offerAnew());
        WENYI_CHECK(sendOutbox());
        WENYI_CHECK(takeDeliveries());
        WENYI_CHECK(sendReceipts());
        WENYI_CHECK(takeReceipts());
        // What the exchange wrote, for the unit's other desktops.
        WENYI_CHECK(syncEntries());
    }
    return m_report;
}

Result<void> Synchronizer::syncDirectory()
{
    WENYI_CHECK(tell(SyncStep::Directory, 0));
    const Digest own = m_gate.ask([this] { return m_workspace.directory().digest(); });
    WENYI_TRY(auto chunk, m_link.ask<protocol::DirectoryChunk>(protocol::GetDirectory{0}));
    const Digest digest = chunk.digest;
    if (digest == own)
        return {};
    QByteArray bytes = chunk.chunk;
    while (static_cast<quint64>(bytes.size()) < chunk.size) {
        if (chunk.size > MaximumAnswer || chunk.digest != digest || chunk.chunk.isEmpty())
            return Error{ErrorCode::Unavailable, "sync.directory-changed", {}};
        WENYI_CHECK(tell(SyncStep::Directory, 0));
        WENYI_TRY(
            chunk, m_link.ask<protocol::DirectoryChunk>(protocol::GetDirectory{static_cast<quint64>(bytes.size())}));
        bytes.append(chunk.chunk);
    }
    if (crypto::sm3(bytes) != digest)
        return Error{ErrorCode::Corrupt, "sync.directory-digest", {}};
    WENYI_CHECK(m_gate.ask([&] { return m_workspace.takeDirectory(bytes); }));
    m_report.isDirectoryNew = true;
    return {};
}

Result<void> Synchronizer::keepEvidence()
{
    EvidenceService evidence(m_workspace);
    WENYI_CHECK(keepEvidence(evidence, {{}, {}, {}, EvidenceState::None, 0}));
    // Behind the one whose stamp did not hold the last time, so that it keeps no other from being stamped.
    WENYI_TRY(const quint64 behind,
        m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).stampCursor(); }));
    WENYI_CHECK(keepEvidence(evidence, {{}, {}, {}, EvidenceState::WithoutTimeStamp, static_cast<qint64>(behind)}));
    if (behind == 0 || !m_hasTimeStamps)
        return {};
    WENYI_CHECK(m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).moveStampCursor(0); }));
    return keepEvidence(evidence, {{}, {}, {}, EvidenceState::WithoutTimeStamp, 0});
}

Result<void> Synchronizer::keepEvidence(EvidenceService &evidence, PendingAct last)
{
    const EvidenceState state = last.state;
    for (qsizetype done = 0; done < EvidenceService::AtOnce;) {
        WENYI_TRY(const auto acts, m_gate.ask([&] { return evidence.pending(state, last); }));
        for (const PendingAct &act : acts) {
            WENYI_CHECK(tell(SyncStep::Entries, 0));
            if (state != EvidenceState::None && !m_hasTimeStamps)
                return {}; // There is nothing else to add.
            const auto kept = keepEvidenceOf(evidence, act);
            if (!kept && (kept.error().code == ErrorCode::StorageFailure || kept.error().code == ErrorCode::Cancelled))
                return kept.error();
            // One that fails stands in nobody's way, neither the others' nor the entries'.
            if (!kept)
                m_report.refused.append({m_step, act.stream.toString(), kept.error()});
            done += kept ? 1 : 0;
        }
        if (acts.isEmpty())
            break;
        last = acts.last();
    }
    return {};
}

Result<void> Synchronizer::keepEvidenceOf(EvidenceService &evidence, const PendingAct &act)
{
    WENYI_TRY(const auto token, timeStampFor(evidence, act));
    WENYI_TRY(const KeptEvidence kept, m_gate.ask([&] { return evidence.keep(act, token); }));
    if (!kept.stampFault)
        return {};
    // One of the two clocks is wrong, or the authority is not ours: the next stamp would hardly be better.
    m_hasTimeStamps = false;
    return m_gate.ask([&]() -> Result<void> {
        const auto number = static_cast<quint64>(act.number);
        WENYI_CHECK(DesktopMarks(m_workspace.journal().database()).moveStampCursor(number));
        const RefusedThing thing{u"server"_s, u"evidence.time-stamp"_s, act.signature, act.stream.toString()};
        return refuse(m_workspace, thing, *kept.stampFault);
    });
}

Result<std::optional<QByteArray>> Synchronizer::timeStampFor(EvidenceService &evidence, const PendingAct &act)
{
    if (!m_hasTimeStamps)
        return std::optional<QByteArray>();
    WENYI_TRY(const auto request, m_gate.ask([&] { return evidence.requestFor(act); }));
    if (!request)
        return std::optional<QByteArray>();
    const auto answer = m_link.ask<protocol::TimeStampAnswer>(protocol::RequestTimeStamp{request->toDer()});
    const auto token = answer ? crypto::tokenFromResponse(answer->response, *request) : answer.error();
    if (token)
        return std::optional(*token);
    const Error &error = token.error();
    if (error.code == ErrorCode::Cancelled)
        return error;
    // None, or none for now: the act keeps what it can have without, and a later run asks again. A connection that is
    // lost is so for the entries too, unless the server knows no such request.
    m_hasTimeStamps = false;
    if (error.code != ErrorCode::Unsupported && isRefusal(error))
        m_report.refused.append({m_step, act.stream.toString(), error});
    return std::optional<QByteArray>();
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
    for (const QByteArray &bytes : run->entries) {
        WENYI_TRY(const auto stored, journal::decodeEntry(bytes));
        for (const journal::BlobReference &blob : stored.entry.blobs) {
            // Blobs first, so that no other desktop reads an entry whose blob the server does not have.
            const bool isHere = m_gate.ask([&] { return m_workspace.blobs().has(blob.digest); });
            if (isHere)
                WENYI_CHECK(m_transfer.put(blob.digest));
        }
    }
    const qsizetype count = run->entries.size();
    WENYI_CHECK(m_link.ask<protocol::Accepted>(protocol::PushEntries{run->entries, run->head.toBytes()}));
    m_report.entriesPushed += count;
    WENYI_CHECK(tell(SyncStep::Entries, m_report.entriesPushed + m_report.entriesPulled));
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
        if (entries->runs.isEmpty())
            return {};
        WENYI_TRY(const qsizetype count, acceptEntries(*entries));
        m_report.entriesPulled += count;
        WENYI_CHECK(tell(SyncStep::Entries, m_report.entriesPushed + m_report.entriesPulled));
    }
}

Result<void> Synchronizer::fetchBlobs()
{
    WENYI_CHECK(tell(SyncStep::Blobs, 0));
    WENYI_CHECK(BlobScrub(m_workspace, m_gate).run());
    WENYI_TRY(const auto missing, m_gate.ask([this]() -> Result<QList<journal::BlobReference>> {
        WENYI_TRY(auto blobs, ExchangeProjection::blobs(m_workspace.journal().database()));
        blobs.removeIf([this](const journal::BlobReference &blob) { return m_workspace.blobs().has(blob.digest); });
        return blobs;
    }));
    for (const journal::BlobReference &blob : missing) {
        if (const auto got = m_transfer.get(blob.digest, blob.size); !got) {
            const bool comesLater = got.error().reason == "blob.none"; // Its author's desktop has not sent it yet.
            if (!comesLater)
                WENYI_CHECK(noteRefusal(QString::fromLatin1(blob.digest.toHex()), got.error()));
            continue;
        }
        ++m_report.blobsFetched;
    }
    return {};
}

Result<void> Synchronizer::sendEnvelope(const DispatchedEnvelope &envelope)
{
    const exchange::EnvelopeHeader &header = envelope.header;
    const protocol::SendEnvelope message{header.toBytes()};
    WENYI_TRY(auto state, m_link.ask<protocol::EnvelopeState>(message));
    for (const protocol::BlobState &missing : state.missing)
        WENYI_CHECK(m_transfer.put(missing.digest));
    if (!state.receipt) {
        WENYI_TRY(state, m_link.ask<protocol::EnvelopeState>(message));
    }
    if (!state.receipt)
        return Error{ErrorCode::Unavailable, "sync.parts-missing", header.routing().id.toString()};
    WENYI_CHECK(m_gate.ask([&] { return ReceiptService(m_workspace).take(*state.receipt); }));
    m_report.sent.append(envelope.stream);
    return tell(SyncStep::Outbox, m_report.sent.size());
}

Result<void> Synchronizer::sendOutbox()
{
    WENYI_CHECK(tell(SyncStep::Outbox, 0));
    WENYI_TRY(const auto waiting, m_gate.ask([this] {
        return ExchangeProjection::waitingForServer(m_workspace.journal().database(), m_workspace.profile().desktop);
    }));
    for (const DispatchedEnvelope &envelope : waiting) {
        if (const auto sent = sendEnvelope(envelope); !sent)
            WENYI_CHECK(noteRefusal(envelope.header.routing().id.toString(), sent.error()));
    }
    return {};
}

Result<bool> Synchronizer::takeDelivery(const protocol::Delivery &delivery)
{
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(delivery.header));
    for (const exchange::EnvelopePart &part : header.routing().parts)
        WENYI_CHECK(m_transfer.get(part.digest, static_cast<quint64>(part.size)));
    WENYI_TRY(const auto outcome, m_gate.ask([&] {
        return ArrivalService(m_workspace)
            .take(delivery.header, Channel::Server,
                [this](const exchange::EnvelopePart &part) { return m_workspace.blobs().readStored(part.digest); });
    }));
    // Only now, with the envelope on this desktop's disk.
    WENYI_CHECK(m_link.ask<protocol::Confirmed>(protocol::ConfirmDelivery{header.routing().id, header.digest()}));
    if (outcome.novelty == Novelty::New)
        m_report.arrivals.append(outcome);
    WENYI_CHECK(tell(SyncStep::Deliveries, m_report.arrivals.size()));
    return true;
}

Result<void> Synchronizer::takeDeliveries()
{
    WENYI_CHECK(tell(SyncStep::Deliveries, 0));
    bool goesOn = true;
    while (goesOn) {
        WENYI_TRY(const auto waiting, m_link.ask<protocol::Deliveries>(protocol::FetchDeliveries{DeliveriesAtOnce}));
        // What is refused stays with the server; without one that is taken the same ones would come again.
        goesOn = false;
        for (const protocol::Delivery &delivery : waiting.deliveries) {
            const auto taken = takeDelivery(delivery);
            goesOn = goesOn || taken;
            if (!taken)
                WENYI_CHECK(noteRefusal(QString::number(delivery.number), taken.error()));
        }
    }
    return {};
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
    WENYI_TRY(const auto given, m_gate.ask([this] {
        return ExchangeProjection::unsentReceipts(m_workspace.journal().database(), m_workspace.profile().unit);
    }));
    for (qsizetype from = 0; from < given.size(); from += ReceiptsInPush) {
        const auto group = given.mid(from, ReceiptsInPush);
        protocol::PushReceipts push;
        for (const GivenReceipt &receipt : group)
            push.receipts.append(receipt.receipt.toBytes());
        WENYI_TRY(const auto states, m_link.ask<protocol::ReceiptStates>(push));
        if (states.reasons.size() != group.size())
            return Error{ErrorCode::Corrupt, "connection.unexpected-answer", {}};
        for (qsizetype i = 0; i < group.size(); ++i) {
            if (!states.reasons.at(i).isEmpty()) {
                m_report.refused.append({m_step, group.at(i).receipt.facts().envelope.toString(),
                    Error{ErrorCode::NotAllowed, states.reasons.at(i), {}}});
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
    for (;;) {
        WENYI_CHECK(tell(SyncStep::Receipts, m_report.receiptsTaken));
        WENYI_TRY(const quint64 after,
            m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).receiptCursor(); }));
        WENYI_TRY(const auto receipts, m_link.ask<protocol::Receipts>(protocol::PullReceipts{after, ReceiptsAtOnce}));
        if (receipts.receipts.isEmpty())
            return {};
        for (const protocol::Numbered &receipt : receipts.receipts) {
            if (receipt.number <= after)
                return Error{ErrorCode::Corrupt, "connection.unexpected-answer", {}};
            const auto taken = m_gate.ask([&] { return ReceiptService(m_workspace).take(receipt.bytes); });
            if (!taken)
                WENYI_CHECK(noteRefusal(QString::number(receipt.number), taken.error()));
            m_report.receiptsTaken += taken && *taken == Novelty::New ? 1 : 0;
            // One that is refused is passed over: it stands in the audit log and would be no better next time.
            WENYI_CHECK(m_gate.ask(
                [&] { return DesktopMarks(m_workspace.journal().database()).moveReceiptCursor(receipt.number); }));
        }
    }
}

} // namespace wenyi::core
