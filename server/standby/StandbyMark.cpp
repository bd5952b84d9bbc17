// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/standby/StandbyMark.h"

#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FolderSync.h"
#include "shared/base/Limits.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

QString markIn(const QString &folder)
{
    return folder + u"/standby.json"_s;
}

/// The word of the server that took this one's place.
QString supersededIn(const QString &folder)
{
    return folder + u"/superseded.term"_s;
}

} // namespace

bool StandbyMark::isIn(const QString &folder)
{
    return QFile::exists(markIn(folder));
}

Result<void> StandbyMark::write(const QString &folder) const
{
    return writeFile(markIn(folder), QJsonDocument(QJsonObject{{u"primary"_s, QString::fromUtf8(primary)}}).toJson());
}

Result<StandbyMark> StandbyMark::read(const QString &folder)
{
    if (!isIn(folder))
        return Error{ErrorCode::NotFound, "standby.none", folder};
    WENYI_TRY(const QByteArray bytes, readBounded(markIn(folder), 4 * limits::KiB));
    const StandbyMark mark{QJsonDocument::fromJson(bytes).object().value(u"primary"_s).toString().toUtf8()};
    if (!mark.primary.startsWith("tcp://"))
        return Error{ErrorCode::Corrupt, "standby.mark", markIn(folder)};
    return mark;
}

Result<void> StandbyMark::remove(const QString &folder)
{
    if (!QFile::remove(markIn(folder)))
        return Error{ErrorCode::StorageFailure, "standby.mark", markIn(folder)};
    return syncFolder(folder);
}

Result<void> checkServes(const QString &folder)
{
    if (StandbyMark::isIn(folder))
        return Error{ErrorCode::NotAllowed, "server.standby", folder};
    if (QFile::exists(supersededIn(folder)))
        return Error{ErrorCode::NotAllowed, "server.superseded", supersededIn(folder)};
    return {};
}

Result<void> writeSuperseded(const QString &folder, const QByteArray &term)
{
    return writeFile(supersededIn(folder), term);
}

} // namespace wenyi::server
