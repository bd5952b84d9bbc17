// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Figures.h"
#include "shared/base/Clock.h"
#include "shared/exchange/EnvelopeHeader.h"
#include "shared/journal/Database.h"

#include <QMap>
#include <QSet>

#include <functional>
#include <limits>
#include <optional>

namespace wenyi::server {

/// An envelope as accepted.
struct AcceptedEnvelope
{
    quint64 number = 0; ///< Counts acceptances of the whole server.
    Instant acceptedAt;
    QByteArray header;
    QByteArray receipt; ///< Empty where it was not asked for, or not signed yet.
};

/// Accepted envelopes and the queues of those they are for; the only owner of these tables. What DirectiveTable holds
/// back is in no queue, and what it ended is nobody's any more.
class EnvelopeTable
{
public:
    explicit EnvelopeTable(journal::Database &database);

    /// What was accepted from a unit under this id. Fails with AlreadyExists "envelope.id-reused" where it was another.
    Result<std::optional<AcceptedEnvelope>> find(const UnitCode &sender, const EnvelopeId &id, const Digest &digest);
    /// The accepted envelope with this digest. Fails with NotFound "envelope.unknown".
    Result<AcceptedEnvelope> byDigest(const Digest &digest);
    /// Fails with NotFound "envelope.unknown".
    Result<AcceptedEnvelope> byNumber(quint64 number);
    /// The number of the newest one; 0 for none.
    Result<quint64> newest();
    /// Stores the envelope and puts it into the queue of each recipient. Gives its number; keepReceipt() must follow in
    /// the same transaction.
    Result<quint64> accept(const exchange::EnvelopeHeader &header, Instant at);
    /// The same into these queues, whoever the recipients are.
    Result<quint64> accept(const exchange::EnvelopeHeader &header, const QList<UnitCode> &queues, Instant at);
    Result<void> keepReceipt(quint64 number, const QByteArray &receipt);

    /// What waits for a unit, by urgency, then acceptance, until `maximumBytes` of headers; at least one if any.
    Result<QList<AcceptedEnvelope>> waiting(const UnitCode &recipient, quint64 limit, qsizetype maximumBytes);
    /// Whether to go on.
    using Visit = std::function<Result<bool>(AcceptedEnvelope)>;
    /// Calls `visit` with the first so many that wait for a unit, in the same order and without what is left out, until
    /// it gives false.
    Result<void> eachWaiting(const UnitCode &recipient, quint64 limit, const QSet<Digest> &leftOut, const Visit &visit);
    /// How many wait for a unit; nobody counts further than `most`, so that what it costs does not grow with a queue.
    Result<quint64> waitingCount(const UnitCode &recipient, qint64 most = std::numeric_limits<qint64>::max());
    /// Takes the envelope out of the recipient's queue; again changes nothing. Fails with NotFound "envelope.unknown".
    Result<void> confirm(const UnitCode &recipient, const EnvelopeId &id, const Digest &digest, Instant at);

    /// Takes the envelope out of the recipient's queue whatever became of it; not being in it changes nothing.
    Result<void> takeOut(quint64 number, const UnitCode &recipient, Instant at);
    /// Whether it is or was in the recipient's queue.
    Result<bool> isFor(quint64 number, const UnitCode &recipient);
    /// Puts an accepted envelope into one more queue. Gives false where it waits or waited there already.
    Result<bool> putInto(quint64 number, const UnitCode &queue);
    /// Puts back into a linked domain's queue what its server has accepted, where the parts are still here.
    Result<void> offerAnew(const UnitCode &queue);
    /// In whose queues an envelope is, held or not.
    Result<QList<UnitCode>> recipientsOf(quint64 number);
    /// Some unit behind `unit`, in the order of codes, in whose queue something waits or is held; none: there is none.
    Result<std::optional<UnitCode>> waitingUnitAfter(const UnitCode &unit);
    /// What is in a unit's queue, held or not, at most `limit`.
    Result<QList<AcceptedEnvelope>> inQueueOf(const UnitCode &recipient, quint64 limit);

    /// What waits in the queues of all units.
    Result<QueueFigures> queue();
    /// What waits in each; units for which nothing does are not among them.
    Result<QMap<UnitCode, QueueFigures>> queues();

    /// What waits in the queues of linked domains.
    Result<ForwardFigures> queuesOf(const QList<UnitCode> &queues);

    /// Who sent the unit an envelope with this part, if anybody did.
    Result<std::optional<UnitCode>> senderOfPart(const Digest &part, const UnitCode &recipient);

    /// Calls `visit` for every envelope in order of acceptance.
    template<typename Visitor>
    Result<void> forEach(Visitor &&visit)
    {
        qint64 last = std::numeric_limits<qint64>::min();
        while (true) {
            WENYI_TRY(const QList<AcceptedEnvelope> some, behind(last));
            if (some.isEmpty())
                return {};
            for (const AcceptedEnvelope &envelope : some)
                WENYI_CHECK(visit(envelope));
            last = static_cast<qint64>(some.constLast().number);
        }
    }

private:
    /// The next accepted behind a number; none at the end.
    Result<QList<AcceptedEnvelope>> behind(qint64 number);
    static AcceptedEnvelope readRow(const journal::Statement &row);
    journal::Database *m_database;
};

} // namespace wenyi::server
