// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/crypto/CryptoFixtures.h"

#include "shared/crypto/Sm3.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace wenyi::tests {

void CountingRandom::fill(char *bytes, qsizetype size)
{
    for (qsizetype i = 0; i < size; ++i) {
        m_next = m_next * 6364136223846793005ull + 1442695040888963407ull;
        bytes[i] = static_cast<char>(m_next >> 56);
    }
}

QByteArray digestBy(const QByteArray &name, const QByteArray &bytes)
{
    if (name == "sm3")
        return crypto::sm3(bytes).toBytes();
    return QCryptographicHash::hash(bytes, name == "sha256" ? QCryptographicHash::Sha256
                                           : name == "sha1" ? QCryptographicHash::Sha1
                                                            : QCryptographicHash::Md5);
}

QByteArray sm2Digest(
    const QByteArray &name, const QByteArray &userId, const QByteArray &point, const QByteArray &message)
{
    // GM/T 0003.5: a, b and the generator of the recommended curve.
    static const QByteArray curve =
        QByteArray::fromHex("fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
                            "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
                            "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                            "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0");
    const auto bits = static_cast<quint16>(userId.size() * 8);
    const QByteArray length{QByteArray(1, static_cast<char>(bits >> 8)) + static_cast<char>(bits & 0xff)};
    return digestBy(name, digestBy(name, length + userId + curve + point.sliced(1)) + message);
}

bool OpenSslProgram::isPresent()
{
    return !QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty();
}

QString OpenSslProgram::write(const QString &name, QByteArrayView content)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), content.size()) != content.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
    return file.fileName();
}

QByteArray OpenSslProgram::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<QByteArray> OpenSslProgram::signDigest(QByteArrayView key, const QByteArray &digest)
{
    return run({QStringLiteral("pkeyutl"), QStringLiteral("-sign"), QStringLiteral("-keyform"), QStringLiteral("DER"),
        QStringLiteral("-inkey"), write(QStringLiteral("digest.key"), key), QStringLiteral("-in"),
        write(QStringLiteral("digest"), digest.rightJustified(32, '\0'))});
}

std::optional<QByteArray> OpenSslProgram::run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    const bool ended = process.waitForFinished(60'000);
    m_complaint = process.readAllStandardError();
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

} // namespace wenyi::tests
