// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Database.h"

#include <memory>
#include <optional>

namespace wenyi::cli {

/// What the journal of an exchange folder knows something about.
enum class Handed {
    Arrival = 1, ///< By its envelope's id: the digest of the envelope's header. It is handed over once.
    Message = 2  ///< By its id: the digest of what was last told of it; none yet is all zeros. It may still change.
};

/// 交接日志: names and digests of what was handed to the other system, so that nothing is handed over twice, whenever
/// the program dies. No content of documents. A change that returned is on the disk.
class AdapterJournal
{
public:
    /// Fails as journal::Database::open() and journal::migrate() do.
    static Result<AdapterJournal> open(const QString &path);

    Result<std::optional<Digest>> find(Handed kind, const QString &name);
    Result<void> put(Handed kind, const QString &name, const Digest &digest);
    Result<void> forget(Handed kind, const QString &name);
    /// The next names behind one, in their order, at most so many.
    Result<QStringList> namesBehind(Handed kind, const QString &name, int most);

private:
    explicit AdapterJournal(std::unique_ptr<journal::Database> database)
        : m_database(std::move(database))
    {
    }
    std::unique_ptr<journal::Database> m_database;
};

} // namespace wenyi::cli
