// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DispatchAttachment.h"
#include "client/core/exchange/ExchangeEntries.h"
#include "client/core/profile/Workspace.h"
#include "client/core/sealing/SelfDescription.h"
#include "shared/exchange/EnvelopeBuilder.h"

#include <QStringList>

namespace wenyi::core {

/// What is to be sent, and to whom.
struct DispatchOrder
{
    StreamId stream;                 ///< The outgoing record.
    exchange::DocumentHeader header; ///< Its parts are not looked at: they are what the order holds.
    QByteArray ofd;                  ///< Sealed.
    SelfDescription selfDescription = SelfDescription::Required; ///< Of the OFD.
    QStringList recipients; ///< As written; empty: the document's 主送 and 抄送.
    QList<DispatchAttachment> attachments;
    exchange::Urgency urgency = exchange::Urgency::Ordinary; ///< The document's own where that is higher.
    quint64 printQuota = 1;                                  ///< Of each recipient.
    std::optional<Instant>
        notBefore; ///< 定时发送: nobody has it before, by the server's clock; by a stick, by this one's.
};

/// The document header that goes into the envelope: the order's, with the parts that go along.
exchange::DocumentHeader headerWithParts(const DispatchOrder &order);

/// An envelope that was closed and waits to go.
struct Dispatch
{
    EnvelopeId envelope;
    QList<DispatchedEntry::Route> routes;
};

/// A closed envelope whose parts are kept: it is dispatched once the entries stand in the journal.
struct PreparedDispatch
{
    Dispatch dispatch;
    QList<journal::NewEntry> entries;
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
    /// "routing.nobody", NotAllowed "routing.other-domain" (from a standalone desktop), and as
    /// exchange::routeRecipients() does.
    Result<QList<DispatchedEntry::Route>> routesOf(const QStringList &recipients) const;
    /// Only the mail room may dispatch. Fails with NotAllowed "dispatch.no-unit-key".
    Result<void> checkMayDispatch() const;
    /// Closes the envelope for a service that appends more in the same transaction. Fails with NotAllowed
    /// "exchange.secrecy-refused", NotTrusted "dispatch.seal" (`detail`: the conclusion), "certificate.…" of a
    /// recipient, InvalidInput "dispatch.time" (to be held until a moment that is past, or over a year away),
    /// "dispatch.document-differs" (the OFD speaks of another document than the header does),
    /// and as checkMayDispatch(), routesOf(), checkAttachments(), exchange::EnvelopeBuilder and the blob store do. What
    /// fails leaves no entry.
    Result<PreparedDispatch> prepare(const DispatchOrder &order);
    /// The same with its entry appended.
    Result<Dispatch> dispatch(const DispatchOrder &order);

private:
    Result<void> checkSeal(const DispatchOrder &order) const;
    Result<exchange::EnvelopeOrder> envelopeOrder(
        const DispatchOrder &order, const QList<DispatchedEntry::Route> &routes) const;
    /// A closed envelope, and its key for the unit itself.
    struct Closed
    {
        exchange::Envelope envelope;
        QByteArray ownKey;
    };
    Result<Closed> close(const DispatchOrder &order, exchange::EnvelopeOrder envelopeOrder);
    Result<void> checkTime(const DispatchOrder &order) const;
    Result<journal::NewEntry> holdEntry(
        const StreamId &stream, const exchange::EnvelopeHeader &header, Instant until) const;
    Result<journal::NewEntry> keep(
        const StreamId &stream, const exchange::Envelope &envelope, const DispatchedEntry &entry);

    Workspace &m_workspace;
};

} // namespace wenyi::core
