// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/UnitLog.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"
#include "shared/journal/schema/unitlog.h"

#include <QtEndian>

#include <limits>

namespace wenyi::journal {

namespace {
constexpr quint64 LogVersion = 1;
/// Rows that are read at once: of a log of any length no more lies in memory, whatever database it is in.
constexpr int MostRuns = 1000;
constexpr int EntriesChecked = 64;
} // namespace

LogPosition LogPosition::following(const Digest &entryId) const
{
    const quint64 next = number + 1;
    std::array<char, 8> numberBytes;
    qToBigEndian(next, numberBytes.data());
    QByteArray bytes;
    bytes.reserve(2 * Digest::Size + 8);
    bytes.append(hash.view()).append(numberBytes.data(), 8).append(entryId.view());
    return {next, crypto::sm3(bytes)};
}

QByteArray Checkpoint::signedBytes() const
{
    CborWriter out;
    out.startArray(6);
    out.text(u"wenyi checkpoint");
    out.unsignedInteger(LogVersion);
    out.id(unit);
    out.unsignedInteger(position.number);
    out.digest(position.hash);
    out.instant(signedAt);
    out.endArray();
    return out.take();
}

Result<Checkpoint> Checkpoint::sign(
    const UnitCode &unit, const LogPosition &position, Instant at, crypto::Signer &serverSigner)
{
    Checkpoint checkpoint{unit, position, at, {}};
    WENYI_TRY(checkpoint.signature, serverSigner.sign(checkpoint.signedBytes()));
    return checkpoint;
}

Result<void> Checkpoint::verify(const crypto::PublicKey &serverKey) const
{
    if (!serverKey.verify(signedBytes(), signature))
        return Error{ErrorCode::NotTrusted, "journal.checkpoint-signature", unit.toString()};
    return {};
}

QByteArray Checkpoint::toBytes() const
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(LogVersion);
    out.id(unit);
    out.unsignedInteger(position.number);
    out.digest(position.hash);
    out.instant(signedAt);
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<Checkpoint> Checkpoint::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(6);
    if (in.unsignedInteger() != LogVersion)
        in.fail(ErrorCode::Unsupported, "journal.checkpoint-version");
    Checkpoint checkpoint;
    checkpoint.unit = in.id<UnitCode>();
    checkpoint.position.number = in.unsignedInteger(std::numeric_limits<qint64>::max());
    checkpoint.position.hash = in.digest();
    checkpoint.signedAt = in.instant();
    checkpoint.signature = in.bytes(256);
    in.endArray();
    WENYI_CHECK(in.finish());
    return checkpoint;
}

QByteArray LogRun::toBytes() const
{
    CborWriter out;
    out.startArray(3);
    out.unsignedInteger(first);
    out.startArray(run.entries.size());
    for (const QByteArray &entry : run.entries)
        out.bytes(entry);
    out.endArray();
    out.bytes(run.head.toBytes());
    out.endArray();
    return out.take();
}

Result<LogRun> LogRun::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(3);
    LogRun logRun;
    logRun.first = in.unsignedInteger(std::numeric_limits<qint64>::max());
    for (qsizetype left = in.startList(limits::EntriesPerPush); left > 0 && in.ok(); --left)
        logRun.run.entries.append(in.bytes(limits::Entry));
    in.endArray();
    const QByteArray head = in.bytes(limits::KiB);
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_TRY(logRun.run.head, SignedHead::fromBytes(head));
    return logRun;
}

UnitLog::UnitLog(Database &database)
    : m_database(&database)
{
}

Result<UnitLog> UnitLog::open(Database &database)
{
    WENYI_CHECK(migrate(database, "unitlog", schema::unitlog));
    return UnitLog(database);
}

Result<bool> UnitLog::isCurrent(Database &database)
{
    return journal::isCurrent(database, "unitlog", schema::unitlog);
}

Result<LogPosition> UnitLog::head(const UnitCode &unit)
{
    Statement select(*m_database, "SELECT number, hash FROM unit_log WHERE unit = ? ORDER BY number DESC LIMIT 1");
    WENYI_TRY(const bool found, select.bind(unit.toString()).next());
    if (!found)
        return LogPosition{};
    WENYI_TRY(const Digest hash, select.digest(1));
    return LogPosition{static_cast<quint64>(select.integer(0)), hash};
}

Result<QList<UnitCode>> UnitLog::units()
{
    QList<UnitCode> units;
    Statement select(*m_database, "SELECT DISTINCT unit FROM unit_runs");
    WENYI_TRY(bool more, select.next());
    while (more) {
        units.append(UnitCode(select.text(0)));
        WENYI_TRY(more, select.next());
    }
    return units;
}

Result<LogPosition> UnitLog::position(const UnitCode &unit, quint64 number)
{
    if (number == 0)
        return LogPosition{};
    Statement select(*m_database, "SELECT hash FROM unit_log WHERE unit = ? AND number = ?");
    WENYI_TRY(const bool found, select.bind(unit.toString(), number).next());
    if (!found)
        return Error{ErrorCode::NotFound, "journal.log-number", QString::number(number)};
    WENYI_TRY(const Digest hash, select.digest(0));
    return LogPosition{number, hash};
}

Result<ChainPosition> UnitLog::chain(const DesktopId &desktop)
{
    Statement select(*m_database, "SELECT sequence, id FROM unit_chains WHERE desktop = ?");
    WENYI_TRY(const bool found, select.bind(desktop.toString()).next());
    if (!found)
        return ChainPosition{};
    WENYI_TRY(const Digest id, select.digest(1));
    return ChainPosition{static_cast<quint64>(select.integer(0)), id};
}

Result<std::optional<quint64>> UnitLog::numberOf(const Digest &entryId)
{
    Statement select(*m_database, "SELECT number FROM unit_log WHERE id = ?");
    WENYI_TRY(const bool found, select.bind(entryId).next());
    if (!found)
        return std::optional<quint64>();
    return std::optional<quint64>(static_cast<quint64>(select.integer(0)));
}

Result<quint64> UnitLog::append(Transaction &transaction, const UnitCode &unit, const DesktopId &desktop,
    const EntryRun &run, const crypto::PublicKey &desktopKey)
{
    EntryRun fresh = run;
    std::optional<quint64> known;
    // What an earlier push brought already, because its answer was lost. An id covers all entries before it.
    while (!fresh.entries.isEmpty() && fresh.entries.size() <= limits::EntriesPerPush) {
        WENYI_TRY(const auto number, numberOf(crypto::sm3(fresh.entries.constFirst())));
        if (!number)
            break;
        known = known ? known : number;
        fresh.entries.removeFirst();
    }
    if (known && fresh.entries.isEmpty())
        return *known;
    WENYI_TRY(const ChainPosition position, chain(desktop));
    WENYI_TRY(const QList<StoredEntry> entries, verifyRun(desktop, position, fresh, desktopKey));
    WENYI_TRY(LogPosition at, head(unit));
    const quint64 first = at.number + 1;
    Database &database = transaction.database();
    Statement insert(database, "INSERT INTO unit_log(unit, number, id, hash, bytes) VALUES (?, ?, ?, ?, ?)");
    for (const StoredEntry &entry : entries) {
        at = at.following(entry.id);
        WENYI_CHECK(insert.run(unit.toString(), at.number, entry.id, at.hash, entry.bytes));
    }
    Statement insertRun(database, "INSERT INTO unit_runs(unit, first, count, head) VALUES (?, ?, ?, ?)");
    WENYI_CHECK(insertRun.run(unit.toString(), first, static_cast<qint64>(entries.size()), fresh.head.toBytes()));
    Statement moveChain(database,
        "INSERT INTO unit_chains(desktop, unit, sequence, id) VALUES (?, ?, ?, ?) ON CONFLICT(desktop)"
        " DO UPDATE SET unit = excluded.unit, sequence = excluded.sequence, id = excluded.id");
    WENYI_CHECK(
        moveChain.run(desktop.toString(), unit.toString(), fresh.head.position.sequence, fresh.head.position.id));
    return known.value_or(first);
}

Result<LogRun> UnitLog::readRun(const UnitCode &unit, quint64 first, quint64 count, const QByteArray &head)
{
    LogRun logRun;
    logRun.first = first;
    WENYI_TRY(logRun.run.head, SignedHead::fromBytes(head));
    Statement select(
        *m_database, "SELECT bytes FROM unit_log WHERE unit = ? AND number >= ? AND number < ? ORDER BY number");
    select.bind(unit.toString(), first, first + count);
    WENYI_TRY(bool more, select.next());
    while (more) {
        logRun.run.entries.append(select.bytes(0));
        WENYI_TRY(more, select.next());
    }
    if (static_cast<quint64>(logRun.run.entries.size()) != count)
        return Error{ErrorCode::Corrupt, "journal.log-gap", QString::number(first)};
    return logRun;
}

Result<QList<LogRun>> UnitLog::runsAfter(const UnitCode &unit, quint64 after, qsizetype maximumBytes)
{
    QList<LogRun> runs;
    Statement select(
        *m_database, "SELECT first, count, head FROM unit_runs WHERE unit = ? AND first > ? ORDER BY first LIMIT ?");
    select.bind(unit.toString(), after, MostRuns);
    WENYI_TRY(bool more, select.next());
    for (qsizetype bytes = 0; more && (runs.isEmpty() || bytes < maximumBytes);) {
        WENYI_TRY(LogRun logRun, readRun(unit, static_cast<quint64>(select.integer(0)),
                                     static_cast<quint64>(select.integer(1)), select.bytes(2)));
        for (const QByteArray &entry : std::as_const(logRun.run.entries))
            bytes += entry.size();
        if (!runs.isEmpty() && bytes > maximumBytes)
            break;
        runs.append(std::move(logRun));
        WENYI_TRY(more, select.next());
    }
    return runs;
}

Result<LogPosition> UnitLog::verify(const UnitCode &unit)
{
    LogPosition at;
    for (bool more = true; more;) {
        WENYI_TRY(const LogPosition next, verifyBehind(unit, at));
        more = next.number > at.number;
        at = next;
    }
    return at;
}

Result<LogPosition> UnitLog::verifyBehind(const UnitCode &unit, LogPosition at)
{
    // At the beginning a row of any number counts, one that somebody put before the first included.
    const qint64 behind = at.number == 0 ? std::numeric_limits<qint64>::min() : static_cast<qint64>(at.number);
    Statement select(*m_database, "SELECT number, id, hash, bytes FROM unit_log WHERE unit = ? AND number > ?"
                                  " ORDER BY number LIMIT ?");
    WENYI_TRY(bool more, select.bind(unit.toString(), behind, EntriesChecked).next());
    while (more) {
        WENYI_TRY(const StoredEntry entry, decodeEntry(select.bytes(3)));
        at = at.following(entry.id);
        if (at.number != static_cast<quint64>(select.integer(0)))
            return Error{ErrorCode::Corrupt, "journal.log-gap", QString::number(at.number)};
        WENYI_TRY(const Digest id, select.digest(1));
        WENYI_TRY(const Digest hash, select.digest(2));
        if (id != entry.id || hash != at.hash)
            return Error{ErrorCode::Corrupt, "journal.log-hash", QString::number(at.number)};
        WENYI_TRY(more, select.next());
    }
    return at;
}

} // namespace wenyi::journal
