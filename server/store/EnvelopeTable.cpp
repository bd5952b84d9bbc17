// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/EnvelopeTable.h"

#include <algorithm>
#include <limits>

namespace wenyi::server {

using journal::Statement;

namespace {

/// Rows that forEach() has in memory.
constexpr int VisitedAtOnce = 100;
/// Waiting rows of one answer of the database: PostgreSQL hands over all of it, however early the visit ends, and a
/// header may have 3 MiB.
constexpr quint64 WaitingAtOnce = 16;

} // namespace

EnvelopeTable::EnvelopeTable(journal::Database &database)
    : m_database(&database)
{
}

AcceptedEnvelope EnvelopeTable::readRow(const Statement &row)
{
    return {static_cast<quint64>(row.integer(0)), instantFromMilliseconds(row.integer(1)), row.bytes(2), row.bytes(3)};
}

Result<std::optional<AcceptedEnvelope>> EnvelopeTable::find(
    const UnitCode &sender, const EnvelopeId &id, const Digest &digest)
{
    Statement select(*m_database, "SELECT number, accepted_at, header, receipt, digest FROM envelopes"
                                  " LEFT JOIN acceptances ON envelope = number WHERE sender = ? AND id = ?");
    WENYI_TRY(const bool found, select.bind(sender.toString(), id.toString()).next());
    if (!found)
        return std::optional<AcceptedEnvelope>();
    WENYI_TRY(const Digest stored, select.digest(4));
    if (stored != digest)
        return Error{ErrorCode::AlreadyExists, "envelope.id-reused", id.toString()};
    return std::optional(readRow(select));
}

Result<AcceptedEnvelope> EnvelopeTable::byDigest(const Digest &digest)
{
    Statement select(*m_database, "SELECT number, accepted_at, header, NULL FROM envelopes WHERE digest = ?");
    WENYI_TRY(const bool found, select.bind(digest).next());
    if (!found)
        return Error{ErrorCode::NotFound, "envelope.unknown", QString::fromLatin1(digest.toHex())};
    return readRow(select);
}

Result<AcceptedEnvelope> EnvelopeTable::byNumber(quint64 number)
{
    Statement select(*m_database, "SELECT number, accepted_at, header, x'' FROM envelopes WHERE number = ?");
    WENYI_TRY(const bool found, select.bind(number).next());
    if (!found)
        return Error{ErrorCode::NotFound, "envelope.unknown", QString::number(number)};
    return readRow(select);
}

Result<quint64> EnvelopeTable::newest()
{
    Statement select(*m_database, "SELECT coalesce(max(number), 0) FROM envelopes");
    WENYI_CHECK(select.next());
    return static_cast<quint64>(select.integer(0));
}

Result<quint64> EnvelopeTable::accept(const exchange::EnvelopeHeader &header, Instant at)
{
    QList<UnitCode> queues;
    for (const exchange::EnvelopeRecipient &recipient : header.routing().recipients)
        queues.append(recipient.unit);
    return accept(header, queues, at);
}

Result<quint64> EnvelopeTable::accept(const exchange::EnvelopeHeader &header, const QList<UnitCode> &queues, Instant at)
{
    const exchange::EnvelopeRouting &routing = header.routing();
    WENYI_TRY(const quint64 before, newest());
    const quint64 number = before + 1;
    Statement insert(*m_database,
        "INSERT INTO envelopes(number, sender, id, digest, accepted_at, header) VALUES (?, ?, ?, ?, ?, ?)");
    WENYI_CHECK(insert.run(number, routing.sender.toString(), routing.id.toString(), header.digest(),
        toMilliseconds(at), header.toBytes()));
    Statement queue(*m_database, "INSERT INTO deliveries(envelope, recipient, urgency) VALUES (?, ?, ?)");
    for (const UnitCode &unit : queues)
        WENYI_CHECK(queue.run(number, unit.toString(), static_cast<int>(routing.urgency)));
    Statement part(*m_database, "INSERT INTO envelope_parts(digest, envelope) VALUES (?, ?) ON CONFLICT DO NOTHING");
    for (const exchange::EnvelopePart &envelopePart : routing.parts)
        WENYI_CHECK(part.run(envelopePart.digest, number));
    return number;
}

Result<QList<AcceptedEnvelope>> EnvelopeTable::behind(qint64 number)
{
    QList<AcceptedEnvelope> envelopes;
    Statement select(*m_database,
        "SELECT number, accepted_at, header, receipt FROM envelopes"
        " LEFT JOIN acceptances ON envelope = number WHERE number > ? ORDER BY number LIMIT ?");
    WENYI_TRY(bool more, select.bind(number, VisitedAtOnce).next());
    while (more) {
        envelopes.append(readRow(select));
        WENYI_TRY(more, select.next());
    }
    return envelopes;
}

Result<void> EnvelopeTable::keepReceipt(quint64 number, const QByteArray &receipt)
{
    Statement insert(*m_database, "INSERT INTO acceptances(envelope, receipt) VALUES (?, ?)");
    return insert.run(number, receipt);
}

Result<QList<AcceptedEnvelope>> EnvelopeTable::waiting(const UnitCode &recipient, quint64 limit, qsizetype maximumBytes)
{
    QList<AcceptedEnvelope> envelopes;
    if (limit == 0)
        return envelopes;
    qsizetype bytes = 0;
    const auto take = [&](AcceptedEnvelope envelope) -> Result<bool> {
        bytes += envelope.header.size();
        if (!envelopes.isEmpty() && bytes > maximumBytes)
            return false;
        envelopes.append(std::move(envelope));
        return static_cast<quint64>(envelopes.size()) < limit;
    };
    WENYI_CHECK(eachWaiting(recipient, limit, {}, take));
    return envelopes;
}

Result<void> EnvelopeTable::eachWaiting(
    const UnitCode &recipient, quint64 limit, const QSet<Digest> &leftOut, const Visit &visit)
{
    Statement lower(*m_database, "SELECT e.number, e.accepted_at, e.header, NULL, e.digest, d.urgency FROM deliveries d"
                                 " JOIN envelopes e ON e.number = d.envelope"
                                 " WHERE d.recipient = ? AND d.confirmed_at IS NULL AND d.urgency < ?"
                                 " AND NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = d.envelope)"
                                 " ORDER BY d.urgency DESC, d.envelope LIMIT ?");
    Statement behind(*m_database,
        "SELECT e.number, e.accepted_at, e.header, NULL, e.digest, d.urgency FROM deliveries d"
        " JOIN envelopes e ON e.number = d.envelope"
        " WHERE d.recipient = ? AND d.confirmed_at IS NULL AND d.urgency = ?"
        " AND d.envelope > ?"
        " AND NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = d.envelope)"
        " ORDER BY d.envelope LIMIT ?");
    qint64 urgency = std::numeric_limits<qint16>::max();
    std::optional<qint64> last; ///< Of this urgency there may be more behind it.
    const quint64 most = std::min(limit, std::numeric_limits<quint64>::max() / 2);
    for (quint64 left = most + static_cast<quint64>(leftOut.size()); left > 0;) {
        const bool isBehind = last.has_value();
        const quint64 wanted = std::min(left, WaitingAtOnce);
        Statement &page = isBehind ? behind.bind(recipient.toString(), urgency, *last, wanted)
                                   : lower.bind(recipient.toString(), urgency, wanted);
        quint64 rows = 0;
        WENYI_TRY(bool more, page.next());
        for (; more; ++rows) {
            urgency = page.integer(5);
            last = page.integer(0);
            WENYI_TRY(const Digest digest, page.digest(4));
            if (!leftOut.contains(digest)) {
                WENYI_TRY(const bool goesOn, visit(readRow(page)));
                if (!goesOn)
                    return {};
            }
            WENYI_TRY(more, page.next());
        }
        if (rows < wanted && !isBehind)
            return {};
        if (rows < wanted)
            last.reset();
        left -= rows;
    }
    return {};
}

Result<quint64> EnvelopeTable::waitingCount(const UnitCode &recipient, qint64 most)
{
    Statement select(*m_database,
        "SELECT count(*) FROM (SELECT 1 FROM deliveries d WHERE recipient = ? AND confirmed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = d.envelope) LIMIT ?) AS counted");
    WENYI_CHECK(select.bind(recipient.toString(), most).next());
    return static_cast<quint64>(select.integer(0));
}

Result<void> EnvelopeTable::confirm(const UnitCode &recipient, const EnvelopeId &id, const Digest &digest, Instant at)
{
    Statement select(*m_database, "SELECT d.envelope, d.confirmed_at FROM envelopes e"
                                  " JOIN deliveries d ON d.envelope = e.number"
                                  " WHERE e.digest = ? AND e.id = ? AND d.recipient = ?");
    WENYI_TRY(const bool found, select.bind(digest, id.toString(), recipient.toString()).next());
    if (!found)
        return Error{ErrorCode::NotFound, "envelope.unknown", id.toString()};
    if (!select.isNull(1))
        return {};
    Statement update(*m_database, "UPDATE deliveries SET confirmed_at = ? WHERE envelope = ? AND recipient = ?");
    return update.run(toMilliseconds(at), select.integer(0), recipient.toString());
}

Result<void> EnvelopeTable::takeOut(quint64 number, const UnitCode &recipient, Instant at)
{
    Statement update(*m_database, "UPDATE deliveries SET confirmed_at = ?"
                                  " WHERE envelope = ? AND recipient = ? AND confirmed_at IS NULL");
    return update.run(toMilliseconds(at), number, recipient.toString());
}

Result<bool> EnvelopeTable::isFor(quint64 number, const UnitCode &recipient)
{
    Statement select(*m_database, "SELECT 1 FROM deliveries WHERE envelope = ? AND recipient = ?");
    return select.bind(number, recipient.toString()).next();
}

Result<bool> EnvelopeTable::putInto(quint64 number, const UnitCode &queue)
{
    WENYI_TRY(const bool isThere, isFor(number, queue));
    if (isThere)
        return false;
    WENYI_TRY(const AcceptedEnvelope envelope, byNumber(number));
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
    Statement insert(*m_database, "INSERT INTO deliveries(envelope, recipient, urgency) VALUES (?, ?, ?)");
    WENYI_CHECK(insert.run(number, queue.toString(), static_cast<int>(header.routing().urgency)));
    return true;
}

Result<void> EnvelopeTable::offerAnew(const UnitCode &queue)
{
    Statement update(*m_database, "UPDATE deliveries SET confirmed_at = NULL WHERE recipient = ?"
                                  " AND confirmed_at IS NOT NULL AND envelope IN (SELECT h.envelope FROM handed_on h"
                                  " WHERE h.queue = ? AND length(h.receipt) > 0"
                                  " AND NOT EXISTS (SELECT 1 FROM expired x WHERE x.envelope = h.envelope))");
    return update.run(queue.toString(), queue.toString());
}

Result<QList<UnitCode>> EnvelopeTable::recipientsOf(quint64 number)
{
    QList<UnitCode> units;
    Statement select(*m_database, "SELECT recipient FROM deliveries WHERE envelope = ? AND confirmed_at IS NULL");
    WENYI_TRY(bool more, select.bind(number).next());
    while (more) {
        units.append(UnitCode(select.text(0)));
        WENYI_TRY(more, select.next());
    }
    return units;
}

Result<std::optional<UnitCode>> EnvelopeTable::waitingUnitAfter(const UnitCode &unit)
{
    Statement select(*m_database, "SELECT recipient FROM deliveries WHERE confirmed_at IS NULL AND recipient > ?"
                                  " ORDER BY recipient LIMIT 1");
    // A null string would be bound as NULL, which nothing is greater than.
    WENYI_TRY(const bool found, select.bind(unit.isEmpty() ? QStringLiteral("") : unit.toString()).next());
    if (!found)
        return std::optional<UnitCode>();
    return std::optional(UnitCode(select.text(0)));
}

Result<QList<AcceptedEnvelope>> EnvelopeTable::inQueueOf(const UnitCode &recipient, quint64 limit)
{
    QList<AcceptedEnvelope> envelopes;
    Statement select(*m_database, "SELECT e.number, e.accepted_at, e.header, NULL FROM deliveries d"
                                  " JOIN envelopes e ON e.number = d.envelope"
                                  " WHERE d.recipient = ? AND d.confirmed_at IS NULL ORDER BY d.envelope LIMIT ?");
    WENYI_TRY(bool more, select.bind(recipient.toString(), limit).next());
    while (more) {
        envelopes.append(readRow(select));
        WENYI_TRY(more, select.next());
    }
    return envelopes;
}

Result<QueueFigures> EnvelopeTable::queue()
{
    QueueFigures figures;
    Statement waiting(*m_database, "SELECT d.urgency, d.number, e.accepted_at FROM"
                                   " (SELECT urgency, count(*) AS number, min(envelope) AS oldest FROM deliveries"
                                   " WHERE confirmed_at IS NULL AND envelope NOT IN (SELECT envelope FROM held)"
                                   " GROUP BY urgency) d"
                                   " JOIN envelopes e ON e.number = d.oldest");
    WENYI_TRY(bool more, waiting.next());
    while (more) {
        const auto urgency = static_cast<std::size_t>(waiting.integer(0));
        if (urgency >= figures.waiting.size())
            return Error{ErrorCode::Corrupt, "delivery.urgency", QString::number(urgency)};
        figures.waiting[urgency] = static_cast<quint64>(waiting.integer(1));
        const Instant accepted = instantFromMilliseconds(waiting.integer(2));
        figures.oldest = std::min(figures.oldest.value_or(accepted), accepted);
        WENYI_TRY(more, waiting.next());
    }
    return figures;
}

Result<QMap<UnitCode, QueueFigures>> EnvelopeTable::queues()
{
    QMap<UnitCode, QueueFigures> queues;
    Statement waiting(*m_database, "SELECT d.recipient, d.urgency, count(*), min(e.accepted_at) FROM deliveries d"
                                   " JOIN envelopes e ON e.number = d.envelope WHERE d.confirmed_at IS NULL"
                                   " AND NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = d.envelope)"
                                   " GROUP BY d.recipient, d.urgency");
    WENYI_TRY(bool more, waiting.next());
    while (more) {
        QueueFigures &queue = queues[UnitCode(waiting.text(0))];
        const auto urgency = static_cast<std::size_t>(waiting.integer(1));
        if (urgency >= queue.waiting.size())
            return Error{ErrorCode::Corrupt, "delivery.urgency", QString::number(urgency)};
        queue.waiting[urgency] = static_cast<quint64>(waiting.integer(2));
        const Instant accepted = instantFromMilliseconds(waiting.integer(3));
        queue.oldest = std::min(queue.oldest.value_or(accepted), accepted);
        WENYI_TRY(more, waiting.next());
    }
    return queues;
}

Result<ForwardFigures> EnvelopeTable::queuesOf(const QList<UnitCode> &queues)
{
    ForwardFigures figures;
    for (const UnitCode &queue : queues) {
        Statement waiting(*m_database, "SELECT count(*), min(e.accepted_at) FROM deliveries d"
                                       " JOIN envelopes e ON e.number = d.envelope"
                                       " WHERE d.recipient = ? AND d.confirmed_at IS NULL"
                                       " AND NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = d.envelope)");
        WENYI_CHECK(waiting.bind(queue.toString()).next());
        if (waiting.isNull(1))
            continue;
        figures.waiting += static_cast<quint64>(waiting.integer(0));
        const Instant oldest = instantFromMilliseconds(waiting.integer(1));
        figures.oldest = std::min(figures.oldest.value_or(oldest), oldest);
    }
    return figures;
}

Result<std::optional<UnitCode>> EnvelopeTable::senderOfPart(const Digest &part, const UnitCode &recipient)
{
    Statement select(*m_database, "SELECT e.sender FROM envelope_parts p"
                                  " JOIN deliveries d ON d.envelope = p.envelope AND d.recipient = ?"
                                  " JOIN envelopes e ON e.number = p.envelope WHERE p.digest = ?"
                                  " AND NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = d.envelope)"
                                  " AND NOT EXISTS (SELECT 1 FROM ended WHERE ended.envelope = d.envelope"
                                  " AND ended.recipient = d.recipient) LIMIT 1");
    WENYI_TRY(const bool found, select.bind(recipient.toString(), part).next());
    if (!found)
        return std::optional<UnitCode>();
    return std::optional(UnitCode(select.text(0)));
}

} // namespace wenyi::server
