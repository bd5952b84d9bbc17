// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/journal/Database.h"

#include <QList>

namespace wenyi::core {

/// 待传内容: large content of this desktop that the server does not have yet, although it has the entries that name it.
class OwedBlobs
{
public:
    explicit OwedBlobs(journal::Database &database)
        : m_database(database)
    {
    }

    /// To be called before the entry goes. One that is owed already stays where it stands.
    Result<void> add(const Digest &blob);
    /// The server has it.
    Result<void> remove(const Digest &blob);
    /// In the order in which they were added.
    Result<QList<Digest>> all();

private:
    journal::Database &m_database;
};

} // namespace wenyi::core
