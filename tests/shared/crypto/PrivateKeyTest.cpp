// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PrivateKey.h"

#include "tests/shared/crypto/CryptoFixtures.h"

#include <QTest>

#include <array>
#include <thread>
#include <vector>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

class PrivateKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownSignatureHolds();
    void signatureOverOtherBytesIsRefused();
    void signatureByAnotherKeyIsRefused();
    void everyBitOfASignatureCounts();
    void rawFormOfASignatureHoldsToo();
    void signatureMadeByOpenSslProgramHolds();
    void signatureWithAnEmptyUserIdIsRefused();
    void openSslProgramAcceptsOurSignature();
    void keySurvivesItsPkcs8Form();
    void refusesPkcs8ThatIsNoSm2Key_data();
    void refusesPkcs8ThatIsNoSm2Key();
    void publicKeySurvivesItsDerForm();
    void refusesPublicKeysOffTheCurveOrOfAnotherForm_data();
    void refusesPublicKeysOffTheCurveOrOfAnotherForm();
    void encryptedSecretOpensForItsKeyOnly();
    void everyBitOfACiphertextCounts();
    void openSslProgramOpensWhatWeEncrypt();
    void manyThreadsMayBeTheFirstToUseAKey();
};

static QByteArray message()
{
    return u"同意签发。"_s.toUtf8();
}

static QByteArray rawForm(const QByteArray &der)
{
    const auto number = [&der](
                            qsizetype at) { return der.mid(at + 2, der[at + 1]).right(32).rightJustified(32, '\0'); };
    return number(2) + number(4 + der[3]);
}

void PrivateKeyTest::ownSignatureHolds()
{
    const auto key = PrivateKey::generate();
    QVERIFY(key);
    for (const QByteArray &bytes : {QByteArray(), message(), QByteArray(100'000, 'x')}) {
        const auto signature = key->sign(bytes);
        QVERIFY(signature);
        QVERIFY(key->publicKey().verify(bytes, *signature));
    }
}

void PrivateKeyTest::signatureOverOtherBytesIsRefused()
{
    const auto key = PrivateKey::generate();
    const auto signature = key->sign(message());
    const auto refused = key->publicKey().verify(message() + ' ', *signature);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotTrusted);
    QCOMPARE(refused.error().reason, "signature.value");
}

void PrivateKeyTest::signatureByAnotherKeyIsRefused()
{
    const auto key = PrivateKey::generate();
    QVERIFY(!PrivateKey::generate()->publicKey().verify(message(), *key->sign(message())));
}

void PrivateKeyTest::everyBitOfASignatureCounts()
{
    const auto key = PrivateKey::generate();
    const QByteArray signature = *key->sign(message());
    for (qsizetype bit = 0; bit < signature.size() * 8; ++bit) {
        QByteArray altered = signature;
        altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY2(!key->publicKey().verify(message(), altered), QByteArray::number(bit).constData());
    }
    for (qsizetype size = 0; size < signature.size(); ++size)
        QVERIFY(!key->publicKey().verify(message(), signature.left(size)));
    QVERIFY(!key->publicKey().verify(message(), signature + '\0'));
}

void PrivateKeyTest::rawFormOfASignatureHoldsToo()
{
    const auto key = PrivateKey::generate();
    for (int round = 0; round < 20; ++round) {
        QByteArray raw = rawForm(*key->sign(message()));
        QCOMPARE(raw.size(), 64);
        QVERIFY(key->publicKey().verify(message(), raw));
        raw[40] = static_cast<char>(raw[40] ^ 1);
        QVERIFY(!key->publicKey().verify(message(), raw));
    }
    QVERIFY(!key->publicKey().verify(message(), QByteArray(64, '\0')));
    QVERIFY(!key->publicKey().verify(message(), QByteArray(64, '\xff')));
}

void PrivateKeyTest::signatureMadeByOpenSslProgramHolds()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const auto key = PrivateKey::generate();
    openssl.write(u"key.der"_s, key->toPkcs8().view());
    const auto signature = openssl.run({u"pkeyutl"_s, u"-sign"_s, u"-rawin"_s, u"-digest"_s, u"sm3"_s, u"-keyform"_s,
        u"DER"_s, u"-inkey"_s, openssl.path(u"key.der"_s), u"-in"_s, openssl.write(u"message"_s, message()),
        u"-pkeyopt"_s, u"distid:1234567812345678"_s});
    QVERIFY2(signature, openssl.complaint());
    QVERIFY(key->publicKey().verify(message(), *signature));
}

void PrivateKeyTest::signatureWithAnEmptyUserIdIsRefused()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const auto key = PrivateKey::generate();
    openssl.write(u"key.der"_s, key->toPkcs8().view());
    const auto signature = openssl.run({u"pkeyutl"_s, u"-sign"_s, u"-rawin"_s, u"-digest"_s, u"sm3"_s, u"-keyform"_s,
        u"DER"_s, u"-inkey"_s, openssl.path(u"key.der"_s), u"-in"_s, openssl.write(u"message"_s, message())});
    QVERIFY2(signature, openssl.complaint());
    QVERIFY(!key->publicKey().verify(message(), *signature));
}

void PrivateKeyTest::openSslProgramAcceptsOurSignature()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const auto key = PrivateKey::generate();
    openssl.write(u"key.der"_s, key->publicKey().toDer());
    openssl.write(u"signature"_s, *key->sign(message()));
    const QStringList arguments{u"pkeyutl"_s, u"-verify"_s, u"-rawin"_s, u"-digest"_s, u"sm3"_s, u"-pubin"_s,
        u"-keyform"_s, u"DER"_s, u"-inkey"_s, openssl.path(u"key.der"_s), u"-in"_s, openssl.path(u"message"_s),
        u"-sigfile"_s, openssl.path(u"signature"_s), u"-pkeyopt"_s, u"distid:1234567812345678"_s};
    openssl.write(u"message"_s, message());
    QVERIFY2(openssl.run(arguments), openssl.complaint());
    openssl.write(u"message"_s, "other");
    QVERIFY(!openssl.run(arguments));
}

void PrivateKeyTest::keySurvivesItsPkcs8Form()
{
    const auto key = PrivateKey::generate();
    const auto again = PrivateKey::fromPkcs8(key->toPkcs8());
    QVERIFY(again);
    QCOMPARE(again->publicKey(), key->publicKey());
    QVERIFY(key->publicKey().verify(message(), *again->sign(message())));
}

void PrivateKeyTest::refusesPkcs8ThatIsNoSm2Key_data()
{
    QTest::addColumn<QByteArray>("der");
    const QByteArray good = PrivateKey::generate()->toPkcs8().view().toByteArray();
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut off") << good.left(good.size() - 1);
    QTest::newRow("a byte behind it") << good + '\0';
    QTest::newRow("too long") << good.leftJustified(2000, '\0');
    QByteArray foreignPublicHalf = good;
    const QByteArray other = PrivateKey::generate()->publicKey().point();
    foreignPublicHalf.replace(foreignPublicHalf.size() - other.size(), other.size(), other);
    QTest::newRow("another key's public half") << foreignPublicHalf;
    QByteArray otherCurve = good;
    otherCurve.replace(QByteArray::fromHex("2a811ccf5501822d"), QByteArray::fromHex("2a8648ce3d030107"));
    QTest::newRow("NIST P-256 curve") << otherCurve;
}

void PrivateKeyTest::refusesPkcs8ThatIsNoSm2Key()
{
    QFETCH(QByteArray, der);
    const auto refused = PrivateKey::fromPkcs8(SecretBytes(der));
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "crypto.private-key");
}

void PrivateKeyTest::publicKeySurvivesItsDerForm()
{
    const auto key = PrivateKey::generate();
    const auto again = PublicKey::fromDer(key->publicKey().toDer());
    QVERIFY(again);
    QCOMPARE(*again, key->publicKey());
    QCOMPARE(again->point().size(), 65);
    QCOMPARE(again->point()[0], '\x04');
}

void PrivateKeyTest::refusesPublicKeysOffTheCurveOrOfAnotherForm_data()
{
    QTest::addColumn<QByteArray>("der");
    const QByteArray good = PrivateKey::generate()->publicKey().toDer();
    QByteArray offCurve = good;
    offCurve[90] = static_cast<char>(offCurve[90] ^ 1);
    QTest::newRow("point off the curve") << offCurve;
    QByteArray nought = good.left(good.size() - 64) + QByteArray(64, '\0');
    QTest::newRow("point (0, 0)") << nought;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut off") << good.left(90);
    QTest::newRow("a byte behind it") << good + '\0';
    QByteArray otherCurve = good;
    otherCurve.replace(QByteArray::fromHex("2a811ccf5501822d"), QByteArray::fromHex("2a8648ce3d030107"));
    QTest::newRow("NIST P-256 curve") << otherCurve;
}

void PrivateKeyTest::refusesPublicKeysOffTheCurveOrOfAnotherForm()
{
    QFETCH(QByteArray, der);
    QVERIFY(!PublicKey::fromDer(der));
}

void PrivateKeyTest::encryptedSecretOpensForItsKeyOnly()
{
    const auto key = PrivateKey::generate();
    for (const qsizetype size : {1, 32, 256}) {
        const QByteArray secret = tests::CountingRandom().bytes(size);
        const auto ciphertext = key->publicKey().encrypt(secret);
        QVERIFY(ciphertext);
        const auto opened = key->decrypt(*ciphertext);
        QVERIFY(opened);
        QCOMPARE(opened->view().toByteArray(), secret);
        const auto refused = PrivateKey::generate()->decrypt(*ciphertext);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, "crypto.decrypt");
    }
    QCOMPARE(key->publicKey().encrypt(QByteArray(257, 'x')).error().reason, "crypto.encrypt-size");
    QCOMPARE(key->publicKey().encrypt({}).error().reason, "crypto.encrypt-size");
}

void PrivateKeyTest::everyBitOfACiphertextCounts()
{
    const auto key = PrivateKey::generate();
    const QByteArray ciphertext = *key->publicKey().encrypt(QByteArray(32, 'k'));
    for (qsizetype bit = 0; bit < ciphertext.size() * 8; ++bit) {
        QByteArray altered = ciphertext;
        altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY2(!key->decrypt(altered), QByteArray::number(bit).constData());
    }
    for (qsizetype size = 0; size < ciphertext.size(); ++size)
        QVERIFY(!key->decrypt(ciphertext.left(size)));
}

void PrivateKeyTest::openSslProgramOpensWhatWeEncrypt()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const auto key = PrivateKey::generate();
    openssl.write(u"key.der"_s, key->toPkcs8().view());
    openssl.write(u"secret"_s, *key->publicKey().encrypt(QByteArray(32, 'k')));
    const auto opened = openssl.run({u"pkeyutl"_s, u"-decrypt"_s, u"-keyform"_s, u"DER"_s, u"-inkey"_s,
        openssl.path(u"key.der"_s), u"-in"_s, openssl.path(u"secret"_s)});
    QVERIFY2(opened, openssl.complaint());
    QCOMPARE(*opened, QByteArray(32, 'k'));
}

void PrivateKeyTest::manyThreadsMayBeTheFirstToUseAKey()
{
    constexpr std::size_t Threads = 4;
    const auto key = PrivateKey::generate();
    for (int round = 0; round < 10; ++round) {
        // Read anew each time: what the library needs of a key is made when it is first asked for.
        const PublicKey fresh = PublicKey::fromDer(key->publicKey().toDer()).value();
        std::array<QByteArray, Threads> ciphertexts;
        std::vector<std::thread> users;
        for (QByteArray &ciphertext : ciphertexts)
            users.emplace_back([&fresh, &ciphertext] { ciphertext = fresh.encrypt("secret").value_or(QByteArray()); });
        for (std::thread &user : users)
            user.join();
        for (const QByteArray &ciphertext : ciphertexts)
            QVERIFY(key->decrypt(ciphertext));
    }
}

QTEST_APPLESS_MAIN(PrivateKeyTest)
#include "PrivateKeyTest.moc"
