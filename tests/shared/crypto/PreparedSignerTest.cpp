// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PreparedSigner.h"

#include "shared/crypto/Sm2Signature.h"
#include "shared/crypto/Sm2Signing.h"
#include "tests/Patience.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;
using tests::Hierarchy;

/// Signatures whose random numbers were drawn before. Who takes them is OpenSSL.
class PreparedSignerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStandardsExampleComesOut();
    void theLibraryTakesWhatIsSigned();
    void noNumberIsUsedTwice();
    void severalThreadsMaySign();
    void aKeyOfTheOtherSuiteSignsAsEver();

private:
    /// The library's own word, which knows nothing of our arithmetic.
    static bool libraryTakes(const PrivateKey &key, QByteArrayView message, const QByteArray &der);
    static KeySigner signer(Suite suite = Suite::Sm2WithSm3);
};

bool PreparedSignerTest::libraryTakes(const PrivateKey &key, QByteArrayView message, const QByteArray &der)
{
    const MdContextGuard context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr;
    return EVP_DigestVerifyInit_ex(
               context.get(), &keyContext, "SM3", nullptr, nullptr, KeyAccess::handleOf(key), nullptr)
               == 1
           && EVP_PKEY_CTX_set1_id(keyContext, "1234567812345678", 16) == 1
           && EVP_DigestVerify(context.get(), octets(der.data()), static_cast<size_t>(der.size()),
                  octets(message.data()), static_cast<size_t>(message.size()))
                  == 1;
}

KeySigner PreparedSignerTest::signer(Suite suite)
{
    SystemRandom random;
    const auto root = CertificateAuthority::createRoot(
        {u"根"_s, {}, {}}, Hierarchy::days(-10), Hierarchy::days(3650), random, suite);
    auto key = PrivateKey::generate(suite);
    auto certificate = root->issue({u"某人"_s, {}, u"x"_s},
        suite == Suite::Sm2WithSm3 ? CertificatePurpose::Server : CertificatePurpose::PdfSigner, key->publicKey(),
        Hierarchy::now(), Hierarchy::days(1), random);
    return KeySigner(std::move(*key), std::move(*certificate));
}

/// GB/T 32918.5-2017, annex A.2.
void PreparedSignerTest::theStandardsExampleComesOut()
{
    const auto number = [](const char *hex) {
        BIGNUM *read = nullptr;
        BN_hex2bn(&read, hex);
        return BignumGuard(read);
    };
    const BignumGuard d = number("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    const auto key = Sm2SigningKey::of(d.get());
    QVERIFY(key);
    auto nonce = key->nonceOf(number("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21"));
    QVERIFY(nonce);
    const auto digest =
        Digest::fromBytes(QByteArray::fromHex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640"));
    QVERIFY(digest);
    const auto der = key->sign(*digest, std::move(*nonce));
    QVERIFY(der && *der);
    const auto raw = sm2RawSignature(**der);
    QVERIFY(raw);
    QCOMPARE(raw->toHex().toUpper(),
        QByteArray("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                   "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"));
}

void PreparedSignerTest::theLibraryTakesWhatIsSigned()
{
    KeySigner plain = signer();
    const auto key = PrivateKey::fromPkcs8(plain.key().toPkcs8());
    QVERIFY(key);
    PreparedSigner prepared(std::move(plain));
    QVERIFY(prepared.sign("begin")); // Before anything is ready.
    for (int i = 0; i < 3 * PreparedSigner::Ready; ++i) {
        if (i % PreparedSigner::Ready == 0)
            QTRY_COMPARE(prepared.ready(), PreparedSigner::Ready);
        const QByteArray message(i, 'm');
        const auto signature = prepared.sign(message);
        QVERIFY(signature);
        QVERIFY(libraryTakes(*key, message, *signature));
        QVERIFY(!libraryTakes(*key, message + '.', *signature));
        QVERIFY(key->publicKey().verify(message, *signature));
    }
}

void PreparedSignerTest::noNumberIsUsedTwice()
{
    PreparedSigner prepared(signer());
    QSet<QByteArray> numbers;
    constexpr int Signatures = 200;
    for (int i = 0; i < Signatures; ++i) {
        const auto signature = prepared.sign("the same each time");
        QVERIFY(signature);
        numbers.insert(sm2RawSignature(*signature).value().first(32)); // r is e and the number's x.
    }
    QCOMPARE(numbers.size(), Signatures);
}

void PreparedSignerTest::severalThreadsMaySign()
{
    PreparedSigner prepared(signer());
    const PublicKey key = prepared.certificate().publicKey();
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < 40; ++turn) {
                const auto signature = prepared.sign("message");
                taken += signature && key.verify("message", *signature);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(taken, 4 * 40);
}

void PreparedSignerTest::aKeyOfTheOtherSuiteSignsAsEver()
{
    PreparedSigner prepared(signer(Suite::EcdsaP256WithSha256));
    for (int i = 0; i < 3; ++i) {
        const auto signature = prepared.sign("message");
        QVERIFY(signature);
        QVERIFY(prepared.certificate().publicKey().verify("message", *signature));
    }
    QCOMPARE(prepared.ready(), 0);
}

QTEST_GUILESS_MAIN(PreparedSignerTest)
#include "PreparedSignerTest.moc"
