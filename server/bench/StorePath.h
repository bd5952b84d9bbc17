// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bench/EnvelopeCopies.h"
#include "server/store/Store.h"

#include <QJsonObject>

namespace wenyi::server {

/// What a server's thread does in its store for a group of envelopes whose parts came along, from the first to the one
/// sync, without wire, digests and signatures. Gives the envelopes' numbers. Fails as the store's tables do.
Result<QList<quint64>> storeGroup(Store &store, const QList<EnvelopeCopies::Copy> &group, Instant at);

/// How a store is filled.
struct StoreFilling
{
    qint64 envelopes = 0;
    qint64 waiting = 0; ///< The last so many wait for their recipients; the others have been confirmed and answered.
};

/// Gives {"envelopes", "seconds"}; the making of the copies is not in the time.
Result<QJsonObject> fillStore(Store &store, EnvelopeCopies &copies, const StoreFilling &filling, const Clock &clock);

/// How the store path is measured.
struct StorePathRun
{
    QString folder; ///< Empty; on the disk that is meant.
    qsizetype documents = 1000;
    QList<qsizetype> groups; ///< Documents that one sync serves.
    int rounds = 1;
};

/// The store path and, in turn with it, the same bytes appended to a file and synced by fdatasync in the same groups.
/// Gives {"groups": [{"group", "store", "disk"}]}, documents a second of each round. Fails with StorageFailure
/// "bench.file", and as storeGroup() does.
Result<QJsonObject> measureStorePath(EnvelopeCopies &copies, const StorePathRun &run, const Clock &clock);

} // namespace wenyi::server
