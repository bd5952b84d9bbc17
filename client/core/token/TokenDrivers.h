// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/wire/Messages.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"

#include <QList>
#include <QString>

namespace wenyi::core {

struct Profile;

/// 驱动: a library of others that reaches keys, as an administrator allows it.
struct TokenDriver
{
    token::DriverKind kind = token::DriverKind::Pkcs11;
    QString path;             ///< Absolute, without "." and "..".
    Digest digest;            ///< SM3 of its file.
    quint64 sm2Mechanism = 0; ///< PKCS#11: the vendor's number for SM2 over a digest; 0: none is known.
};

/// The drivers that a desktop may load, the profile's trust/drivers.json:
///
///     {"format": 1, "drivers": [{"kind": "pkcs11|skf|oes", "path": "/…", "sm3": "64 digits", "sm2Mechanism": "0x…"}]}
///
/// It is an administrator's to change; nothing that comes over a wire or a stick does. A missing file allows none.
class TokenDrivers
{
public:
    /// Fails with Corrupt "token.drivers", Unsupported "token.drivers-newer".
    static Result<TokenDrivers> read(const Profile &profile);
    static Result<TokenDrivers> fromJson(const QByteArray &json);
    QByteArray toJson() const;
    Result<void> write(const Profile &profile) const;

    const QList<TokenDriver> &all() const { return m_drivers; }
    /// Fails with InvalidInput "token.driver-path", NotAllowed "token.driver-not-allowed".
    Result<TokenDriver> at(const QString &path) const;
    /// In the place of one with the same path.
    void allow(const TokenDriver &driver);

private:
    QList<TokenDriver> m_drivers;
};

/// A driver as its file is now. Fails with InvalidInput "token.driver-path" and as readBounded() does.
Result<TokenDriver> describeDriver(token::DriverKind kind, const QString &path, quint64 sm2Mechanism);

/// The bytes of a driver that are its bytes by the list; the file is opened once, and what is given here is what is
/// loaded. Fails with InvalidInput "token.driver-path", NotTrusted "token.driver-changed" (`detail`: the digest that
/// the file has), and as readBounded() does.
Result<QByteArray> readDriver(const TokenDriver &driver);

/// "pkcs11", "skf", "oes".
QString driverKindName(token::DriverKind kind);
/// Fails with InvalidInput "token.driver-kind".
Result<token::DriverKind> driverKindNamed(const QString &name);

} // namespace wenyi::core
