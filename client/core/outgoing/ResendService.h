// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DispatchService.h"
#include "client/core/exchange/ExchangeProjection.h"

namespace wenyi::core {

/// Whether a unit that returned a document, or from which it was taken back, is to have it once more.
enum class Again { Refuse, Allow };

/// To whom a document goes that was dispatched before.
struct ResendChoice
{
    QStringList recipients; ///< As DispatchService::routesOf() takes them; a retired unit stands for its successor.
    Again again = Again::Refuse;
    std::optional<Instant> notBefore; ///< 定时发送
};

/// 补发: brings what was dispatched to further units, with the same parts in an envelope of its own.
class ResendService
{
public:
    explicit ResendService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Closes the envelope and stores it with the record, whose tracking has it beside the first. Urgency and print
    /// quota are those of the first. Fails with NotFound "resend.not-sent", "resend.not-kept" (of none of the
    /// record's envelopes parts and key are here), InvalidInput "resend.nobody", AlreadyExists "resend.has-it" where
    /// one of the units has it or it is on its way there, NotAllowed "resend.had-it" where one had it and Again does
    /// not allow that, and as DispatchService::prepare() does. What fails leaves no entry.
    Result<Dispatch> send(const StreamId &stream, const ResendChoice &choice);

    /// Who receives, as the directory says, in the stead of recipients that are retired and did not answer, and does
    /// not have it yet.
    Result<QList<UnitCode>> successors(const StreamId &stream) const;

private:
    Result<void> checkWho(const StreamId &stream, const ResendChoice &choice) const;
    Result<QByteArray> keptKey(const DispatchedEnvelope &envelope) const;
    /// What was dispatched, out of the first envelope that can be opened here, with the first one's quota and urgency.
    Result<DispatchOrder> orderOf(const QList<DispatchedEnvelope> &sent) const;
    Result<DispatchOrder> partsOf(const DispatchedEnvelope &envelope) const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
