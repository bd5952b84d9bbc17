// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/EvidenceProjection.h"
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/BlobTransfer.h"
#include "client/core/exchange/EnvelopeOffer.h"
#include "client/core/exchange/RepeatGuard.h"
#include "client/core/exchange/RestoredServer.h"
#include "client/core/exchange/StoreResync.h"
#include "client/core/exchange/Tempo.h"
#include "client/core/exchange/WholeTransfer.h"

#include <atomic>

namespace wenyi::core {

class EvidenceService;

/// What a synchronisation is doing.
enum class SyncStep { Directory, Entries, Blobs, Outbox, Deliveries, Receipts, Recalls };

struct SyncProgress
{
    SyncStep step = SyncStep::Directory;
    qsizetype done = 0; ///< Things of the step.
    quint64 bytes = 0;  ///< Of blobs, moved so far in this run.
    quint64 left = 0;   ///< Bytes of blobs that the step has still to move, as far as is known.
    quint64 speed = 0;  ///< Bytes of blobs a second, lately; for people only.
};

/// Something that the other side or this one did not take, and why.
struct SyncRefusal
{
    SyncStep step = SyncStep::Directory; ///< At which it was.
    QString subject;                     ///< An id.
    Error error;
};

/// What one synchronisation did.
struct SyncReport
{
    qsizetype entriesPushed = 0;
    qsizetype entriesPulled = 0;
    qsizetype blobsFetched = 0;
    QList<StreamId> sent; ///< Outgoing records whose envelope the server accepted.
    QList<ArrivalOutcome> arrivals;
    qsizetype receiptsSent = 0;
    qsizetype receiptsTaken = 0;
    qsizetype rulingsTaken = 0; ///< What became of recalls, and what cannot be delivered.
    qsizetype urgesTaken = 0;   ///< New ones, of arrivals that wait to be signed for.
    bool areWaitsNew = false;   ///< Why something waits for another domain is known otherwise than before.
    bool isDirectoryNew = false;
    bool isServerRestored = false; ///< It is another one than before, or was restored: what it lacks was offered.
    std::optional<StoreRecovered> recovered; ///< The store took a damaged one's place, and is whole now.
    QList<SyncRefusal> refused;

    bool changedAnything() const;
};

/// 同步: brings this desktop and its server to the same state, whatever was interrupted before.
///
/// Runs on any thread; every read and write of the store goes through the gate. Nothing that is sent twice has a second
/// effect, so a failure at any point leaves a state from which the next run goes on.
///
/// What is small and urgent goes first: entries and receipts, then envelopes by their urgency and, of one urgency, the
/// small before the large, then the unit's large content, and last what is to be fetched, the newest first. A large
/// transfer gives way after any chunk when something comes up: the round begins again from the top, and the transfer
/// goes on later where it stopped.
class Synchronizer
{
public:
    using Progress = std::function<void(const SyncProgress &)>;
    /// Content above this is bulk (bytes): it goes behind what is small, and gives way.
    static constexpr quint64 Bulk = 1 * limits::MiB;

    /// A server that sends more in one run that brings nothing (RepeatGuard) is not worth listening to: deliveries that
    /// were known already, receipts, rulings and urges. Refused deliveries end the asking by themselves.
    Synchronizer(Workspace &workspace, Gate &gate, ServerLink &link, Progress progress = {},
        qsizetype mostUseless = RepeatGuard::MostUseless);

    /// One whole run. Fails with Unavailable "connection.…" when offline, which is an ordinary state; Cancelled
    /// "sync.cancelled"; NotTrusted "journal.…", "directory.…" where the server's word does not hold,
    /// "sync.server-replaced", "sync.server-behind"; Corrupt "sync.repeats" where it sends the same again and again.
    /// What one envelope or receipt is refused for stands in the report and stops nothing else.
    Result<SyncReport> run();
    /// What the last run did, as far as it came.
    const SyncReport &report() const { return m_report; }
    /// From any thread: the run ends at the next chunk or message.
    void cancel();
    /// From any thread: something small or urgent came up, for which a large transfer gives way.
    void nudge() { m_tempo.nudge(); }
    /// From any thread; holds for this run.
    void limit(const BandwidthLimit &limit) { m_tempo.limit(limit); }
    /// From any thread: somebody waits for this content, which is fetched before any other.
    void want(const Digest &blob);

private:
    /// Everything that is there to do now, the most urgent first.
    Result<void> round();
    /// Asked after each chunk.
    bool goesOn(qsizetype bytes);
    /// Before a transfer's first chunk: one that begins anew each time that it gave way owes for the last chunk.
    Result<void> waitForTurn(Tempo::Way way, quint64 size);
    Result<void> put(const Digest &blob);
    Result<void> get(const Digest &blob, quint64 size);
    /// Where the store took a damaged one's place: has the log to its end before anything is written.
    Result<void> recover();
    Result<void> syncDirectory();
    Result<void> keepEvidence();
    /// Of the acts in `last`'s state behind it.
    Result<void> keepEvidence(EvidenceService &evidence, PendingAct last);
    Result<void> keepEvidenceOf(EvidenceService &evidence, const PendingAct &act);
    Result<std::optional<QByteArray>> timeStampFor(EvidenceService &evidence, const PendingAct &act);
    Result<std::optional<QByteArray>> timeStampFor(const crypto::TimeStampRequest &request, const StreamId &stream);
    /// A further stamp over evidence whose stamp runs out.
    Result<void> renewEvidence(EvidenceService &evidence);
    /// Whether others may be renewed in this run.
    Result<bool> renew(EvidenceService &evidence, const DueEvidence &due);
    Result<void> syncEntries();
    Result<void> pullEntries();
    /// The time that the server signed a checkpoint at is its own.
    Result<void> hearTime(const QByteArray &checkpoint);
    Result<bool> pushRun();
    Result<qsizetype> acceptEntries(const protocol::Entries &entries);
    /// Large content goes later, and is noted as owed. Whether the server took it all; if not, the report says why.
    Result<bool> sendContentOf(const QByteArray &entry);
    Result<void> sendOwed();
    /// Asks whether the server still has what it should; what it lacks is owed, and sent.
    Result<void> askAfterContent();
    Result<void> fetchBlobs();
    Result<void> fetch(const journal::BlobReference &blob);
    Result<QList<journal::BlobReference>> missingBlobs(std::optional<qint64> &below);
    QSet<Digest> wanted();
    Result<void> sendOutbox();
    /// What may go to the server now, the more urgent first.
    Result<QList<DispatchedEnvelope>> readyToGo();
    Result<void> takeAcceptance(const DispatchedEnvelope &envelope, const Result<QByteArray> &receipt);
    /// Notes where a receipt that was taken tells of another directory of our version.
    Result<void> lookAtDirectory(const QByteArray &receipt);
    Result<void> takeDeliveries();
    Result<void> takeDeliveriesInPieces();
    /// Without parts they are fetched in pieces. Gives the header, now that the envelope is on this desktop's disk.
    Result<exchange::EnvelopeHeader> takeDelivery(const protocol::Delivery &delivery, const QList<QByteArray> &parts);
    Result<void> giveDueReceipts();
    Result<void> sendReceipts();
    Result<void> takeReceipts();
    Result<void> sendRecalls();
    Result<void> takeRulings();
    /// One that is refused stands in the report and brings nothing new. Without a number it comes once more with one.
    Result<Novelty> takeRuling(
        const QByteArray &ruling, const QString &subject, std::optional<quint64> number = std::nullopt);
    /// Takes what the unit is urged to, and gives what it urges others to.
    Result<void> syncUrges();
    /// Whether the server knows of urging.
    Result<bool> takeUrges();
    Result<Novelty> takeUrge(const protocol::Numbered &urge);
    /// Why what was sent to other domains is not there yet.
    Result<void> askWhatWaits();
    Result<void> tell(SyncStep step, qsizetype done);
    /// Keeps a refusal in the report, once; passes on what stops the run.
    Result<void> noteRefusal(const QString &subject, const Error &error);
    /// The same of what is pulled by numbers: it stands in the audit log too and would be no better next time, unless
    /// the clock here is wrong.
    Result<void> passOver(PulledRow row, quint64 number, const Error &error);
    Workspace &m_workspace;
    Gate &m_gate;
    ServerLink &m_link;
    Progress m_progress;
    BlobTransfer m_transfer;
    RestoredServer m_restored;
    Tempo m_tempo;
    WholeTransfer m_whole;
    EnvelopeOffer m_offer;
    SyncReport m_report;
    SyncProgress m_now;
    Tempo::Way m_way = Tempo::Way::Up; ///< Of the transfer under way.
    bool m_isBulk = false;             ///< The transfer under way gives way.
    bool m_gaveWay = false;
    RepeatGuard m_repeats;
    bool m_hasScrubbed = false;
    bool m_knowsRecalls = true;  ///< The server does, as far as this run knows: an older one does not.
    bool m_hasTimeStamps = true; ///< The server gives some, as far as this run knows.
    std::atomic<bool> m_cancelled = false;

    std::mutex m_mutex; ///< Over m_wanted.
    QSet<Digest> m_wanted;
};

} // namespace wenyi::core
