// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/token/SoftToken.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace wenyi::core::tests {

SoftToken::SoftToken(const crypto::KeySigner &signer)
{
    QDir(m_home.path()).mkdir(u"soft-token"_s);
    write(u"key.der"_s, signer.key().toPkcs8().view().toByteArray());
    write(u"certificate.der"_s, signer.certificate().toDer());
}

QString SoftToken::skfLibrary(int bits)
{
    return QStringLiteral(WENYI_BUILD_DIR "/tests/test-soft-skf-%1.so").arg(bits);
}

QString SoftToken::oesLibrary()
{
    return QStringLiteral(WENYI_BUILD_DIR "/tests/test-soft-oes.so");
}

TokenDriver SoftToken::driver(token::DriverKind kind, const QString &path)
{
    const auto driver = describeDriver(kind, path, 0);
    if (!driver)
        qFatal("%s", qPrintable(describe(driver.error())));
    return *driver;
}

token::KeyPlace SoftToken::place()
{
    return {u"文驿软钥"_s, u"公文"_s, u"印章"_s};
}

TokenSettings SoftToken::settings(std::chrono::milliseconds patience) const
{
    return {QStringLiteral(WENYI_BUILD_DIR "/client/token/wenyi-token"), patience, patience, {{u"HOME"_s, home()}}};
}

void SoftToken::write(const QString &name, const QByteArray &content) const
{
    QFile file(home() + u"/soft-token/"_s + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
}

QByteArray SoftToken::read(const QString &name) const
{
    QFile file(home() + u"/soft-token/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isRunning(qint64 process)
{
    QFile status(u"/proc/%1/stat"_s.arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = status.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1) != "Z";
}

} // namespace wenyi::core::tests
