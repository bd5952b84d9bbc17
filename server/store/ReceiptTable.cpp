// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/ReceiptTable.h"

#include "shared/crypto/Sm3.h"

namespace wenyi::server {

using journal::Statement;

namespace {

/// Receipts of one answer, in bytes, so that it stays under limits::Message.
constexpr qsizetype ReceiptBytes = 2 * limits::MiB;
/// Rows of one answer of the database: PostgreSQL hands over all of it, however few are taken.
constexpr quint64 ReceiptRowsAtOnce = 64;

} // namespace

ReceiptTable::ReceiptTable(journal::Database &database)
    : m_database(&database)
{
}

Result<quint64> ReceiptTable::add(const UnitCode &unit, const QByteArray &receipt)
{
    const Digest digest = crypto::sm3(receipt);
    Statement known(*m_database, "SELECT number FROM receipts WHERE unit = ? AND digest = ?");
    WENYI_TRY(const bool found, known.bind(unit.toString(), digest).next());
    if (found)
        return static_cast<quint64>(known.integer(0));
    WENYI_TRY(const quint64 newest, last(unit));
    Statement insert(*m_database, "INSERT INTO receipts(unit, number, digest, bytes) VALUES (?, ?, ?, ?)");
    WENYI_CHECK(insert.run(unit.toString(), newest + 1, digest, receipt));
    return newest + 1;
}

Result<bool> ReceiptTable::has(const UnitCode &unit, const QByteArray &receipt)
{
    Statement known(*m_database, "SELECT 1 FROM receipts WHERE unit = ? AND digest = ?");
    return known.bind(unit.toString(), crypto::sm3(receipt)).next();
}

Result<QList<protocol::Numbered>> ReceiptTable::after(const UnitCode &unit, quint64 number, quint64 limit)
{
    QList<protocol::Numbered> receipts;
    Statement select(
        *m_database, "SELECT number, bytes FROM receipts WHERE unit = ? AND number > ? ORDER BY number LIMIT ?");
    qsizetype bytes = 0;
    while (static_cast<quint64>(receipts.size()) < limit && bytes < ReceiptBytes) {
        const quint64 behind = receipts.isEmpty() ? number : receipts.constLast().number;
        const quint64 wanted = std::min(limit - static_cast<quint64>(receipts.size()), ReceiptRowsAtOnce);
        quint64 rows = 0;
        WENYI_TRY(bool more, select.bind(unit.toString(), behind, wanted).next());
        for (; more && bytes < ReceiptBytes; ++rows) {
            receipts.append({static_cast<quint64>(select.integer(0)), select.bytes(1)});
            bytes += receipts.constLast().bytes.size();
            WENYI_TRY(more, select.next());
        }
        if (rows < wanted)
            break;
    }
    return receipts;
}

Result<quint64> ReceiptTable::last(const UnitCode &unit)
{
    Statement select(*m_database, "SELECT coalesce(max(number), 0) FROM receipts WHERE unit = ?");
    WENYI_CHECK(select.bind(unit.toString()).next());
    return static_cast<quint64>(select.integer(0));
}

Result<quint64> ReceiptTable::verify()
{
    quint64 count = 0;
    Statement select(*m_database, "SELECT unit, count(*), max(number) FROM receipts GROUP BY unit");
    WENYI_TRY(bool more, select.next());
    while (more) {
        if (select.integer(1) != select.integer(2))
            return Error{ErrorCode::Corrupt, "receipt.gap", select.text(0)};
        count += static_cast<quint64>(select.integer(1));
        WENYI_TRY(more, select.next());
    }
    return count;
}

} // namespace wenyi::server
