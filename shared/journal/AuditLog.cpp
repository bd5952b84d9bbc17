// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/AuditLog.h"

#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"
#include "shared/journal/schema/audit.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace wenyi::journal {

namespace {

/// Rows that are read at once.
constexpr int RowsChecked = 500;

/// Not every database keeps a NUL within a text, and what is hashed has to come back as it was.
QString withoutNul(QString text)
{
    return text.replace(QChar::Null, QChar::ReplacementCharacter);
}

Digest hashOf(const Digest &previous, const AuditRecord &record)
{
    CborWriter out;
    out.startArray(7);
    out.digest(previous);
    out.unsignedInteger(record.number);
    out.instant(record.at);
    out.text(record.actor);
    out.text(record.what);
    out.text(record.reason);
    out.text(record.subject);
    out.endArray();
    return crypto::sm3(out.take());
}

AuditRecord readRecord(const Statement &row)
{
    return {static_cast<quint64>(row.integer(0)), instantFromMilliseconds(row.integer(1)), row.text(2), row.text(3),
        row.text(4), row.text(5)};
}

} // namespace

QString AuditHead::toString() const
{
    return u"%1:%2"_s.arg(number).arg(QString::fromLatin1(hash.toHex()));
}

Result<AuditHead> AuditHead::fromString(QStringView text)
{
    const Error refused{ErrorCode::InvalidInput, "audit.head-form", text.left(100).toString()};
    const qsizetype colon = text.indexOf(u':');
    bool isNumber = false;
    AuditHead head;
    head.number = text.left(std::max<qsizetype>(colon, 0)).toULongLong(&isNumber);
    const QByteArray hash = text.sliced(colon + 1).toLatin1();
    const auto digest = Digest::fromHex(hash);
    if (!isNumber || !digest)
        return refused;
    head.hash = *digest;
    return head;
}

AuditLog::AuditLog(Database &database, const Clock &clock)
    : m_database(&database)
    , m_clock(&clock)
{
}

Result<AuditLog> AuditLog::open(Database &database, const Clock &clock)
{
    WENYI_CHECK(migrate(database, "audit", schema::audit));
    return AuditLog(database, clock);
}

Result<bool> AuditLog::isCurrent(Database &database)
{
    return journal::isCurrent(database, "audit", schema::audit);
}

Result<void> AuditLog::record(const QString &actor, const QString &what, const QString &reason, const QString &subject)
{
    auto recorded = tryRecord(actor, what, reason, subject);
    // By now the reserve was given up, if there was one.
    if (!recorded && recorded.error().reason == "store.full")
        recorded = tryRecord(actor, what, reason, subject);
    return recorded;
}

Result<void> AuditLog::tryRecord(
    const QString &actor, const QString &what, const QString &reason, const QString &subject)
{
    WENYI_TRY(const auto transaction, Transaction::begin(*m_database));
    WENYI_CHECK(recordWithin(*transaction, actor, what, reason, subject));
    return transaction->commit();
}

Result<void> AuditLog::recordWithin(
    Transaction &transaction, const QString &actor, const QString &what, const QString &reason, const QString &subject)
{
    Digest previous;
    AuditRecord record{1, m_clock->now(), withoutNul(actor), withoutNul(what), withoutNul(reason), withoutNul(subject)};
    {
        Statement last(transaction.database(), "SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1");
        WENYI_TRY(const bool found, last.next());
        if (found) {
            record.number = static_cast<quint64>(last.integer(0)) + 1;
            WENYI_TRY(previous, last.digest(1));
        }
    }
    Statement insert(transaction.database(),
        "INSERT INTO audit_log(number, at, actor, what, reason, subject, hash) VALUES (?, ?, ?, ?, ?, ?, ?)");
    return insert.run(record.number, toMilliseconds(record.at), record.actor, record.what, record.reason,
        record.subject, hashOf(previous, record));
}

Result<quint64> AuditLog::takeOver(Database &damaged)
{
    WENYI_TRY(const auto transaction, Transaction::begin(*m_database));
    quint64 taken = 0;
    {
        Statement rows(damaged, "SELECT number, at, actor, what, reason, subject, hash FROM audit_log ORDER BY number");
        Statement insert(transaction->database(),
            "INSERT INTO audit_log(number, at, actor, what, reason, subject, hash) VALUES (?, ?, ?, ?, ?, ?, ?)");
        auto more = rows.next();
        // An error is the end as well: what lies behind a damaged page cannot follow.
        for (; more && *more && static_cast<quint64>(rows.integer(0)) == taken + 1; more = rows.next()) {
            WENYI_CHECK(insert.run(rows.integer(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4),
                rows.text(5), rows.bytes(6)));
            ++taken;
        }
    }
    WENYI_CHECK(transaction->commit());
    return taken;
}

Result<QList<AuditRecord>> AuditLog::newest(int count)
{
    QList<AuditRecord> records;
    Statement select(
        *m_database, "SELECT number, at, actor, what, reason, subject FROM audit_log ORDER BY number DESC LIMIT ?");
    WENYI_TRY(bool more, select.bind(count).next());
    while (more) {
        records.append(readRecord(select));
        WENYI_TRY(more, select.next());
    }
    return records;
}

Result<quint64> AuditLog::verify()
{
    AuditHead at;
    for (bool more = true; more;) {
        WENYI_TRY(const AuditHead next, verifyBehind(at));
        more = next.number > at.number;
        at = next;
    }
    return at.number;
}

Result<AuditHead> AuditLog::verifyBehind(AuditHead at)
{
    // At the beginning a row of any number counts, one that somebody put before the first included.
    const qint64 behind = at.number == 0 ? std::numeric_limits<qint64>::min() : static_cast<qint64>(at.number);
    Statement select(*m_database, "SELECT number, at, actor, what, reason, subject, hash FROM audit_log"
                                  " WHERE number > ? ORDER BY number LIMIT ?");
    WENYI_TRY(bool more, select.bind(behind, RowsChecked).next());
    while (more) {
        const AuditRecord record = readRecord(select);
        WENYI_TRY(const Digest hash, select.digest(6));
        if (record.number != ++at.number || hash != hashOf(at.hash, record))
            return Error{ErrorCode::Corrupt, "audit.chain", QString::number(at.number)};
        at.hash = hash;
        WENYI_TRY(more, select.next());
    }
    return at;
}

Result<AuditHead> AuditLog::head()
{
    AuditHead head;
    Statement last(*m_database, "SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1");
    WENYI_TRY(const bool found, last.next());
    if (found) {
        head.number = static_cast<quint64>(last.integer(0));
        WENYI_TRY(head.hash, last.digest(1));
    }
    return head;
}

Result<void> AuditLog::follows(const AuditHead &known)
{
    return follows(QList<AuditHead>{known});
}

Result<void> AuditLog::follows(const QList<AuditHead> &known)
{
    WENYI_TRY(const quint64 rows, verify());
    for (const AuditHead &head : known)
        WENYI_CHECK(holds(head, rows));
    return {};
}

Result<void> AuditLog::holds(const AuditHead &known, quint64 rows)
{
    if (rows < known.number)
        return Error{ErrorCode::Corrupt, "audit.cut", QString::number(rows)};
    if (known.number == 0)
        return {};
    Statement row(*m_database, "SELECT hash FROM audit_log WHERE number = ?");
    WENYI_TRY(const bool found, row.bind(static_cast<qint64>(known.number)).next());
    WENYI_TRY(const Digest hash, found ? row.digest(0) : Result<Digest>(Digest()));
    if (hash != known.hash)
        return Error{ErrorCode::Corrupt, "audit.rewritten", QString::number(known.number)};
    return {};
}

} // namespace wenyi::journal
