// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/NetworkShare.h"

#include <QFile>

#include <sys/vfs.h>

namespace wenyi {

quint64 fileSystemKind(const QString &path)
{
    struct statfs status = {};
    // The numbers have 32 bits, whatever the field's sign.
    return ::statfs(QFile::encodeName(path).constData(), &status) == 0
               ? static_cast<quint64>(static_cast<quint32>(status.f_type))
               : 0;
}

QString networkShareName(quint64 kind)
{
    // By linux/magic.h and statfs(2). What FUSE mounts may lie anywhere, and is not called a share.
    switch (kind) {
    case 0x6969:
        return QStringLiteral("NFS");
    case 0xFF534D42:
        return QStringLiteral("CIFS");
    case 0xFE534D42:
    case 0x517B:
        return QStringLiteral("SMB");
    case 0x5346414F:
    case 0x6B414653:
        return QStringLiteral("AFS");
    case 0x73757245:
        return QStringLiteral("Coda");
    case 0x564C:
        return QStringLiteral("NCP");
    case 0x00C36400:
        return QStringLiteral("Ceph");
    case 0x0BD00BD0:
        return QStringLiteral("Lustre");
    default:
        return {};
    }
}

} // namespace wenyi
