// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/EvidenceProjection.h"
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/BlobTransfer.h"
#include "client/core/exchange/RestoredServer.h"

#include <atomic>

namespace wenyi::core {

class EvidenceService;

/// What a synchronisation is doing.
enum class SyncStep { Directory, Entries, Blobs, Outbox, Deliveries, Receipts };

struct SyncProgress
{
    SyncStep step = SyncStep::Directory;
    qsizetype done = 0; ///< Things of the step.
    quint64 bytes = 0;  ///< Of blobs, moved so far in this run.
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
    bool isDirectoryNew = false;
    bool isServerRestored = false; ///< It is another one than before, or was restored: what it lacks was offered.
    QList<SyncRefusal> refused;

    bool changedAnything() const;
};

/// 同步: brings this desktop and its server to the same state, whatever was interrupted before.
///
/// Runs on any thread; every read and write of the store goes through the gate. Nothing that is sent twice has a second
/// effect, so a failure at any point leaves a state from which the next run goes on.
class Synchronizer
{
public:
    using Progress = std::function<void(const SyncProgress &)>;

    Synchronizer(Workspace &workspace, Gate &gate, ServerLink &link, Progress progress = {});

    /// One whole run. Fails with Unavailable "connection.…" when offline, which is an ordinary state; Cancelled
    /// "sync.cancelled"; NotTrusted "journal.…", "directory.…" where the server's word does not hold,
    /// "sync.server-replaced", "sync.server-behind". What one envelope
    /// or receipt is refused for stands in the report and stops nothing else.
    Result<SyncReport> run();
    /// What the last run did, as far as it came.
    const SyncReport &report() const { return m_report; }
    /// From any thread: the run ends at the next chunk or message.
    void cancel() { m_cancelled = true; }

private:
    Result<void> syncDirectory();
    Result<void> keepEvidence();
    /// Of the acts in `last`'s state behind it.
    Result<void> keepEvidence(EvidenceService &evidence, PendingAct last);
    Result<void> keepEvidenceOf(EvidenceService &evidence, const PendingAct &act);
    Result<std::optional<QByteArray>> timeStampFor(EvidenceService &evidence, const PendingAct &act);
    Result<void> syncEntries();
    Result<void> pullEntries();
    Result<bool> pushRun();
    Result<qsizetype> acceptEntries(const protocol::Entries &entries);
    Result<void> fetchBlobs();
    Result<void> sendOutbox();
    Result<void> sendEnvelope(const DispatchedEnvelope &envelope);
    Result<void> takeDeliveries();
    Result<bool> takeDelivery(const protocol::Delivery &delivery);
    Result<void> giveDueReceipts();
    Result<void> sendReceipts();
    Result<void> takeReceipts();
    Result<void> tell(SyncStep step, qsizetype done);
    /// Keeps a refusal in the report; passes on what stops the run.
    Result<void> noteRefusal(const QString &subject, const Error &error);

    Workspace &m_workspace;
    Gate &m_gate;
    ServerLink &m_link;
    Progress m_progress;
    BlobTransfer m_transfer;
    RestoredServer m_restored;
    SyncReport m_report;
    SyncStep m_step = SyncStep::Directory;
    quint64 m_bytes = 0;
    bool m_hasTimeStamps = true; ///< The server gives some, as far as this run knows.
    std::atomic<bool> m_cancelled = false;
};

} // namespace wenyi::core
