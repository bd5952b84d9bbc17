// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenDrivers.h"

#include "client/core/profile/Profile.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr int DriversFormat = 1;
const std::array<QStringView, 3> KindNames{u"pkcs11", u"skf", u"oes"};

QString listPath(const Profile &profile)
{
    return profile.path(u"trust/drivers.json"_s);
}

Result<void> checkPath(const QString &path)
{
    // Relative ones would be looked for where somebody can plant a library; "." and ".." hide which file is meant.
    if (!QDir::isAbsolutePath(path) || QDir::cleanPath(path) != path)
        return Error{ErrorCode::InvalidInput, "token.driver-path", path};
    return {};
}

Result<TokenDriver> driverOf(const QJsonObject &object)
{
    TokenDriver driver;
    WENYI_TRY(driver.kind, driverKindNamed(object[u"kind"_s].toString()));
    driver.path = object[u"path"_s].toString();
    WENYI_CHECK(checkPath(driver.path));
    WENYI_TRY(driver.digest, Digest::fromHex(object[u"sm3"_s].toString().toLatin1()));
    const QString mechanism = object[u"sm2Mechanism"_s].toString();
    bool isNumber = true;
    if (!mechanism.isEmpty())
        driver.sm2Mechanism = mechanism.toULongLong(&isNumber, 0);
    if (!isNumber)
        return Error{ErrorCode::Corrupt, "token.drivers", mechanism};
    return driver;
}

} // namespace

Result<TokenDrivers> TokenDrivers::read(const Profile &profile)
{
    if (!QFileInfo::exists(listPath(profile)))
        return TokenDrivers();
    WENYI_TRY(const QByteArray json, readBounded(listPath(profile), limits::MiB));
    return fromJson(json);
}

Result<TokenDrivers> TokenDrivers::fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject object = document.object();
    if (object[u"format"_s].toInt() > DriversFormat)
        return Error{ErrorCode::Unsupported, "token.drivers-newer", {}};
    if (object[u"format"_s].toInt() != DriversFormat || !object[u"drivers"_s].isArray())
        return Error{ErrorCode::Corrupt, "token.drivers", {}};
    TokenDrivers drivers;
    for (const auto &value : object[u"drivers"_s].toArray()) {
        const auto driver = driverOf(value.toObject());
        if (!driver)
            return Error{ErrorCode::Corrupt, "token.drivers", describe(driver.error())};
        drivers.allow(*driver);
    }
    return drivers;
}

QByteArray TokenDrivers::toJson() const
{
    QJsonArray list;
    for (const TokenDriver &driver : m_drivers) {
        QJsonObject object{{u"kind"_s, driverKindName(driver.kind)}, {u"path"_s, driver.path},
            {u"sm3"_s, QString::fromLatin1(driver.digest.toHex())}};
        if (driver.sm2Mechanism != 0)
            object.insert(u"sm2Mechanism"_s, u"0x%1"_s.arg(driver.sm2Mechanism, 0, 16));
        list.append(object);
    }
    return QJsonDocument(QJsonObject{{u"format"_s, DriversFormat}, {u"drivers"_s, list}}).toJson();
}

Result<void> TokenDrivers::write(const Profile &profile) const
{
    return writeDurably(listPath(profile), toJson());
}

Result<TokenDriver> TokenDrivers::at(const QString &path) const
{
    WENYI_CHECK(checkPath(path));
    const auto found = std::find_if(
        m_drivers.begin(), m_drivers.end(), [&path](const TokenDriver &driver) { return driver.path == path; });
    if (found == m_drivers.end())
        return Error{ErrorCode::NotAllowed, "token.driver-not-allowed", path};
    return *found;
}

void TokenDrivers::allow(const TokenDriver &driver)
{
    m_drivers.removeIf([&driver](const TokenDriver &other) { return other.path == driver.path; });
    m_drivers.append(driver);
}

Result<TokenDriver> describeDriver(token::DriverKind kind, const QString &path, quint64 sm2Mechanism)
{
    WENYI_CHECK(checkPath(path));
    WENYI_TRY(const QByteArray library, readBounded(path, token::LargestDriver));
    return TokenDriver{kind, path, crypto::sm3(library), sm2Mechanism};
}

Result<QByteArray> readDriver(const TokenDriver &driver)
{
    WENYI_CHECK(checkPath(driver.path));
    WENYI_TRY(QByteArray library, readBounded(driver.path, token::LargestDriver));
    const Digest digest = crypto::sm3(library);
    if (digest != driver.digest)
        return Error{ErrorCode::NotTrusted, "token.driver-changed", QString::fromLatin1(digest.toHex())};
    return library;
}

QString driverKindName(token::DriverKind kind)
{
    return KindNames.at(static_cast<size_t>(kind)).toString();
}

Result<token::DriverKind> driverKindNamed(const QString &name)
{
    const auto found = std::find(KindNames.begin(), KindNames.end(), name);
    if (found == KindNames.end())
        return Error{ErrorCode::InvalidInput, "token.driver-kind", name};
    return static_cast<token::DriverKind>(found - KindNames.begin());
}

} // namespace wenyi::core
