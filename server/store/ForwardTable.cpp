// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/ForwardTable.h"

#include "server/schema/forwards.h"

namespace wenyi::server {

using journal::Statement;

Result<ForwardTable> ForwardTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "forwards", schema::forwards));
    return ForwardTable(database);
}

Result<bool> ForwardTable::isCurrent(journal::Database &database)
{
    return journal::isCurrent(database, "forwards", schema::forwards);
}

Result<void> ForwardTable::noteBrought(quint64 envelope, const UnitCode &link)
{
    Statement insert(*m_database, "INSERT INTO brought(envelope, link) VALUES (?, ?)");
    return insert.run(envelope, link.toString());
}

Result<std::optional<UnitCode>> ForwardTable::bringerOf(quint64 envelope)
{
    Statement select(*m_database, "SELECT link FROM brought WHERE envelope = ?");
    WENYI_TRY(const bool found, select.bind(envelope).next());
    if (!found)
        return std::optional<UnitCode>();
    return std::optional(UnitCode(select.text(0)));
}

Result<std::optional<UnitCode>> ForwardTable::bringerOfPart(const Digest &part, const UnitCode &recipient)
{
    Statement select(*m_database, "SELECT b.link FROM envelope_parts p"
                                  " JOIN deliveries d ON d.envelope = p.envelope AND d.recipient = ?"
                                  " JOIN brought b ON b.envelope = p.envelope WHERE p.digest = ? LIMIT 1");
    WENYI_TRY(const bool found, select.bind(recipient.toString(), part).next());
    if (!found)
        return std::optional<UnitCode>();
    return std::optional(UnitCode(select.text(0)));
}

Result<bool> ForwardTable::isPartKept(const UnitCode &link, const Digest &part)
{
    Statement select(*m_database, "SELECT 1 FROM envelope_parts p JOIN brought b ON b.envelope = p.envelope"
                                  " WHERE p.digest = ? AND b.link = ?"
                                  " AND NOT EXISTS (SELECT 1 FROM expired x WHERE x.envelope = p.envelope) LIMIT 1");
    return select.bind(part, link.toString()).next();
}

Result<QList<std::pair<Digest, quint64>>> ForwardTable::lackingParts(const UnitCode &link, quint64 limit)
{
    QList<std::pair<Digest, quint64>> parts;
    // What is on its way for the first time belongs to no envelope yet.
    Statement select(*m_database,
        "SELECT s.digest, s.received FROM blobs s WHERE s.unit = ? AND s.whole = 0"
        " AND EXISTS (SELECT 1 FROM envelope_parts p JOIN brought b ON b.envelope = p.envelope"
        " WHERE p.digest = s.digest AND b.link = s.unit"
        " AND NOT EXISTS (SELECT 1 FROM expired x WHERE x.envelope = p.envelope))"
        " ORDER BY s.digest LIMIT ?");
    WENYI_TRY(bool more, select.bind(link.toString(), limit).next());
    while (more) {
        WENYI_TRY(const Digest digest, select.digest(0));
        parts.append({digest, static_cast<quint64>(select.integer(1))});
        WENYI_TRY(more, select.next());
    }
    return parts;
}

Result<void> ForwardTable::keepHops(quint64 envelope, const QByteArray &hops)
{
    Statement insert(*m_database, "INSERT INTO hops(envelope, bytes) VALUES (?, ?)");
    return insert.run(envelope, hops);
}

Result<void> ForwardTable::replaceHops(quint64 envelope, const QByteArray &hops)
{
    Statement update(*m_database, "UPDATE hops SET bytes = ? WHERE envelope = ?");
    return update.run(hops, envelope);
}

Result<QByteArray> ForwardTable::hops(quint64 envelope)
{
    Statement select(*m_database, "SELECT bytes FROM hops WHERE envelope = ?");
    WENYI_TRY(const bool found, select.bind(envelope).next());
    if (!found)
        return Error{ErrorCode::Corrupt, "forward.no-hops", QString::number(envelope)};
    return select.bytes(0);
}

Result<void> ForwardTable::addOnward(quint64 envelope, const UnitCode &queue, const UnitCode &recipient)
{
    Statement insert(*m_database, "INSERT INTO onward(envelope, queue, recipient) VALUES (?, ?, ?)");
    return insert.run(envelope, queue.toString(), recipient.toString());
}

Result<QList<UnitCode>> ForwardTable::onward(quint64 envelope, const UnitCode &queue)
{
    QList<UnitCode> units;
    Statement select(*m_database, "SELECT recipient FROM onward WHERE envelope = ? AND queue = ? ORDER BY recipient");
    WENYI_TRY(bool more, select.bind(envelope, queue.toString()).next());
    while (more) {
        units.append(UnitCode(select.text(0)));
        WENYI_TRY(more, select.next());
    }
    return units;
}

Result<std::optional<UnitCode>> ForwardTable::takeBack(quint64 envelope, const UnitCode &recipient)
{
    Statement select(*m_database, "SELECT queue FROM onward WHERE envelope = ? AND recipient = ?");
    WENYI_TRY(const bool found, select.bind(envelope, recipient.toString()).next());
    if (!found)
        return std::optional<UnitCode>();
    const UnitCode queue(select.text(0));
    Statement remove(*m_database, "DELETE FROM onward WHERE envelope = ? AND recipient = ?");
    WENYI_CHECK(remove.run(envelope, recipient.toString()));
    WENYI_TRY(const QList<UnitCode> others, onward(envelope, queue));
    return others.isEmpty() ? std::optional(queue) : std::nullopt;
}

Result<bool> ForwardTable::noteHandedOn(
    quint64 envelope, const UnitCode &queue, const QByteArray &receipt, const QByteArray &reason)
{
    WENYI_CHECK(endWaiting(envelope, queue));
    Statement known(*m_database, "SELECT receipt FROM handed_on WHERE envelope = ? AND queue = ?");
    WENYI_TRY(const bool found, known.bind(envelope, queue.toString()).next());
    const bool wasAccepted = found && !known.isNull(0) && !known.bytes(0).isEmpty();
    if (found && (!wasAccepted || !receipt.isEmpty()))
        return false;
    if (found) {
        Statement update(
            *m_database, "UPDATE handed_on SET receipt = NULL, reason = ? WHERE envelope = ? AND queue = ?");
        WENYI_CHECK(update.run(QString::fromLatin1(reason), envelope, queue.toString()));
        return true;
    }
    Statement insert(*m_database, "INSERT INTO handed_on(envelope, queue, receipt, reason) VALUES (?, ?, ?, ?)");
    WENYI_CHECK(insert.run(envelope, queue.toString(), receipt, QString::fromLatin1(reason)));
    return true;
}

Result<void> ForwardTable::noteWaiting(quint64 envelope, const UnitCode &queue, const QByteArray &reason, Instant at)
{
    Statement upsert(*m_database, "INSERT INTO forward_waits(envelope, queue, since, reason) VALUES (?, ?, ?, ?)"
                                  " ON CONFLICT(envelope, queue) DO UPDATE SET reason = excluded.reason");
    return upsert.run(envelope, queue.toString(), toMilliseconds(at), QString::fromLatin1(reason));
}

Result<QList<Digest>> ForwardTable::waits(const UnitCode &queue)
{
    QList<Digest> envelopes;
    Statement select(*m_database, "SELECT e.digest FROM forward_waits w"
                                  " JOIN deliveries d ON d.envelope = w.envelope AND d.recipient = w.queue"
                                  " JOIN envelopes e ON e.number = w.envelope"
                                  " WHERE w.queue = ? AND d.confirmed_at IS NULL"
                                  " ORDER BY d.urgency DESC, w.envelope LIMIT ?");
    WENYI_TRY(bool more, select.bind(queue.toString(), MostWaits).next());
    while (more) {
        WENYI_TRY(const Digest digest, select.digest(0));
        envelopes.append(digest);
        WENYI_TRY(more, select.next());
    }
    return envelopes;
}

Result<std::optional<ForwardTable::Waits>> ForwardTable::waitOf(quint64 envelope, const UnitCode &queue)
{
    Statement select(*m_database, "SELECT reason, since FROM forward_waits WHERE envelope = ? AND queue = ?");
    WENYI_TRY(const bool found, select.bind(envelope, queue.toString()).next());
    if (!found)
        return std::optional<Waits>();
    return std::optional(Waits{select.text(0).toLatin1(), 1, instantFromMilliseconds(select.integer(1))});
}

Result<QList<ForwardTable::Waits>> ForwardTable::waitsByReason(const UnitCode &queue)
{
    QList<Waits> waits;
    Statement select(*m_database, "SELECT w.reason, count(*), min(w.since) FROM forward_waits w"
                                  " JOIN deliveries d ON d.envelope = w.envelope AND d.recipient = w.queue"
                                  " WHERE w.queue = ? AND d.confirmed_at IS NULL GROUP BY w.reason ORDER BY w.reason");
    WENYI_TRY(bool more, select.bind(queue.toString()).next());
    while (more) {
        waits.append({select.text(0).toLatin1(), static_cast<quint64>(select.integer(1)),
            instantFromMilliseconds(select.integer(2))});
        WENYI_TRY(more, select.next());
    }
    return waits;
}

Result<std::optional<ForwardTable::Waiting>> ForwardTable::waitingLongest(Instant before)
{
    // IsThere, spelled out as the index has it.
    Statement select(*m_database, "SELECT envelope, queue, reason FROM forward_waits"
                                  " WHERE reason <> 'link.acceptance' AND since < ? ORDER BY since, envelope LIMIT 1");
    WENYI_TRY(const bool found, select.bind(toMilliseconds(before)).next());
    if (!found)
        return std::optional<Waiting>();
    return std::optional(
        Waiting{static_cast<quint64>(select.integer(0)), UnitCode(select.text(1)), select.text(2).toLatin1()});
}

Result<void> ForwardTable::endWaiting(quint64 envelope, const UnitCode &queue)
{
    Statement remove(*m_database, "DELETE FROM forward_waits WHERE envelope = ? AND queue = ?");
    return remove.run(envelope, queue.toString());
}

Result<bool> ForwardTable::isUndelivered(quint64 envelope, const UnitCode &recipient)
{
    Statement known(*m_database, "SELECT 1 FROM undelivered WHERE envelope = ? AND recipient = ?");
    return known.bind(envelope, recipient.toString()).next();
}

Result<bool> ForwardTable::noteUndelivered(quint64 envelope, const UnitCode &recipient, const QByteArray &reason)
{
    WENYI_TRY(const bool found, isUndelivered(envelope, recipient));
    if (found)
        return false;
    Statement insert(*m_database, "INSERT INTO undelivered(envelope, recipient, reason) VALUES (?, ?, ?)");
    WENYI_CHECK(insert.run(envelope, recipient.toString(), QString::fromLatin1(reason)));
    return true;
}

Result<quint64> ForwardTable::receiptsTaken(const UnitCode &queue)
{
    Statement select(*m_database, "SELECT taken FROM link_receipts WHERE queue = ?");
    WENYI_TRY(const bool found, select.bind(queue.toString()).next());
    return found ? static_cast<quint64>(select.integer(0)) : 0;
}

Result<void> ForwardTable::noteReceiptsTaken(const UnitCode &queue, quint64 number)
{
    Statement upsert(*m_database, "INSERT INTO link_receipts(queue, taken) VALUES (?, ?)"
                                  " ON CONFLICT(queue) DO UPDATE SET taken = excluded.taken");
    return upsert.run(queue.toString(), number);
}

Result<bool> ForwardTable::noteWithdrawn(const Digest &envelope, const UnitCode &unit, const QByteArray &header)
{
    Statement known(*m_database, "SELECT 1 FROM withdrawn WHERE envelope = ? AND unit = ?");
    WENYI_TRY(const bool found, known.bind(envelope, unit.toString()).next());
    if (found)
        return false;
    Statement insert(*m_database, "INSERT INTO withdrawn(envelope, unit) VALUES (?, ?)");
    WENYI_CHECK(insert.run(envelope, unit.toString()));
    Statement keep(*m_database, "INSERT INTO withdrawn_headers(envelope, header) VALUES (?, ?) ON CONFLICT DO NOTHING");
    WENYI_CHECK(keep.run(envelope, header));
    return true;
}

Result<std::optional<ForwardTable::Withdrawn>> ForwardTable::withdrawn(const Digest &envelope)
{
    Withdrawn withdrawn;
    Statement select(*m_database, "SELECT w.unit, h.header FROM withdrawn w"
                                  " JOIN withdrawn_headers h ON h.envelope = w.envelope WHERE w.envelope = ?");
    WENYI_TRY(bool more, select.bind(envelope).next());
    while (more) {
        withdrawn.units.append(UnitCode(select.text(0)));
        withdrawn.header = select.bytes(1);
        WENYI_TRY(more, select.next());
    }
    return withdrawn.units.isEmpty() ? std::optional<Withdrawn>() : std::optional(std::move(withdrawn));
}

Result<quint64> ForwardTable::peerTerm(const UnitCode &queue)
{
    Statement select(*m_database, "SELECT number FROM peer_terms WHERE queue = ?");
    WENYI_TRY(const bool found, select.bind(queue.toString()).next());
    return found ? static_cast<quint64>(select.integer(0)) : 0;
}

Result<void> ForwardTable::notePeerTerm(const UnitCode &queue, quint64 number)
{
    Statement upsert(*m_database, "INSERT INTO peer_terms(queue, number) VALUES (?, ?)"
                                  " ON CONFLICT(queue) DO UPDATE SET number = excluded.number");
    return upsert.run(queue.toString(), number);
}

Result<std::optional<Instant>> ForwardTable::heard(const UnitCode &queue)
{
    Statement select(*m_database, "SELECT at FROM links_heard WHERE queue = ?");
    WENYI_TRY(const bool found, select.bind(queue.toString()).next());
    return found ? std::optional(instantFromMilliseconds(select.integer(0))) : std::optional<Instant>();
}

Result<void> ForwardTable::noteHeard(const UnitCode &queue, Instant at)
{
    Statement upsert(*m_database, "INSERT INTO links_heard(queue, at) VALUES (?, ?) ON CONFLICT(queue)"
                                  " DO UPDATE SET at = excluded.at WHERE excluded.at > links_heard.at");
    return upsert.run(queue.toString(), toMilliseconds(at));
}

} // namespace wenyi::server
