// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncSettings.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

QString settingsFile(const Profile &profile)
{
    return profile.path(u"sync.json"_s);
}

bool isPossibleLimit(quint32 limit)
{
    return limit == 0 || (limit >= SyncSettings::LeastLimit && limit <= SyncSettings::LargestLimit);
}

} // namespace

std::chrono::milliseconds SyncSettings::pauseLeft(Instant now) const
{
    if (!pausedAt || now < *pausedAt || now >= *pausedAt + pauseLength)
        return std::chrono::milliseconds(0);
    return *pausedAt + pauseLength - now;
}

Result<void> SyncSettings::check() const
{
    if (!isPossibleLimit(limit.up) || !isPossibleLimit(limit.down))
        return Error{ErrorCode::InvalidInput, "sync-settings.limit", {}};
    if (pauseLength < std::chrono::milliseconds(0) || pauseLength > LongestPause)
        return Error{ErrorCode::InvalidInput, "sync-settings.pause", {}};
    return {};
}

SyncSettings syncSettingsOf(const Profile &profile)
{
    const auto json = readBounded(settingsFile(profile), 4 * limits::KiB);
    const QJsonObject said = json ? QJsonDocument::fromJson(*json).object() : QJsonObject();
    SyncSettings settings;
    settings.limit.up = static_cast<quint32>(std::max(0, said.value(u"up"_s).toInt()));
    settings.limit.down = static_cast<quint32>(std::max(0, said.value(u"down"_s).toInt()));
    settings.limit.from = QTime::fromString(said.value(u"from"_s).toString(), u"HH:mm"_s);
    settings.limit.to = QTime::fromString(said.value(u"to"_s).toString(), u"HH:mm"_s);
    if (const qint64 at = said.value(u"pausedAt"_s).toInteger(); at > 0)
        settings.pausedAt = instantFromMilliseconds(at);
    settings.pauseLength = std::chrono::milliseconds(said.value(u"pauseLength"_s).toInteger());
    return settings.check() ? settings : SyncSettings();
}

Result<void> writeSyncSettings(const Profile &profile, const SyncSettings &settings)
{
    WENYI_CHECK(settings.check());
    QJsonObject said{
        {u"up"_s, static_cast<int>(settings.limit.up)}, {u"down"_s, static_cast<int>(settings.limit.down)}};
    if (settings.limit.from.isValid() && settings.limit.to.isValid()) {
        said.insert(u"from"_s, settings.limit.from.toString(u"HH:mm"_s));
        said.insert(u"to"_s, settings.limit.to.toString(u"HH:mm"_s));
    }
    if (settings.pausedAt) {
        said.insert(u"pausedAt"_s, toMilliseconds(*settings.pausedAt));
        said.insert(u"pauseLength"_s, static_cast<qint64>(settings.pauseLength.count()));
    }
    return writeDurably(settingsFile(profile), QJsonDocument(said).toJson());
}

} // namespace wenyi::core
