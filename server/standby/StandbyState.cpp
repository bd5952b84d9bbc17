// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/standby/StandbyState.h"

#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

QString stateIn(const QString &folder)
{
    return folder + u"/standby-state.json"_s;
}

} // namespace

Result<void> StandbyState::write(const QString &folder) const
{
    const QJsonObject object{{u"state"_s, QString::fromLatin1(state)}, {u"reason"_s, QString::fromLatin1(reason)},
        {u"sets"_s, static_cast<qint64>(number)}, {u"primarySets"_s, static_cast<qint64>(primaryNumber)},
        {u"at"_s, toDateTime(at).toString(Qt::ISODate)}};
    return writeFile(stateIn(folder), QJsonDocument(object).toJson());
}

QJsonObject StandbyState::read(const QString &folder)
{
    const auto bytes = readBounded(stateIn(folder), 4 * limits::KiB);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

void StandbyState::remove(const QString &folder)
{
    QFile::remove(stateIn(folder));
}

} // namespace wenyi::server
