// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ReceiptService.h"
#include "client/core/outgoing/Submission.h"

#include <optional>

namespace wenyi::core {

/// What became of a submission: the same answer for the same message, however often it is handed over.
struct Submitted
{
    StreamId stream;
    Dispatch dispatch;
    Novelty novelty = Novelty::New;
};

/// The record of a message: its id follows from the message's, so that one message is one record on every desktop of
/// the unit.
StreamId submissionStream(const QString &message);

/// 系统发文: sends what another system of the unit made, each message once.
class SubmissionService
{
public:
    explicit SubmissionService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Verifies the seal, closes the envelope and begins the record with it in one transaction, for the exchange to
    /// carry. A message that was sent already gives its first answer and changes nothing. Fails with AlreadyExists
    /// "submission.another" where a message of that id was sent with another content, Unavailable "file.locked" while
    /// another program of this desktop submits, and as DispatchService::prepare() and RecordService::start() do. What
    /// fails leaves no record.
    Result<Submitted> submit(const Submission &submission);

private:
    Result<DispatchOrder> orderOf(const Submission &submission) const;
    Result<std::optional<Submitted>> known(const StreamId &stream, const Digest &content);
    Result<Submitted> send(const Submission &submission, const DispatchOrder &order, const Digest &content);

    Workspace &m_workspace;
};

} // namespace wenyi::core
