// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/adapter/AdapterJournal.h"

#include "client/cli/schema/adapter.h"

namespace wenyi::cli {

namespace {

constexpr quint32 ApplicationId = 0x57594146; // WYAF

} // namespace

Result<AdapterJournal> AdapterJournal::open(const QString &path)
{
    journal::DatabaseOptions options;
    options.applicationId = ApplicationId;
    WENYI_TRY(auto database, journal::Database::open(path, options));
    WENYI_CHECK(journal::migrate(*database, "adapter", schema::adapter));
    return AdapterJournal(std::move(database));
}

Result<std::optional<Digest>> AdapterJournal::find(Handed kind, const QString &name)
{
    journal::Statement select(*m_database, "SELECT digest FROM handed WHERE kind = ? AND name = ?");
    WENYI_TRY(const bool found, select.bind(static_cast<int>(kind), name).next());
    if (!found)
        return std::optional<Digest>();
    WENYI_TRY(const Digest digest, select.digest(0));
    return std::optional(digest);
}

Result<void> AdapterJournal::put(Handed kind, const QString &name, const Digest &digest)
{
    journal::Statement insert(*m_database, "INSERT OR REPLACE INTO handed(kind, name, digest) VALUES (?, ?, ?)");
    return insert.run(static_cast<int>(kind), name, digest);
}

Result<void> AdapterJournal::forget(Handed kind, const QString &name)
{
    journal::Statement remove(*m_database, "DELETE FROM handed WHERE kind = ? AND name = ?");
    return remove.run(static_cast<int>(kind), name);
}

Result<QStringList> AdapterJournal::namesBehind(Handed kind, const QString &name, int most)
{
    journal::Statement select(*m_database, "SELECT name FROM handed WHERE kind = ? AND name > ? ORDER BY name LIMIT ?");
    select.bind(static_cast<int>(kind), name, most);
    QStringList names;
    for (;;) {
        WENYI_TRY(const bool another, select.next());
        if (!another)
            return names;
        names.append(select.text(0));
    }
}

} // namespace wenyi::cli
