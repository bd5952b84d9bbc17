// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenKey.h"

#include "shared/base/DurableFile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr int KeyFormat = 1;

QString referencePath(const QString &keyFilePath)
{
    const QFileInfo info(keyFilePath);
    return u"%1/%2.token"_s.arg(info.path(), info.completeBaseName());
}

} // namespace

Result<std::optional<TokenKey>> TokenKey::read(const QString &keyFilePath)
{
    const QString path = referencePath(keyFilePath);
    if (!QFileInfo::exists(path))
        return std::optional<TokenKey>();
    WENYI_TRY(const QByteArray json, readBounded(path, 64 * limits::KiB));
    WENYI_TRY(auto key, fromJson(json));
    return std::optional(std::move(key));
}

Result<TokenKey> TokenKey::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const int format = object[u"format"_s].toInt();
    if (format > KeyFormat)
        return Error{ErrorCode::Unsupported, "token.reference-newer", {}};
    TokenKey key{object[u"driver"_s].toString(),
        {object[u"device"_s].toString(), object[u"application"_s].toString(), object[u"container"_s].toString()}};
    const auto fits = [](const QString &name) { return name.toUtf8().size() <= token::LongestName; };
    if (format != KeyFormat || key.driver.isEmpty() || key.place.device.isEmpty() || key.place.container.isEmpty()
        || !fits(key.place.device) || !fits(key.place.application) || !fits(key.place.container))
        return Error{ErrorCode::Corrupt, "token.reference", {}};
    return key;
}

QByteArray TokenKey::toJson() const
{
    return QJsonDocument(QJsonObject{{u"format"_s, KeyFormat}, {u"driver"_s, driver}, {u"device"_s, place.device},
                             {u"application"_s, place.application}, {u"container"_s, place.container}})
        .toJson();
}

Result<void> TokenKey::write(const QString &keyFilePath) const
{
    return writeDurably(referencePath(keyFilePath), toJson());
}

} // namespace wenyi::core
