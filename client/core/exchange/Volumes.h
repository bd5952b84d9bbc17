// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QList>
#include <QString>

namespace wenyi::core {

/// A removable volume that is plugged in.
struct Volume
{
    QString path;
    QString name;
    qint64 freeBytes = 0;
    bool isReadOnly = false;
};

/// What is plugged in, as far as the system tells; may take a while where a volume answers slowly.
QList<Volume> removableVolumes();

/// Whether a bundle of that size can be written into a folder. Fails with NotFound "courier.no-folder", NotAllowed
/// "courier.read-only", StorageFailure "courier.no-room".
Result<void> checkRoom(const QString &folder, qint64 bytes);

} // namespace wenyi::core
