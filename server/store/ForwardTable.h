// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/journal/Database.h"

#include <QList>

#include <optional>
#include <utility>

namespace wenyi::server {

/// What of envelopes goes to other domains and came from them; the only owner of these tables. A queue is
/// queueOfDomain() of a linked domain.
class ForwardTable
{
public:
    /// Makes the tables if there are none; behind the store's own ones. Fails as journal::migrate().
    static Result<ForwardTable> open(journal::Database &database);
    /// Whether open() would have nothing to make.
    static Result<bool> isCurrent(journal::Database &database);

    /// The envelope came by a link, whose blobs have its parts.
    Result<void> noteBrought(quint64 envelope, const UnitCode &link);
    /// The link that brought an envelope; none where it was sent from here.
    Result<std::optional<UnitCode>> bringerOf(quint64 envelope);
    /// The link that brought the unit an envelope with this part, if any did.
    Result<std::optional<UnitCode>> bringerOfPart(const Digest &part, const UnitCode &recipient);

    /// Whether an envelope that the link brought, and whose parts are still here, has this part.
    Result<bool> isPartKept(const UnitCode &link, const Digest &part);

    /// Parts of what the link brought that were set aside here, each with how much of it came again.
    Result<QList<std::pair<Digest, quint64>>> lackingParts(const UnitCode &link, quint64 limit);

    Result<void> keepHops(quint64 envelope, const QByteArray &hops);
    Result<void> replaceHops(quint64 envelope, const QByteArray &hops);
    /// Fails with Corrupt "forward.no-hops".
    Result<QByteArray> hops(quint64 envelope);
    Result<void> addOnward(quint64 envelope, const UnitCode &queue, const UnitCode &recipient);
    /// For whom the envelope is in this queue.
    Result<QList<UnitCode>> onward(quint64 envelope, const UnitCode &queue);
    /// It is for this recipient no more. Gives the queue where it was for nobody else.
    Result<std::optional<UnitCode>> takeBack(quint64 envelope, const UnitCode &recipient);

    /// Notes the other server's acceptance, or why it refused. Gives false, and changes nothing, where either is noted
    /// already; but what was accepted by a server that was put back to an earlier day may be refused there afterwards.
    Result<bool> noteHandedOn(
        quint64 envelope, const UnitCode &queue, const QByteArray &receipt, const QByteArray &reason);
    /// What could not be carried for one reason, by the last word of it.
    struct Waits
    {
        QByteArray reason;
        quint64 number = 0; ///< Envelopes.
        Instant since;      ///< Of the one that has waited longest.
    };
    /// Notes that the envelope could not be carried for now, and why; it has waited since that was noted first, for
    /// whatever reason.
    Result<void> noteWaiting(quint64 envelope, const UnitCode &queue, const QByteArray &reason, Instant at);
    /// Envelopes in a queue that could not be carried, the most urgent first; at most MostWaits.
    Result<QList<Digest>> waits(const UnitCode &queue);
    static constexpr int MostWaits = 10'000;
    /// Why one envelope could not be carried, and since when; nothing where it was not tried in vain.
    Result<std::optional<Waits>> waitOf(quint64 envelope, const UnitCode &queue);
    /// The same counted, by reason.
    Result<QList<Waits>> waitsByReason(const UnitCode &queue);
    /// An envelope that waits in a queue, and why at the last word of it.
    struct Waiting
    {
        quint64 envelope = 0;
        UnitCode queue;
        QByteArray reason;
    };
    /// Why an envelope waits that the other domain has, by an acceptance that cannot be judged here yet.
    static constexpr auto IsThere = "link.acceptance";
    /// The longest waiting of those that have waited since before then; none that the other domain has.
    Result<std::optional<Waiting>> waitingLongest(Instant before);
    /// It waits no more, whatever became of it.
    Result<void> endWaiting(quint64 envelope, const UnitCode &queue);

    /// Whether it is noted that a recipient is not reached.
    Result<bool> isUndelivered(quint64 envelope, const UnitCode &recipient);
    /// Notes it. Gives false, and changes nothing, where it is noted already.
    Result<bool> noteUndelivered(quint64 envelope, const UnitCode &recipient, const QByteArray &reason);

    /// Up to where the other domain has the receipts of its queue.
    Result<quint64> receiptsTaken(const UnitCode &queue);
    Result<void> noteReceiptsTaken(const UnitCode &queue, quint64 number);

    /// Notes that an envelope that is not here was taken from a unit, whose domain this is or leads to. Gives false,
    /// and changes nothing, where that is noted already.
    Result<bool> noteWithdrawn(const Digest &envelope, const UnitCode &unit, const QByteArray &header);
    /// Its header, and from whom it was taken; nothing where it was from nobody.
    struct Withdrawn
    {
        QByteArray header;
        QList<UnitCode> units;
    };
    Result<std::optional<Withdrawn>> withdrawn(const Digest &envelope);

    /// The number of the term in which the other domain's server was heard of last; 0 for none.
    Result<quint64> peerTerm(const UnitCode &queue);
    Result<void> notePeerTerm(const UnitCode &queue, quint64 number);

    /// When any of the servers that share the store heard of the link last; nothing where none ever noted it.
    Result<std::optional<Instant>> heard(const UnitCode &queue);
    /// Notes it, where it is later than what is noted.
    Result<void> noteHeard(const UnitCode &queue, Instant at);

private:
    explicit ForwardTable(journal::Database &database)
        : m_database(&database)
    {
    }
    journal::Database *m_database;
};

} // namespace wenyi::server
