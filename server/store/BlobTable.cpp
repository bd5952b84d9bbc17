// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobTable.h"

namespace wenyi::server {

using journal::Statement;

BlobTable::BlobTable(journal::Database &database, QString folder)
    : m_database(&database)
    , m_folder(std::move(folder))
{
}

Result<void> BlobTable::begin(const UnitCode &unit, const Digest &digest, quint64 size, quint64 quota)
{
    Statement known(*m_database, "SELECT size FROM blobs WHERE unit = ? AND digest = ?");
    WENYI_TRY(const bool found, known.bind(unit.toString(), digest).next());
    if (found) {
        if (static_cast<quint64>(known.integer(0)) != size)
            return Error{ErrorCode::InvalidInput, "blob.size", QString::number(size)};
        return {};
    }
    Statement sum(*m_database, "SELECT coalesce(sum(size), 0) FROM blobs WHERE unit = ?");
    WENYI_CHECK(sum.bind(unit.toString()).next());
    if (static_cast<quint64>(sum.integer(0)) + size > quota)
        return Error{ErrorCode::NotAllowed, "blob.quota", unit.toString()};
    Statement insert(*m_database, "INSERT INTO blobs(unit, digest, size) VALUES (?, ?, ?)");
    return insert.run(unit.toString(), digest, size);
}

Result<bool> BlobTable::owns(const UnitCode &unit, const Digest &digest)
{
    Statement select(*m_database, "SELECT 1 FROM blobs WHERE unit = ? AND digest = ?");
    return select.bind(unit.toString(), digest).next();
}

Result<journal::BlobStore *> BlobTable::storeOf(const UnitCode &unit)
{
    const auto open = m_stores.find(unit);
    if (open != m_stores.end())
        return &open->second;
    // A unit's code comes from the directory, but no name from outside becomes a path: hexadecimal it is none.
    const QString name = QString::fromLatin1(unit.toString().toUtf8().toHex());
    WENYI_TRY(journal::BlobStore store, journal::BlobStore::open(m_folder + u'/' + name, m_database));
    return &m_stores.emplace(unit, std::move(store)).first->second;
}

Result<QList<Digest>> BlobTable::scrub()
{
    QList<Digest> damaged;
    Statement units(*m_database, "SELECT DISTINCT unit FROM blobs");
    WENYI_TRY(bool more, units.next());
    while (more) {
        WENYI_TRY(journal::BlobStore * store, storeOf(UnitCode(units.text(0))));
        WENYI_TRY(const QList<Digest> found, store->scrub());
        damaged += found;
        WENYI_TRY(more, units.next());
    }
    return damaged;
}

} // namespace wenyi::server
