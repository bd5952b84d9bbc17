// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Volumes.h"

#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// Where systems put what is plugged in.
bool isPlugged(const QString &path)
{
    for (const QString &place : {u"/media/"_s, u"/run/media/"_s, u"/Volumes/"_s}) {
        if (path.startsWith(place))
            return true;
    }
    return false;
}

} // namespace

QList<Volume> removableVolumes()
{
    QList<Volume> volumes;
    for (const QStorageInfo &storage : QStorageInfo::mountedVolumes()) {
        if (storage.isValid() && storage.isReady() && !storage.isRoot() && isPlugged(storage.rootPath()))
            volumes.append({storage.rootPath(), storage.displayName(), storage.bytesAvailable(), storage.isReadOnly()});
    }
    return volumes;
}

Result<void> checkRoom(const QString &folder, qint64 bytes)
{
    const QFileInfo info(folder);
    if (folder.isEmpty() || !info.isDir())
        return Error{ErrorCode::NotFound, "courier.no-folder", folder};
    if (!info.isWritable())
        return Error{ErrorCode::NotAllowed, "courier.read-only", folder};
    const qint64 room = QStorageInfo(folder).bytesAvailable();
    if (room >= 0 && room < bytes)
        return Error{ErrorCode::StorageFailure, "courier.no-room", u"%1 < %2"_s.arg(room).arg(bytes)};
    return {};
}

} // namespace wenyi::core
