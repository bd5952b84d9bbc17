// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/OwedBlobs.h"

namespace wenyi::core {

using journal::Statement;

Result<void> OwedBlobs::add(const Digest &blob)
{
    Statement insert(m_database, "INSERT OR IGNORE INTO blobs_owed(digest) VALUES (?)");
    return insert.run(blob);
}

Result<void> OwedBlobs::remove(const Digest &blob)
{
    Statement remove(m_database, "DELETE FROM blobs_owed WHERE digest = ?");
    return remove.run(blob);
}

Result<QList<Digest>> OwedBlobs::all()
{
    QList<Digest> owed;
    Statement select(m_database, "SELECT digest FROM blobs_owed ORDER BY row");
    WENYI_TRY(bool more, select.next());
    while (more) {
        WENYI_TRY(const Digest digest, select.digest(0));
        owed.append(digest);
        WENYI_TRY(more, select.next());
    }
    return owed;
}

} // namespace wenyi::core
