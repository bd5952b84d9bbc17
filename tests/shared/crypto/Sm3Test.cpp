// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"

#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/SystemRandom.h"
#include "tests/shared/crypto/CryptoFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

class Sm3Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheStandardsExamples_data();
    void agreesWithTheStandardsExamples();
    void agreesWithOpenSslProgram();
    void isTheSameForBytesThatComeInParts();
    void startsAnewAfterFinishing();
    void hmacAgreesWithOpenSslProgram_data();
    void hmacAgreesWithOpenSslProgram();
    void derivedKeysAgreeWithOpenSslProgram_data();
    void derivedKeysAgreeWithOpenSslProgram();
    void derivedKeysDifferByUseAndSalt();
    void systemRandomNeverRepeats();
};

void Sm3Test::agreesWithTheStandardsExamples_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("GB/T 32905-2016 A.1") << QByteArray(
        "abc") << QByteArray("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    QTest::newRow("GB/T 32905-2016 A.2") << QByteArray("abcd").repeated(
        16) << QByteArray("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    QTest::newRow("nothing") << QByteArray()
                             << QByteArray("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
}

void Sm3Test::agreesWithTheStandardsExamples()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, digest);
    QCOMPARE(sm3(message).toHex(), digest);
}

void Sm3Test::agreesWithOpenSslProgram()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    // Where a block or its padding ends, and many blocks at once.
    for (const qsizetype size : {55, 56, 63, 64, 65, 119, 120, 128, 1'048'577}) {
        const QByteArray message = tests::CountingRandom().bytes(size);
        const auto output = openssl.run({u"dgst"_s, u"-sm3"_s, u"-r"_s, openssl.write(u"message"_s, message)});
        QVERIFY2(output, openssl.complaint());
        QCOMPARE(output->left(64), sm3(message).toHex());
    }
}

void Sm3Test::isTheSameForBytesThatComeInParts()
{
    const QByteArray message = tests::CountingRandom().bytes(1000);
    for (qsizetype step : {1, 7, 63, 64, 65, 1000}) {
        Sm3 digest;
        for (qsizetype at = 0; at < message.size(); at += step)
            digest.add(message.mid(at, step));
        QCOMPARE(digest.finish(), sm3(message));
    }
}

void Sm3Test::startsAnewAfterFinishing()
{
    Sm3 digest;
    digest.add("something else");
    QVERIFY(digest.finish() != sm3("abc"));
    digest.add("abc");
    Sm3 moved = std::move(digest);
    QCOMPARE(moved.finish(), sm3("abc"));
}

void Sm3Test::hmacAgreesWithOpenSslProgram_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("short key") << QByteArray("key");
    QTest::newRow("key of one block") << QByteArray(64, 'k');
    QTest::newRow("key longer than a block") << QByteArray(200, 'k');
}

void Sm3Test::hmacAgreesWithOpenSslProgram()
{
    QFETCH(QByteArray, key);
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const QByteArray message = u"关于开展安全生产检查的通知"_s.toUtf8();
    const auto output = openssl.run({u"dgst"_s, u"-sm3"_s, u"-mac"_s, u"HMAC"_s, u"-macopt"_s,
        u"hexkey:"_s + QString::fromLatin1(key.toHex()), u"-r"_s, openssl.write(u"message"_s, message)});
    QVERIFY2(output, openssl.complaint());
    QCOMPARE(output->left(64), hmacSm3(key, message).toHex());
}

void Sm3Test::derivedKeysAgreeWithOpenSslProgram_data()
{
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<int>("size");
    QTest::newRow("shorter than a block") << QByteArray("salt") << 16;
    QTest::newRow("one block") << QByteArray("salt") << 32;
    QTest::newRow("blocks and a part") << QByteArray("salt") << 100;
    QTest::newRow("longest") << QByteArray("salt") << 8160;
    QTest::newRow("no salt") << QByteArray() << 32;
}

void Sm3Test::derivedKeysAgreeWithOpenSslProgram()
{
    QFETCH(QByteArray, salt);
    QFETCH(int, size);
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    const SecretBytes key = tests::CountingRandom().secret(32);
    QStringList arguments{u"kdf"_s, u"-binary"_s, u"-keylen"_s, QString::number(size), u"-kdfopt"_s, u"digest:SM3"_s,
        u"-kdfopt"_s, u"hexkey:"_s + QString::fromLatin1(key.view().toByteArray().toHex()), u"-kdfopt"_s,
        u"info:blob"_s};
    if (!salt.isEmpty())
        arguments << u"-kdfopt"_s << u"hexsalt:"_s + QString::fromLatin1(salt.toHex());
    tests::OpenSslProgram openssl;
    const auto output = openssl.run(arguments << u"HKDF"_s);
    QVERIFY2(output, openssl.complaint());
    QCOMPARE(output->toHex(), deriveKey(key, salt, "blob", size).view().toByteArray().toHex());
}

void Sm3Test::derivedKeysDifferByUseAndSalt()
{
    const SecretBytes key = tests::CountingRandom().secret(32);
    const QByteArray one = deriveKey(key, "salt", "one", 32).view().toByteArray();
    QVERIFY(one != deriveKey(key, "salt", "two", 32).view().toByteArray());
    QVERIFY(one != deriveKey(key, "other", "one", 32).view().toByteArray());
}

void Sm3Test::systemRandomNeverRepeats()
{
    SystemRandom random;
    const QByteArray large = random.bytes((1 << 20) + 100);
    QVERIFY(large.right(32) != QByteArray(32, '\0'));
    QVERIFY(large.left(32) != random.bytes(32));
}

QTEST_APPLESS_MAIN(Sm3Test)
#include "Sm3Test.moc"
