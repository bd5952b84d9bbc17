// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateProfile.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/TrustStore.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr auto P256 = Suite::EcdsaP256WithSha256;
constexpr auto Any = TakenSuites::Sm2AndP256;

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

CertificateAuthority rootOf(Suite suite, RandomSource &random)
{
    return CertificateAuthority::createRoot(
        {u"根"_s, {}, {}}, Hierarchy::days(-10), Hierarchy::days(3650), random, suite)
        .value();
}

} // namespace

/// ECDSA on P-256, the suite of signatures on PDFs: that it works, that nobody gets it who did not ask for it, and that
/// nothing of one suite passes for the other's (T20).
class SecondSuiteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anotherProgramVerifiesAndSigns();
    void readersTakeSm2AloneUnlessTheyAsk();
    void valuesOfOneSuiteAreNoneOfTheOther();
    void secretsAreWrappedUnderSm2Alone();
    void anAuthorityIssuesForItsOwnSuiteAlone();
    void aChainIsOfOneSuite_data();
    void aChainIsOfOneSuite();
    void purposesBelongToTheirSuite();
    void listsOfThisSuiteRevoke();
    void timeStampsAndOtherCmsAreOfSm2Alone();

private:
    SystemRandom m_random;
    PrivateKey m_key = PrivateKey::generate(P256).value();
    PrivateKey m_sm2 = PrivateKey::generate().value();
    const QByteArray m_message = "关于防汛工作的通知";
};

void SecondSuiteTest::initTestCase()
{
    QVERIFY2(OpenSslProgram::isPresent(), "./test installs openssl");
    QCOMPARE(m_key.suite(), P256);
    QCOMPARE(m_sm2.suite(), Suite::Sm2WithSm3);
}

void SecondSuiteTest::anotherProgramVerifiesAndSigns()
{
    OpenSslProgram openssl;
    const QString key = openssl.write(u"key.der"_s, m_key.toPkcs8().view());
    const QString message = openssl.write(u"message"_s, m_message);
    const QByteArray value = m_key.sign(m_message).value();
    QVERIFY2(openssl.run({u"dgst"_s, u"-sha256"_s, u"-prverify"_s, key, u"-keyform"_s, u"DER"_s, u"-signature"_s,
                 openssl.write(u"value"_s, value), message}),
        openssl.complaint());
    const auto theirs = openssl.run({u"dgst"_s, u"-sha256"_s, u"-sign"_s, key, u"-keyform"_s, u"DER"_s, message});
    QVERIFY2(theirs, openssl.complaint());
    QVERIFY(m_key.publicKey().verify(m_message, *theirs));
    QCOMPARE(reasonOf(m_key.publicKey().verify(m_message + ' ', *theirs)), QByteArray("signature.value"));
}

void SecondSuiteTest::readersTakeSm2AloneUnlessTheyAsk()
{
    const auto root = rootOf(P256, m_random);
    const QByteArray der = root.certificate().toDer();
    QCOMPARE(reasonOf(PublicKey::fromDer(m_key.publicKey().toDer())), QByteArray("crypto.public-key-form"));
    QVERIFY(PublicKey::fromDer(m_key.publicKey().toDer(), Any));
    QCOMPARE(reasonOf(PrivateKey::fromPkcs8(m_key.toPkcs8())), QByteArray("crypto.private-key"));
    QCOMPARE(PrivateKey::fromPkcs8(m_key.toPkcs8(), Any).value().publicKey(), m_key.publicKey());
    QCOMPARE(reasonOf(Certificate::fromDer(der)), QByteArray("certificate.key"));
    QCOMPARE(Certificate::fromDer(der, Any).value().suite(), P256);
    QCOMPARE(reasonOf(Certificate::listFromPem(root.certificate().toPem())), QByteArray("certificate.key"));
    QVERIFY(Certificate::fromPem(root.certificate().toPem(), Any));
    const QByteArray request = CertificateRequest::make({u"某人"_s, {}, {}}, m_key).value();
    QCOMPARE(reasonOf(CertificateRequest::fromBytes(request)), QByteArray("certificate.key"));
    QCOMPARE(CertificateRequest::fromBytes(request, Any).value().publicKey(), m_key.publicKey());
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"p256.key"_s);
    const SecretBytes pin{QByteArrayView("246810")};
    QVERIFY(KeyFile::create(path, root.key(), root.certificate(), pin, {KeyDerivationCost::Least}, m_random));
    QCOMPARE(reasonOf(KeyFile::open(path)), QByteArray("key-file.other-suite"));
    QCOMPARE(KeyFile::open(path, Any).value().unlock(pin).value().publicKey(), root.key().publicKey());
}

void SecondSuiteTest::valuesOfOneSuiteAreNoneOfTheOther()
{
    // The same curve's form with the other's name: a point of one curve is none of the other.
    QByteArray exchanged = m_sm2.publicKey().toDer();
    exchanged.replace(QByteArray::fromHex("06082a811ccf5501822d"), QByteArray::fromHex("06082a8648ce3d030107"));
    QCOMPARE(reasonOf(PublicKey::fromDer(exchanged, Any)), QByteArray("crypto.public-key"));
    const QByteArray ecdsa = m_key.sign(m_message).value();
    const QByteArray sm2 = m_sm2.sign(m_message).value();
    QVERIFY(m_key.publicKey().verify(m_message, ecdsa));
    QVERIFY(!m_key.publicKey().verify(m_message, sm2));
    QVERIFY(!m_sm2.publicKey().verify(m_message, ecdsa));
    // 64 raw octets are a form of SM2 alone.
    QVERIFY(!m_key.publicKey().verify(m_message, QByteArray(64, '\1')));
}

void SecondSuiteTest::secretsAreWrappedUnderSm2Alone()
{
    QCOMPARE(reasonOf(m_key.publicKey().encrypt("secret")), QByteArray("crypto.suite"));
    const QByteArray wrapped = m_sm2.publicKey().encrypt("secret").value();
    QCOMPARE(reasonOf(m_key.decrypt(wrapped)), QByteArray("crypto.suite"));
}

void SecondSuiteTest::anAuthorityIssuesForItsOwnSuiteAlone()
{
    const auto root = rootOf(P256, m_random);
    const auto sm2Root = rootOf(Suite::Sm2WithSm3, m_random);
    const auto issued = [this](
                            const CertificateAuthority &authority, CertificatePurpose purpose, const PrivateKey &key) {
        return reasonOf(authority.issue(
            {u"某人"_s, {}, u"x"_s}, purpose, key.publicKey(), Hierarchy::now(), Hierarchy::days(1), m_random));
    };
    QCOMPARE(issued(root, CertificatePurpose::PdfSigner, m_key), QByteArray());
    QCOMPARE(issued(root, CertificatePurpose::PdfSigner, m_sm2), QByteArray("certificate.suite"));
    QCOMPARE(issued(sm2Root, CertificatePurpose::PdfSigner, m_sm2), QByteArray("certificate.suite"));
    QCOMPARE(issued(sm2Root, CertificatePurpose::PdfSigner, m_key), QByteArray("certificate.suite"));
    for (const auto purpose : {CertificatePurpose::Unit, CertificatePurpose::UnitEncryption, CertificatePurpose::Server,
             CertificatePurpose::Member, CertificatePurpose::Desktop, CertificatePurpose::SealMaker,
             CertificatePurpose::TimeStamp})
        QCOMPARE(issued(root, purpose, m_key), QByteArray("certificate.suite"));
}

void SecondSuiteTest::aChainIsOfOneSuite_data()
{
    QTest::addColumn<bool>("rootIsP256");
    QTest::addColumn<bool>("leafIsP256");
    QTest::newRow("P-256 under P-256") << true << true;
    QTest::newRow("SM2 under P-256") << true << false;
    QTest::newRow("P-256 under SM2") << false << true;
    QTest::newRow("SM2 under SM2") << false << false;
}

void SecondSuiteTest::aChainIsOfOneSuite()
{
    QFETCH(bool, rootIsP256);
    QFETCH(bool, leafIsP256);
    // Another program issues it: ours does not.
    const auto root = rootOf(rootIsP256 ? P256 : Suite::Sm2WithSm3, m_random);
    OpenSslProgram openssl;
    const QByteArray request = CertificateRequest::make({u"某人"_s, {}, u"x"_s}, leafIsP256 ? m_key : m_sm2).value();
    const QStringList digest =
        rootIsP256 ? QStringList{u"-sha256"_s} : QStringList{u"-sm3"_s, u"-sigopt"_s, u"distid:1234567812345678"_s};
    const QStringList vfyopt = leafIsP256 ? QStringList() : QStringList{u"-vfyopt"_s, u"distid:1234567812345678"_s};
    const auto issued = openssl.run(
        QStringList{u"x509"_s, u"-req"_s, u"-inform"_s, u"DER"_s, u"-in"_s, openssl.write(u"leaf.csr"_s, request),
            u"-CA"_s, openssl.write(u"root.pem"_s, root.certificate().toPem()), u"-CAkey"_s,
            openssl.write(u"root.key"_s, root.key().toPkcs8().view()), u"-CAkeyform"_s, u"DER"_s, u"-days"_s, u"30"_s,
            u"-set_serial"_s, u"77"_s, u"-extfile"_s,
            openssl.write(u"ext"_s, "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"),
            u"-outform"_s, u"DER"_s}
        + digest + vfyopt);
    QVERIFY2(issued, openssl.complaint());
    const auto leaf = Certificate::fromDer(*issued, Any);
    QVERIFY2(leaf, reasonOf(leaf).constData());
    TrustStore trust;
    trust.addRoot(root.certificate());
    const auto held = trust.verifySigner(*leaf, leaf->notBefore());
    if (rootIsP256 == leafIsP256)
        QVERIFY2(held, reasonOf(held).constData());
    else
        QCOMPARE(reasonOf(held), QByteArray("certificate.chain"));
}

void SecondSuiteTest::purposesBelongToTheirSuite()
{
    const auto root = rootOf(P256, m_random);
    const auto certificate = root.issue({u"某人"_s, {}, u"x"_s}, CertificatePurpose::PdfSigner, m_key.publicKey(),
                                     Hierarchy::now(), Hierarchy::days(1), m_random)
                                 .value();
    QCOMPARE(certificate.purpose().value(), CertificatePurpose::PdfSigner);
    // Whoever writes a unit's purpose beside a P-256 key, or a PDF signer's beside an SM2 key, wrote none.
    OpenSslProgram openssl;
    const auto purposeOf = [&openssl](const PrivateKey &key, const QByteArray &usage) {
        const bool isSm2 = key.suite() == Suite::Sm2WithSm3;
        const auto made =
            openssl.run(QStringList{u"req"_s, u"-x509"_s, u"-key"_s, openssl.write(u"key.der"_s, key.toPkcs8().view()),
                            u"-keyform"_s, u"DER"_s, u"-subj"_s, u"/CN=x"_s, u"-outform"_s, u"DER"_s, u"-addext"_s,
                            u"basicConstraints=critical,CA:FALSE"_s, u"-addext"_s,
                            u"keyUsage=critical,digitalSignature,nonRepudiation"_s, u"-addext"_s,
                            u"extendedKeyUsage="_s + QString::fromLatin1(usage), isSm2 ? u"-sm3"_s : u"-sha256"_s}
                        + (isSm2 ? QStringList{u"-sigopt"_s, u"distid:1234567812345678"_s} : QStringList()));
        return made ? Certificate::fromDer(*made, Any).value().purpose()
                    : Result<CertificatePurpose>(Error{ErrorCode::Internal, "no certificate", {}});
    };
    constexpr char OfUnits[] = "2.25.296889595390195309330755355896890715074.2";
    QCOMPARE(purposeOf(m_sm2, OfUnits).value(), CertificatePurpose::Unit);
    QCOMPARE(reasonOf(purposeOf(m_key, OfUnits)), QByteArray("certificate.purpose"));
    QCOMPARE(purposeOf(m_key, PdfSigningUsages).value(), CertificatePurpose::PdfSigner);
    QCOMPARE(reasonOf(purposeOf(m_sm2, PdfSigningUsages)), QByteArray("certificate.purpose"));
}

void SecondSuiteTest::listsOfThisSuiteRevoke()
{
    const auto root = rootOf(P256, m_random);
    const auto other = rootOf(P256, m_random);
    const auto certificate = root.issue({u"某人"_s, {}, u"x"_s}, CertificatePurpose::PdfSigner, m_key.publicKey(),
                                     Hierarchy::days(-1), Hierarchy::days(9), m_random)
                                 .value();
    const QList<RevokedCertificate> revoked{
        {certificate.serialNumber(), Hierarchy::now(), RevocationReason::KeyCompromise}};
    TrustStore trust;
    trust.addRoot(root.certificate());
    QCOMPARE(reasonOf(trust.addRevocationList(
                 other.revocationList(revoked, 1, Hierarchy::now(), Hierarchy::days(9)).value())),
        QByteArray("revocation-list.issuer"));
    QVERIFY(trust.verify(certificate, CertificatePurpose::PdfSigner, Hierarchy::days(1)));
    QVERIFY(trust.addRevocationList(root.revocationList(revoked, 1, Hierarchy::now(), Hierarchy::days(9)).value()));
    QCOMPARE(reasonOf(trust.verify(certificate, CertificatePurpose::PdfSigner, Hierarchy::days(1))),
        QByteArray("certificate.revoked"));
}

void SecondSuiteTest::timeStampsAndOtherCmsAreOfSm2Alone()
{
    const auto root = rootOf(P256, m_random);
    KeySigner signer(PrivateKey::fromPkcs8(root.key().toPkcs8(), Any).value(), root.certificate());
    QCOMPARE(reasonOf(writeCms({cms::DataType, "content", {}, true}, signer)), QByteArray("crypto.suite"));
}

QTEST_GUILESS_MAIN(SecondSuiteTest)
#include "SecondSuiteTest.moc"
