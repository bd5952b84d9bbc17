// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"

#include "shared/base/DurableFile.h"

#include <QDir>
#include <QFileInfo>

namespace wenyi::server {

Result<void> writeFile(const QString &path, QByteArrayView content)
{
    QDir().mkpath(QFileInfo(path).path());
    return writeDurably(path, content);
}

} // namespace wenyi::server
