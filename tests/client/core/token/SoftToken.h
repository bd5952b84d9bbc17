// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/TokenProcess.h"
#include "shared/crypto/Signer.h"

#include <QTemporaryDir>

namespace wenyi::core::tests {

/// The software drivers of tests/client/token, each in a home of its own.
class SoftToken
{
public:
    /// With the key and certificate of the signer.
    explicit SoftToken(const crypto::KeySigner &signer);

    /// The vendor whose ULONG has so many bits.
    static QString skfLibrary(int bits = 64);
    static QString oesLibrary();
    /// As an administrator allowed it.
    static TokenDriver driver(token::DriverKind kind, const QString &path);
    static TokenDriver skf(int bits = 64) { return driver(token::DriverKind::Skf, skfLibrary(bits)); }
    static TokenDriver oes() { return driver(token::DriverKind::Oes, oesLibrary()); }
    static token::KeyPlace place();
    static SecretBytes pin() { return SecretBytes(QByteArrayView("135790")); }

    TokenSettings settings(std::chrono::milliseconds patience = std::chrono::seconds(10)) const;
    QString home() const { return m_home.path(); }

    /// What goes wrong from now on: "hang SKF_ECCSignData".
    void order(const QByteArray &orders) const { write(QStringLiteral("orders"), orders); }
    void write(const QString &name, const QByteArray &content) const;
    /// Empty where there is none.
    QByteArray read(const QString &name) const;

private:
    QTemporaryDir m_home;
};

/// Whether a process is there; one that ended and waits to be collected is not.
bool isRunning(qint64 process);

} // namespace wenyi::core::tests
