// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Journal that goes on in a damaged store's place.
#include "shared/journal/Journal.h"

#include <QMap>

#include <array>

namespace wenyi::journal {

namespace {

/// Three ways through the table, since each ends at the first page that is damaged: the newest by the index over
/// desktops, which a server that was restored may lack too, and what has no number from either end of the table.
constexpr std::array Ways{
    "SELECT bytes FROM journal_entries WHERE desktop = ? ORDER BY sequence DESC LIMIT 5000",
    "SELECT bytes FROM journal_entries NOT INDEXED WHERE desktop = ? AND number IS NULL ORDER BY position",
    "SELECT bytes FROM journal_entries NOT INDEXED WHERE desktop = ? AND number IS NULL ORDER BY position DESC",
};

} // namespace

QList<QByteArray> Journal::salvage(Database &damaged, const DesktopId &desktop)
{
    QMap<quint64, QByteArray> found;
    for (const char *way : Ways) {
        Statement select(damaged, way);
        for (auto more = select.bind(desktop.toString()).next(); more && *more; more = select.next()) {
            const QByteArray bytes = select.bytes(0);
            const auto entry = decodeEntry(bytes);
            if (entry && entry->entry.desktop == desktop)
                found.insert(entry->entry.sequence, bytes);
        }
    }
    return found.values();
}

Result<bool> Journal::hasOwn(quint64 sequence, const Digest &id)
{
    Statement select(m_database, "SELECT 1 FROM journal_entries WHERE desktop = ? AND sequence = ? AND id = ?");
    return select.bind(m_settings.desktop.toString(), sequence, id).next();
}

Result<QList<Journal::OwnContent>> Journal::ownContent()
{
    QList<OwnContent> content;
    Statement select(m_database, "SELECT bytes FROM journal_entries WHERE desktop = ? AND number IS NOT NULL");
    WENYI_TRY(bool more, select.bind(m_settings.desktop.toString()).next());
    while (more) {
        WENYI_TRY(const StoredEntry stored, decodeEntry(select.bytes(0)));
        for (const BlobReference &blob : stored.entry.blobs)
            content.append({stored.entry.kind, blob});
        WENYI_TRY(more, select.next());
    }
    return content;
}

} // namespace wenyi::journal
