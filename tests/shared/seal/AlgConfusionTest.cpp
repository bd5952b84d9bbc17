// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/SystemRandom.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/seal/SesForms.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using crypto::DerWriter;

namespace {

QByteArray oid(const char *dotted)
{
    return DerWriter().objectIdentifier(dotted).bytes();
}

} // namespace

/// T20 `alg_confusion`: seals and certificates that name one algorithm and use another. Only SM2 with SM3 is taken, for
/// the standard's user, by every name that makers are known to give it.
class AlgConfusionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_domain = std::make_unique<SealDomain>(); }
    void noOtherAlgorithmIsTaken_data();
    void noOtherAlgorithmIsTaken();
    void noOtherAlgorithmIsTakenFromTheMaker_data() { noOtherAlgorithmIsTaken_data(); }
    void noOtherAlgorithmIsTakenFromTheMaker();
    void theFileNamesTheAlgorithmThatSigned_data();
    void theFileNamesTheAlgorithmThatSigned();
    void sm3NamedAndAnotherUsed_data();
    void sm3NamedAndAnotherUsed();
    void certificatesUnderOtherAlgorithms_data();
    void certificatesUnderOtherAlgorithms();
    void theSuiteOfPdfsSealsNothing_data();
    void theSuiteOfPdfsSealsNothing();

private:
    FreeSes ordinary(FreeSes::Form form) const { return ordinarySes(*m_domain, form); }
    QByteArray judge(const FreeSes &ses) const;
    std::unique_ptr<SealDomain> m_domain;
};

QByteArray AlgConfusionTest::judge(const FreeSes &ses) const
{
    const crypto::TrustStore trust = m_domain->trust();
    return toldBy(verify(sesBytes(ses), crypto::sm3("content"), SesPath, {trust, day(2026, 12, 1)}));
}

void AlgConfusionTest::noOtherAlgorithmIsTaken_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    for (const auto &[name, dotted] : std::initializer_list<std::pair<const char *, const char *>>{
             {"ECDSA with SHA-256", "1.2.840.10045.4.3.2"}, {"ECDSA with SHA-1", "1.2.840.10045.4.1"},
             {"SM2 with SHA-256", "1.2.156.10197.1.503"}, {"SM2 with SHA-1", "1.2.156.10197.1.502"},
             {"RSA with SM3", "1.2.156.10197.1.504"}, {"RSA with SHA-256", "1.2.840.113549.1.1.11"},
             {"RSA with MD5", "1.2.840.113549.1.1.4"}, {"SM3 alone", "1.2.156.10197.1.401"},
             {"SM2 encryption", "1.2.156.10197.1.301.3"}, {"SM9 signature", "1.2.156.10197.1.302.1"},
             {"the curve alone", "1.2.156.10197.1.301"}, {"a name that begins alike", "1.2.156.10197.1.5010"},
             {"a name below it", "1.2.156.10197.1.501.1"}, {"Ed25519", "1.3.101.112"}})
        QTest::newRow(name) << QByteArray(dotted);
}

void AlgConfusionTest::noOtherAlgorithmIsTaken()
{
    QFETCH(const QByteArray, algorithm);
    for (const auto form : {FreeSes::Form::New, FreeSes::Form::Old}) {
        FreeSes ses = ordinary(form);
        QCOMPARE(judge(ses), QByteArray("valid"));
        ses.algorithm = algorithm;
        QCOMPARE(
            judge(ses), QByteArray("signature-invalid | format seal.odd-encoding | signature-value seal.algorithm"));
    }
}

void AlgConfusionTest::noOtherAlgorithmIsTakenFromTheMaker()
{
    QFETCH(const QByteArray, algorithm);
    for (const auto form : {FreeSes::Form::New, FreeSes::Form::Old}) {
        FreeSes ses = ordinary(form);
        ses.makerAlgorithm = algorithm;
        QCOMPARE(judge(ses), QByteArray("seal-invalid | format seal.odd-encoding | maker-signature seal.algorithm"));
    }
}

/// What Signature.xml calls the algorithm: by any name that makers have for it, or by no other.
void AlgConfusionTest::theFileNamesTheAlgorithmThatSigned_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char *named, const char *told) {
        QTest::newRow(named) << QString::fromUtf8(named) << QByteArray(told);
    };
    row("", "");
    row("1.2.156.10197.1.501", "passed ");
    row(" 1.2.156.10197.1.501 ", "passed ");
    row("SM3withSM2", "passed ");
    row("SM2", "passed ");
    row("1.2.840.113549.1.1.4", "failed seal.other-method");
    row("1.2.156.10197.1.504", "failed seal.other-method");
    row("1.2.156.10197.1.503", "failed seal.other-method");
    row("1.2.156.10197.1.302.1", "failed seal.other-method");
    row("1.2.156.10197.1.301.3", "failed seal.other-method");
    row("1.2.840.10045.4.3.2", "failed seal.other-method");
    row("1.2.840.113549.1.1.11", "failed seal.other-method");
    row("1.3.101.112", "failed seal.other-method");
    // Known to nobody here: the value tells what signed.
    row("1.2.156.10197.1.5010", "warning seal.unknown-method");
    row("1.2.156.10197.1.501.1", "warning seal.unknown-method");
    row("1.2.156.10197.6.1.4.2.1", "warning seal.unknown-method");
    row("1.2.840.1135490.1", "warning seal.unknown-method");
    row("SHA256withRSA", "failed seal.other-method");
    row("MD5withSM2", "failed seal.other-method");
    row("none", "failed seal.other-method");
    row("国密", "warning seal.unknown-method");
}

void AlgConfusionTest::theFileNamesTheAlgorithmThatSigned()
{
    QFETCH(const QString, named);
    QFETCH(const QByteArray, told);
    const auto step = checkMethod(named);
    QCOMPARE(step ? outcomeName(step->outcome) + ' ' + step->reason : QByteArray(), told);
}

/// The right name, the right key, and a value by another digest or for another user; openssl makes it.
void AlgConfusionTest::sm3NamedAndAnotherUsed_data()
{
    QTest::addColumn<QByteArray>("digest");
    QTest::addColumn<QByteArray>("userId");
    QTest::addColumn<bool>("holds");
    const QByteArray standard = "1234567812345678";
    QTest::newRow("SM3") << QByteArray("sm3") << standard << true;
    for (const char *other : {"md5", "sha1", "sha256"})
        QTest::newRow(other) << QByteArray(other) << standard << false;
    QTest::newRow("another user") << QByteArray("sm3") << QByteArray("someone@example.cn") << false;
}

void AlgConfusionTest::sm3NamedAndAnotherUsed()
{
    QFETCH(const QByteArray, digest);
    QFETCH(const QByteArray, userId);
    QFETCH(const bool, holds);
    if (!OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    OpenSslProgram openssl;
    const auto signedBy = [&](const crypto::KeySigner &signer) -> SignFunction {
        return [&](const QByteArray &toSign) {
            const QByteArray point = signer.key().publicKey().point();
            const auto value =
                openssl.signDigest(signer.key().toPkcs8().view(), sm2Digest(digest, userId, point, toSign));
            if (!value)
                qFatal("%s", openssl.complaint());
            return *value;
        };
    };
    for (const auto form : {FreeSes::Form::New, FreeSes::Form::Old}) {
        FreeSes ses = ordinary(form);
        ses.sign = signedBy(*m_domain->office);
        QCOMPARE(judge(ses), holds ? "valid" : "signature-invalid | signature-value signature.value");
        ses = ordinary(form);
        ses.makerSign = signedBy(*m_domain->maker);
        QCOMPARE(judge(ses), holds ? "valid" : "seal-invalid | maker-signature seal.maker-signature");
    }
}

/// The signer's certificate with one name in it exchanged for another of the same length.
void AlgConfusionTest::certificatesUnderOtherAlgorithms_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray unreadable = "signature-invalid | signature-value seal.signer-certificate | signer-certificate "
                                  "seal.signer-certificate | signing-time seal.no-time";
    QTest::newRow("signed under ECDSA with SHA-256")
        << oid("1.2.156.10197.1.501") << oid("1.2.840.10045.4.3.2")
        << QByteArray("signer-invalid | signer-certificate certificate.chain | signing-time seal.signer-certificate");
    QTest::newRow("key on NIST P-256") << oid("1.2.156.10197.1.301") << oid("1.2.840.10045.3.1.7") << unreadable;
}

void AlgConfusionTest::certificatesUnderOtherAlgorithms()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, expected);
    for (const auto form : {FreeSes::Form::New, FreeSes::Form::Old}) {
        FreeSes ses = ordinary(form);
        ses.signerCertificate = m_domain->office->certificate().toDer();
        QVERIFY(ses.signerCertificate.contains(from) && from.size() == to.size());
        ses.signerCertificate.replace(from, to);
        ses.info.signerCertificates = {ses.signerCertificate};
        QCOMPARE(judge(ses), expected);
    }
}

/// Everything right, under the suite of signatures on PDFs, whose root is trusted besides.
void AlgConfusionTest::theSuiteOfPdfsSealsNothing_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::newRow("by its own name") << QByteArray("1.2.840.10045.4.3.2");
    QTest::newRow("by SM2's name") << QByteArray("1.2.156.10197.1.501");
}

void AlgConfusionTest::theSuiteOfPdfsSealsNothing()
{
    QFETCH(const QByteArray, algorithm);
    crypto::SystemRandom random;
    const auto root = *crypto::CertificateAuthority::createRoot(
        {u"PDF签名CA"_s, {}, {}}, day(2026, 1, 1), day(2036, 1, 1), random, crypto::Suite::EcdsaP256WithSha256);
    const auto key = *crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256);
    const auto certificate = *root.issue({u"市政府办"_s, {}, u"x"_s}, crypto::CertificatePurpose::PdfSigner,
        key.publicKey(), day(2026, 1, 1), day(2036, 1, 1), random);
    crypto::TrustStore trust = m_domain->trust();
    trust.addRoot(root.certificate());
    for (const auto form : {FreeSes::Form::New, FreeSes::Form::Old}) {
        FreeSes ses = ordinary(form);
        ses.signerCertificate = certificate.toDer();
        ses.info.signerCertificates = {certificate.toDer()};
        ses.algorithm = algorithm;
        ses.sign = [&key](const QByteArray &toSign) { return *key.sign(toSign); };
        const auto verdict = verify(sesBytes(ses), crypto::sm3("content"), SesPath, {trust, day(2026, 12, 1)});
        const QByteArray told = toldBy(verdict);
        QVERIFY2(told.startsWith("signature-invalid") && told.contains("signer-certificate seal.signer-certificate"),
            told.constData());
    }
}

QTEST_GUILESS_MAIN(AlgConfusionTest)
#include "AlgConfusionTest.moc"
