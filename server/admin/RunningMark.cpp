// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/RunningMark.h"

#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::server {

QString RunningMark::pathIn(const QString &folder)
{
    return folder + u"/running.json"_s;
}

Result<void> RunningMark::write(const QString &folder) const
{
    const QJsonObject mark{{u"process"_s, process}, {u"endpoint"_s, QString::fromLatin1(endpoint)},
        {u"health"_s, QString::fromLatin1(health)}, {u"startedAt"_s, toMilliseconds(startedAt)}};
    return writeFile(pathIn(folder), QJsonDocument(mark).toJson());
}

Result<RunningMark> RunningMark::read(const QString &folder)
{
    WENYI_TRY(const QByteArray bytes, readBounded(pathIn(folder), 4 * limits::KiB));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    RunningMark mark;
    mark.process = object.value(u"process"_s).toInteger();
    mark.endpoint = object.value(u"endpoint"_s).toString().toLatin1();
    mark.health = object.value(u"health"_s).toString().toLatin1();
    mark.startedAt = instantFromMilliseconds(object.value(u"startedAt"_s).toInteger());
    if (mark.process <= 0 || mark.endpoint.isEmpty())
        return Error{ErrorCode::Corrupt, "server.mark", pathIn(folder)};
    return mark;
}

void RunningMark::remove(const QString &folder)
{
    QFile::remove(pathIn(folder));
}

} // namespace wenyi::server
