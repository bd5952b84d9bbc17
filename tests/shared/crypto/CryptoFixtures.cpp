// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/crypto/CryptoFixtures.h"

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
