// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/SyncOnce.h"
#include "client/cli/adapter/AdapterFolder.h"
#include "client/cli/adapter/AdapterJournal.h"
#include "client/core/outgoing/SubmissionService.h"

#include <QHash>

#include <functional>
#include <optional>

namespace wenyi::cli {

/// What one round did.
struct RoundReport
{
    qsizetype sent = 0;     ///< Orders that the server has, or that a stick will carry.
    qsizetype waiting = 0;  ///< Orders whose envelope the server does not have yet.
    qsizetype failed = 0;   ///< Orders and requests that were refused.
    qsizetype arrived = 0;  ///< Documents that were handed over.
    qsizetype answered = 0; ///< Signed for or returned.
    qsizetype receipts = 0; ///< Messages of which something new was told.
    SyncAttempt attempt;

    QJsonObject toJson() const;
};

/// 目录适配: works an exchange folder off for a desktop, round by round. Whatever a round does takes effect once,
/// however often it is interrupted: messages and answers because the desktop's journal knows them, what is handed over
/// because the folder's journal does.
class FolderAdapter
{
public:
    using PinSource = std::function<Result<SecretBytes>()>;
    using Synchronise = std::function<Result<SyncAttempt>()>;

    /// The workspace outlives it. `pin` is asked for each answer.
    FolderAdapter(
        core::Workspace &workspace, AdapterFolder folder, AdapterJournal journal, PinSource pin, const Output &output);

    /// What an interrupted round left. Fails as AdapterFolder::move() and remove() do.
    Result<void> begin();
    /// What the other system handed over is refused by moving it to `failed`, and stops nothing else. Fails with what
    /// stands in the way of everything: the disk, the store, a wrong PIN.
    Result<RoundReport> round(const Synchronise &synchronise);

private:
    /// An order that was submitted and still lies in `out`.
    struct Waiting
    {
        Digest order; ///< SM3 of the order's file.
        QString message;
        StreamId stream;
        EnvelopeId envelope;
    };

    Result<void> submitOrders();
    Result<void> submitOrder(const QString &name);
    Result<void> settleOrders();
    Result<bool> settleOrder(const QString &name, const Waiting &waiting);
    Result<void> refuseOrders(const core::SyncReport &report);
    Result<void> answerRequests(Place place);
    Result<void> answerRequest(Place place, const QString &name);
    Result<void> answerEnvelope(Place place, const EnvelopeId &envelope, const QString &file);
    Result<void> handOver();
    Result<void> handOver(const core::ArrivedEnvelope &arrived);
    /// From now on the message's receipts are told, until nothing more can come.
    Result<void> followReceipts(const QString &message);
    Result<void> tellReceipts();
    Result<void> tellReceipts(const QString &message);
    /// Whether another program changed this desktop's store since the round before; true in the first one.
    Result<bool> changedElsewhere();
    Result<void> fail(Place place, const QString &name, const Error &error);

    core::Workspace &m_workspace;
    AdapterFolder m_folder;
    AdapterJournal m_journal;
    PinSource m_pin;
    const Output &m_output;
    QHash<QString, Waiting> m_waiting; ///< By the order's name.
    RoundReport m_report;
    std::optional<qint64> m_dataVersion; ///< SQLite's: another one when another program has committed.
};

/// Whether the same thing will be refused again whenever it is tried; else it may succeed later.
bool isFinal(const Error &error);

} // namespace wenyi::cli
