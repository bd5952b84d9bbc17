// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeEntries.h"
#include "client/core/profile/Workspace.h"
#include "shared/document/OfficialDocument.h"
#include "shared/exchange/EnvelopeBuilder.h"

#include <QStringList>

namespace wenyi::core {

/// A file that goes along with a document.
struct DispatchAttachment
{
    QString name;
    QByteArray bytes;
};

/// What is to be sent, and to whom.
struct DispatchOrder
{
    StreamId stream; ///< The outgoing record.
    document::OfficialDocument document;
    QByteArray ofd;         ///< Sealed.
    QStringList recipients; ///< As written; empty: the document's 主送 and 抄送.
    QList<DispatchAttachment> attachments;
    exchange::Urgency urgency = exchange::Urgency::Ordinary; ///< The document's own where that is higher.
    quint64 printQuota = 1;                                  ///< Of each recipient.
};

/// An envelope that was closed and waits to go.
struct Dispatch
{
    EnvelopeId envelope;
    QList<DispatchedEntry::Route> routes;
};

/// 封发: closes a sealed document in an envelope for its recipients.
class DispatchService
{
public:
    explicit DispatchService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// The units that texts stand for, this one left out, and which way each is reached. Fails with InvalidInput
    /// "routing.nobody" and as exchange::routeRecipients() does.
    Result<QList<DispatchedEntry::Route>> routesOf(const QStringList &recipients) const;
    /// Only the mail room may: NotAllowed "dispatch.no-unit-key". Fails with NotAllowed "exchange.secrecy-refused",
    /// NotTrusted "dispatch.seal" (`detail`: the conclusion), "certificate.…" of a recipient, InvalidInput
    /// "dispatch.document-differs" (the OFD is another document than the order says), and as routesOf(),
    /// exchange::EnvelopeBuilder and Workspace::contentKey() do. What fails leaves no entry.
    Result<Dispatch> dispatch(const DispatchOrder &order);

private:
    Result<void> checkSeal(const DispatchOrder &order) const;
    Result<exchange::EnvelopeOrder> envelopeOrder(
        const DispatchOrder &order, const QList<DispatchedEntry::Route> &routes) const;
    Result<exchange::Envelope> close(const DispatchOrder &order, exchange::EnvelopeOrder envelopeOrder);
    Result<void> keep(const StreamId &stream, const exchange::Envelope &envelope, const DispatchedEntry &entry);

    Workspace &m_workspace;
};

} // namespace wenyi::core
