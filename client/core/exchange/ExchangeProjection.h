// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeEntries.h"
#include "shared/exchange/Delivery.h"
#include "shared/exchange/PairSequence.h"
#include "shared/journal/Projection.h"

#include <QSet>

#include <optional>

namespace wenyi::core {

/// An envelope that the unit sent.
struct DispatchedEnvelope
{
    StreamId stream;
    exchange::EnvelopeHeader header;
    QList<DispatchedEntry::Route> routes;
};

/// An envelope that the unit took in.
struct ArrivedEnvelope
{
    StreamId stream;
    exchange::EnvelopeHeader header;
    ArrivedEntry entry;
};

/// A receipt that the unit gave.
struct GivenReceipt
{
    StreamId stream;
    exchange::Receipt receipt;
};

/// Outbox, inbox and receipts of the unit, out of the journal.
class ExchangeProjection final : public journal::Projection
{
public:
    QString name() const override;
    int version() const override;
    Result<void> createTables(journal::Database &database) override;
    Result<void> dropTables(journal::Database &database) override;
    Result<void> apply(journal::Database &database, const journal::ProjectedEntry &entry) override;
    Result<void> reset(journal::Database &database, const StreamId &stream) override;

    /// All that were sent, in the order of their closing; with a stream only that record's.
    static Result<QList<DispatchedEnvelope>> outbox(journal::Database &database, const StreamId &stream = StreamId());
    /// Those of which no acceptance by the server is known.
    static Result<QList<DispatchedEnvelope>> notAccepted(journal::Database &database);
    /// Of so many of the newest each with each recipient of whom no receipt is known, the newest first.
    static Result<QList<std::pair<Digest, UnitCode>>> unanswered(journal::Database &database, int newest);
    /// Of those that are not accepted, what this desktop closed for the server's way; the server takes an envelope only from there.
    static Result<QList<DispatchedEnvelope>> waitingForServer(journal::Database &database, const DesktopId &desktop);
    static Result<std::optional<DispatchedEnvelope>> dispatched(journal::Database &database, const Digest &envelope);
    /// The first that came under an id, whoever sent it.
    static Result<std::optional<ArrivedEnvelope>> arrived(journal::Database &database, const EnvelopeId &envelope);
    /// The one that a sender gave an id.
    static Result<std::optional<ArrivedEnvelope>> arrivedFrom(
        journal::Database &database, const UnitCode &sender, const EnvelopeId &envelope);
    static Result<std::optional<ArrivedEnvelope>> arrived(journal::Database &database, const Digest &envelope);
    /// The envelope that an incoming record began with. None for a record of another kind.
    static Result<std::optional<ArrivedEnvelope>> arrivedIn(journal::Database &database, const StreamId &stream);
    static Result<QList<ArrivedEnvelope>> inbox(journal::Database &database);
    /// Those of which the sender may still be told something: neither returned nor concluded.
    static Result<QList<ArrivedEnvelope>> notEnded(journal::Database &database);
    /// Whether it is known that an envelope was taken out of the unit's queue before it came.
    static Result<bool> isWithdrawn(journal::Database &database, const Digest &envelope);
    /// The row of envelopes from one unit to another, as far as they are known here: those that were withdrawn before
    /// they came have their places in it, whatever came first.
    static Result<exchange::PairSequence> pair(
        journal::Database &database, const UnitCode &sender, const UnitCode &recipient);
    /// The receipts about one envelope, given or received.
    static Result<QList<exchange::Receipt>> receipts(journal::Database &database, const Digest &envelope);
    /// Receipts of the unit for envelopes that came through a channel and that the server does not have yet.
    static Result<QList<GivenReceipt>> unsentReceipts(journal::Database &database, const UnitCode &unit);
    /// All of them, those that it had before too.
    static Result<QList<GivenReceipt>> receiptsForServer(journal::Database &database, const UnitCode &unit);
    /// Receipts of the unit for one sender's envelopes that came in a bundle.
    static Result<QList<GivenReceipt>> bundleReceipts(
        journal::Database &database, const UnitCode &unit, const UnitCode &sender);
    /// Envelopes that lie on a stick for a unit.
    static Result<QSet<QString>> exported(journal::Database &database, const UnitCode &unit);
    /// Blobs that entries name, those of the newest entries first; one of several entries may come again. `below` says
    /// where to go on, and is empty at the beginning and when there are no more.
    static Result<QList<journal::BlobReference>> newestBlobs(
        journal::Database &database, std::optional<qint64> &below, int limit);
    static Result<std::optional<journal::BlobReference>> blob(journal::Database &database, const Digest &digest);

private:
    Result<void> applyDispatched(journal::Database &database, const StreamId &stream, const QByteArray &payload);
    Result<void> applyArrived(journal::Database &database, const StreamId &stream, const QByteArray &payload);
    Result<void> applyWithdrawn(journal::Database &database, const StreamId &stream, const QByteArray &payload);
    Result<void> applyReceipt(journal::Database &database, const StreamId &stream, const QByteArray &payload);
    Result<void> applyExported(journal::Database &database, const StreamId &stream, const QByteArray &payload);
};

} // namespace wenyi::core
