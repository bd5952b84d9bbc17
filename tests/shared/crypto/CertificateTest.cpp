// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Certificate.h"

#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(wenyi::crypto::CertificatePurpose)

class CertificateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItWasIssuedFor();
    void everyPurposeIsReadBack_data();
    void everyPurposeIsReadBack();
    void survivesItsPemForm();
    void refusesPemThatIsNotOneCertificate_data();
    void refusesPemThatIsNotOneCertificate();
    void refusesEveryTruncationAndTrailingBytes();
    void alteredBytesNeverPassAsTheSameCertificate();
    void refusesSizesOverTheLimit();
    void refusesSubjectsThatCannotBeWritten_data();
    void refusesSubjectsThatCannotBeWritten();
    void refusesUnknownCriticalExtensions();
    void refusesKeysThatAreNotSm2();
    void serialNumbersDiffer();
    void openSslProgramReadsIt();
    void readsCertificatesOfAnotherHierarchy();
    void authoritiesIssueNoRootsAndNothingBelowTheirPathLength();

private:
    tests::Hierarchy m_hierarchy;
};

void CertificateTest::tellsWhatItWasIssuedFor()
{
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"113202810140420316"_s, CertificatePurpose::Unit);
    const Certificate &certificate = signer->certificate();
    QCOMPARE(certificate.commonName(), u"江阴市财政局"_s);
    QCOMPARE(certificate.organization(), u"江阴市人民政府"_s);
    QCOMPARE(certificate.subjectId(), u"113202810140420316"_s);
    QCOMPARE(certificate.issuerCommonName(), m_hierarchy.operating().certificate().commonName());
    QCOMPARE(certificate.notBefore(), tests::Hierarchy::days(-5));
    QCOMPARE(certificate.notAfter(), tests::Hierarchy::days(365));
    QCOMPARE(certificate.publicKey(), signer->key().publicKey());
    QCOMPARE(certificate.serialNumber().size(), 32);
}

void CertificateTest::everyPurposeIsReadBack_data()
{
    QTest::addColumn<CertificatePurpose>("purpose");
    QTest::newRow("server") << CertificatePurpose::Server;
    QTest::newRow("unit") << CertificatePurpose::Unit;
    QTest::newRow("unit's encryption") << CertificatePurpose::UnitEncryption;
    QTest::newRow("member") << CertificatePurpose::Member;
    QTest::newRow("member's encryption") << CertificatePurpose::MemberEncryption;
    QTest::newRow("desktop") << CertificatePurpose::Desktop;
    QTest::newRow("seal maker") << CertificatePurpose::SealMaker;
    QTest::newRow("time stamp") << CertificatePurpose::TimeStamp;
}

void CertificateTest::everyPurposeIsReadBack()
{
    QFETCH(CertificatePurpose, purpose);
    const auto signer = m_hierarchy.issue(u"某"_s, u"id"_s, purpose);
    QVERIFY(signer->certificate().purpose() == purpose);
    QVERIFY(m_hierarchy.root().certificate().purpose() == CertificatePurpose::RootAuthority);
    QVERIFY(m_hierarchy.operating().certificate().purpose() == CertificatePurpose::OperatingAuthority);
}

void CertificateTest::survivesItsPemForm()
{
    const Certificate certificate = m_hierarchy.operating().certificate();
    const auto again = Certificate::fromPem("Some words before.\n" + certificate.toPem());
    QVERIFY(again);
    QCOMPARE(*again, certificate);
    QCOMPARE(again->fingerprint(), certificate.fingerprint());
    const auto both = Certificate::listFromPem(certificate.toPem() + m_hierarchy.root().certificate().toPem());
    QVERIFY(both);
    QCOMPARE(both->size(), 2);
    QCOMPARE(both->last(), m_hierarchy.root().certificate());
}

void CertificateTest::refusesPemThatIsNotOneCertificate_data()
{
    QTest::addColumn<QByteArray>("pem");
    const QByteArray pem = m_hierarchy.root().certificate().toPem();
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("no certificate");
    QTest::newRow("two") << pem + pem;
    QTest::newRow("torn") << pem.left(pem.size() - 30);
    QTest::newRow("one and a torn one") << pem + pem.left(200);
    QTest::newRow("not base64") << QByteArray(pem).replace(60, 1, "!");
}

void CertificateTest::refusesPemThatIsNotOneCertificate()
{
    QFETCH(QByteArray, pem);
    const auto refused = Certificate::fromPem(pem);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "certificate.pem");
}

void CertificateTest::refusesEveryTruncationAndTrailingBytes()
{
    const QByteArray der = m_hierarchy.operating().certificate().toDer();
    for (qsizetype size = 0; size < der.size(); ++size)
        QVERIFY(!Certificate::fromDer(der.left(size)));
    QVERIFY(!Certificate::fromDer(der + '\0'));
}

void CertificateTest::alteredBytesNeverPassAsTheSameCertificate()
{
    const TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const QByteArray der = signer->certificate().toDer();
    for (qsizetype bit = 0; bit < der.size() * 8; ++bit) {
        QByteArray altered = der;
        altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
        const auto certificate = Certificate::fromDer(altered);
        QVERIFY2(!certificate || !trust.verify(*certificate, CertificatePurpose::Unit, tests::Hierarchy::now()),
            QByteArray::number(bit).constData());
    }
}

void CertificateTest::refusesSizesOverTheLimit()
{
    QCOMPARE(Certificate::fromDer(QByteArray(64 * 1024 + 1, '0')).error().code, ErrorCode::TooLarge);
    QCOMPARE(Certificate::fromDer({}).error().reason, "certificate.size");
}

void CertificateTest::refusesSubjectsThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("longer than X.520 allows") << QString(65, u'长');
    QTest::newRow("line break") << u"江阴市\n财政局"_s;
    QTest::newRow("right-to-left override") << u"江阴市\u202e财政局"_s;
    QTest::newRow("zero width space") << u"江阴市\u200b财政局"_s;
    QTest::newRow("lone surrogate") << u"江阴市"_s + QChar(0xd800);
    QTest::newRow("space at its end") << u"江阴市财政局 "_s;
}

void CertificateTest::refusesSubjectsThatCannotBeWritten()
{
    QFETCH(QString, name);
    const auto refused = m_hierarchy.operating().issue({name, {}, u"id"_s}, CertificatePurpose::Unit,
        m_hierarchy.root().key().publicKey(), tests::Hierarchy::now(), tests::Hierarchy::days(1), m_hierarchy.random());
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "certificate.subject");
}

static std::optional<QByteArray> selfSigned(
    tests::OpenSslProgram &openssl, const QStringList &keyArguments, const QStringList &arguments)
{
    if (!openssl.run(QStringList{u"genpkey"_s, u"-out"_s, openssl.path(u"key.pem"_s)} + keyArguments))
        return {};
    return openssl.run(QStringList{u"req"_s, u"-x509"_s, u"-new"_s, u"-key"_s, openssl.path(u"key.pem"_s), u"-subj"_s,
                           u"/CN=test"_s, u"-days"_s, u"10"_s}
                       + arguments);
}

void CertificateTest::refusesUnknownCriticalExtensions()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const QStringList sm2{u"-algorithm"_s, u"SM2"_s};
    const QStringList signature{u"-sm3"_s, u"-sigopt"_s, u"distid:1234567812345678"_s};
    const auto harmless = selfSigned(openssl, sm2, signature + QStringList{u"-addext"_s, u"1.2.3.4=DER:0500"_s});
    QVERIFY2(harmless, openssl.complaint());
    QVERIFY(Certificate::fromPem(*harmless));
    const auto critical =
        selfSigned(openssl, sm2, signature + QStringList{u"-addext"_s, u"1.2.3.4=critical,DER:0500"_s});
    QVERIFY2(critical, openssl.complaint());
    QCOMPARE(Certificate::fromPem(*critical).error().reason, "certificate.extension");
}

void CertificateTest::refusesKeysThatAreNotSm2()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const auto nist = selfSigned(openssl, {u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s}, {});
    QVERIFY2(nist, openssl.complaint());
    QCOMPARE(Certificate::fromPem(*nist).error().reason, "certificate.key");
}

void CertificateTest::serialNumbersDiffer()
{
    const auto one = m_hierarchy.issue(u"某"_s, u"id"_s, CertificatePurpose::Member);
    const auto two = m_hierarchy.issue(u"某"_s, u"id"_s, CertificatePurpose::Member);
    QVERIFY(one->certificate().serialNumber() != two->certificate().serialNumber());
}

void CertificateTest::openSslProgramReadsIt()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const QString file = openssl.write(u"unit.pem"_s, signer->certificate().toPem());
    const auto text = openssl.run({u"x509"_s, u"-in"_s, file, u"-noout"_s, u"-text"_s, u"-nameopt"_s, u"utf8"_s});
    QVERIFY2(text, openssl.complaint());
    for (const char *expected : {"SM2-with-SM3", "serialNumber=jyczj", "Key Usage: critical",
             "Digital Signature, Non Repudiation", "CA:FALSE", "Subject Key Identifier", "Authority Key Identifier"})
        QVERIFY2(text->contains(expected), expected);
    const auto serial = openssl.run({u"x509"_s, u"-in"_s, file, u"-noout"_s, u"-serial"_s});
    QCOMPARE(serial->trimmed().toLower(), "serial=" + signer->certificate().serialNumber());
    // `verify` hands the user id to the leaf only, so the leaf's issuer must be the trusted one.
    const QString authority = openssl.write(u"ca.pem"_s, m_hierarchy.operating().certificate().toPem());
    const QString atSeconds = QString::number(toMilliseconds(tests::Hierarchy::now()) / 1000);
    const auto verified = openssl.run({u"verify"_s, u"-vfyopt"_s, u"distid:1234567812345678"_s, u"-partial_chain"_s,
        u"-x509_strict"_s, u"-attime"_s, atSeconds, u"-trusted"_s, authority, file});
    QVERIFY2(verified, openssl.complaint());
    const QString rootFile = openssl.write(u"root.pem"_s, m_hierarchy.root().certificate().toPem());
    const auto verifiedAuthority = openssl.run({u"verify"_s, u"-vfyopt"_s, u"distid:1234567812345678"_s,
        u"-x509_strict"_s, u"-attime"_s, atSeconds, u"-trusted"_s, rootFile, authority});
    QVERIFY2(verifiedAuthority, openssl.complaint());
}

void CertificateTest::readsCertificatesOfAnotherHierarchy()
{
    QDir folder(QStringLiteral(WENYI_SAMPLES_DIR "/ofd/pki"));
    if (!folder.exists())
        QSKIP("The samples are not at hand");
    TrustStore trust;
    const auto read = [&folder](const QString &name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto root = Certificate::fromPem(read(u"root.pem"_s));
    QVERIFY2(root, root ? "" : qPrintable(describe(root.error())));
    trust.addRoot(*root);
    const auto unit = Certificate::fromPem(read(u"zfb.pem"_s));
    QVERIFY(unit);
    QCOMPARE(unit->commonName(), u"样例县人民政府办公室"_s);
    QCOMPARE(unit->purpose().error().reason, "certificate.purpose");
    const Instant at = root->notBefore() + std::chrono::hours(1);
    QVERIFY(trust.verifySigner(*unit, at) == RevocationKnowledge::Unknown);
    const auto list = QByteArray::fromBase64(read(u"root.crl"_s).split('\n').mid(1).join().split('-').first());
    const auto taken = trust.addRevocationList(list);
    QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
    QVERIFY(trust.verifySigner(*unit, at) == RevocationKnowledge::NotRevoked);
    QVERIFY(!trust.verify(*unit, CertificatePurpose::Unit, at));
}

void CertificateTest::authoritiesIssueNoRootsAndNothingBelowTheirPathLength()
{
    const auto issue = [this](const CertificateAuthority &authority, CertificatePurpose purpose) {
        return authority.issue({u"某"_s, {}, {}}, purpose, m_hierarchy.root().key().publicKey(),
            tests::Hierarchy::now(), tests::Hierarchy::days(1), m_hierarchy.random());
    };
    QCOMPARE(issue(m_hierarchy.root(), CertificatePurpose::RootAuthority).error().code, ErrorCode::NotAllowed);
    QCOMPARE(
        issue(m_hierarchy.operating(), CertificatePurpose::OperatingAuthority).error().code, ErrorCode::NotAllowed);
}

QTEST_APPLESS_MAIN(CertificateTest)
#include "CertificateTest.moc"
