// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "shared/seal/UseMark.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// What we sign and write, checked by programs that are not our code.
class IndependentCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void verifiesOurValuesWithSmCrypto();
    void computesTheSameDigestsWithSmCrypto();
    void readsOurStructuresWithOpenSsl();

private:
    QList<QByteArray> ask(const QList<QByteArray> &lines) const;
    bool installSmCrypto();

    QTemporaryDir m_folder;
    bool m_hasSmCrypto = false;
    std::unique_ptr<SealDomain> m_domain;
    std::optional<SealSignature> m_signature;
};

/// The first element inside a SEQUENCE, as it stands: what a signature covers in version 4.
static QByteArray firstElement(const QByteArray &der)
{
    crypto::DerReader outer(der);
    crypto::DerReader fields = must(outer.enter());
    return must(fields.element()).raw.toByteArray();
}

void IndependentCheckTest::initTestCase()
{
    m_domain = std::make_unique<SealDomain>();
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    // With the extension that every use of a seal bears: others must read past it.
    const UseMark mark{7, crypto::sm3("use"), crypto::sm3("previous")};
    const SealingRequest request{
        crypto::sm3("content"), u"/Doc_0/Signs/Sign_0/Signature.xml"_s, day(2026, 11, 21), {mark.toExtension()}};
    m_signature = must(signWithSeal(seal, *m_domain->office, request, m_domain->trust()));
    m_hasSmCrypto = installSmCrypto();
}

bool IndependentCheckTest::installSmCrypto()
{
    if (QStandardPaths::findExecutable(u"node"_s).isEmpty() || QStandardPaths::findExecutable(u"npm"_s).isEmpty())
        return false;
    const QString source = QStringLiteral(WENYI_SOURCE_DIR "/tests/independent/");
    for (const QString &name : {u"package.json"_s, u"package-lock.json"_s, u".npmrc"_s, u"sm2.js"_s}) {
        if (!QFile::copy(source + name, m_folder.filePath(name)))
            qFatal("%s is missing", qPrintable(name));
    }
    QProcess npm;
    npm.setWorkingDirectory(m_folder.path());
    npm.start(u"npm"_s, {u"ci"_s, u"--ignore-scripts"_s});
    if (!npm.waitForFinished(240'000) || npm.exitCode() != 0)
        qFatal("npm ci failed: %s", npm.readAllStandardError().constData());
    return true;
}

QList<QByteArray> IndependentCheckTest::ask(const QList<QByteArray> &lines) const
{
    QProcess node;
    node.setWorkingDirectory(m_folder.path());
    node.start(u"node"_s, {u"sm2.js"_s});
    node.write(lines.join('\n'));
    node.closeWriteChannel();
    node.waitForFinished(60'000);
    const QByteArray complaint = node.readAllStandardError();
    if (!complaint.isEmpty())
        qWarning("%s", complaint.constData());
    return node.readAllStandardOutput().trimmed().split('\n');
}

void IndependentCheckTest::verifiesOurValuesWithSmCrypto()
{
    if (!m_hasSmCrypto)
        QFAIL("node or npm is missing, and ./test installs them");
    const QByteArray toSign = firstElement(m_signature->toDer());
    const QByteArray info = firstElement(m_signature->seal().toDer());
    crypto::DerReader outer(m_signature->seal().toDer());
    crypto::DerReader fields = must(outer.enter());
    for (int i = 0; i < 3; ++i)
        QVERIFY(fields.element());
    const QByteArray makerValue = must(fields.bitString()).octets.toByteArray();
    const QByteArray office = m_domain->office->certificate().publicKey().point().toHex();
    const QByteArray maker = m_domain->maker->certificate().publicKey().point().toHex();
    const auto question = [](const QByteArray &message, const QByteArray &value, const QByteArray &point) {
        return "verify " + message.toHex() + ' ' + value.toHex() + ' ' + point;
    };
    const QList<QByteArray> answers =
        ask({question(toSign, m_signature->value(), office), question(info, makerValue, maker),
            question(toSign, m_signature->value(), maker), question(toSign + '\0', m_signature->value(), office)});
    QCOMPARE(answers, QList<QByteArray>({"true", "true", "false", "false"}));
}

void IndependentCheckTest::computesTheSameDigestsWithSmCrypto()
{
    if (!m_hasSmCrypto)
        QFAIL("node or npm is missing, and ./test installs them");
    QList<QByteArray> questions;
    QList<QByteArray> expected;
    for (const int size : {1, 55, 56, 63, 64, 65, 1000}) {
        QByteArray message(size, Qt::Uninitialized);
        m_domain->random.fill(message.data(), size);
        questions.append("digest " + message.toHex());
        expected.append(crypto::sm3(message).toHex());
    }
    QCOMPARE(ask(questions), expected);
}

void IndependentCheckTest::readsOurStructuresWithOpenSsl()
{
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        QFAIL("openssl is missing, and ./test installs it");
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"asn1parse"_s, u"-inform"_s, u"DER"_s});
    openssl.write(m_signature->toDer());
    openssl.closeWriteChannel();
    QVERIFY(openssl.waitForFinished(60'000));
    QCOMPARE(openssl.exitCode(), 0);
    const QByteArray listing = openssl.readAllStandardOutput();
    for (const char *part : {":ES", ":样例县人民政府办公室", ":20261121000000Z", ":20290101000000Z",
             ":/Doc_0/Signs/Sign_0/Signature.xml", ":SM2-with-SM3", UseMark::Id})
        QVERIFY2(listing.contains(part), part);
}

QTEST_GUILESS_MAIN(IndependentCheckTest)
#include "IndependentCheckTest.moc"
