// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/PrivateKey.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

/// PKCS#10: what openssl makes is read, what we make openssl reads, and nobody asks for a key that they have not.
class CertificateRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatOpensslMakes();
    void opensslVerifiesOurs();
    void nobodyAsksForAnothersKey();
    void refusesEveryCutAndBitOfAnother();
    void refusesNamesThatCannotBeSeen();
};

namespace {

/// The output of openssl; the test fails where it does.
QByteArray openssl(const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        qWarning("openssl: %s", process.readAll().constData());
    return process.exitCode() == 0 ? process.readAll() + "ok" : QByteArray();
}

QByteArray fileOf(const QTemporaryDir &folder, const QString &name)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void CertificateRequestTest::readsWhatOpensslMakes()
{
    const QTemporaryDir folder;
    QVERIFY(!openssl({u"genpkey"_s, u"-algorithm"_s, u"SM2"_s, u"-out"_s, u"key.pem"_s}, folder.path()).isEmpty());
    for (const QString &form : {u"PEM"_s, u"DER"_s}) {
        QVERIFY(!openssl(
            {u"req"_s, u"-new"_s, u"-sm3"_s, u"-key"_s, u"key.pem"_s, u"-sigopt"_s, u"distid:1234567812345678"_s,
                u"-utf8"_s, u"-subj"_s, u"/O=市政府办/CN=沈国栋"_s, u"-outform"_s, form, u"-out"_s, u"request"_s},
            folder.path())
                     .isEmpty());
        const auto request = CertificateRequest::fromBytes(fileOf(folder, u"request"_s));
        QVERIFY2(request, qPrintable(request ? QString() : describe(request.error())));
        QCOMPARE(request->commonName(), u"沈国栋"_s);
    }
    // Without an id openssl signs for the empty one, which is nobody's standard.
    QVERIFY(!openssl(
        {u"req"_s, u"-new"_s, u"-sm3"_s, u"-key"_s, u"key.pem"_s, u"-subj"_s, u"/CN=x"_s, u"-out"_s, u"request"_s},
        folder.path())
                 .isEmpty());
    QCOMPARE(CertificateRequest::fromBytes(fileOf(folder, u"request"_s)).error().reason, "signature.value");
    QVERIFY(!openssl({u"req"_s, u"-new"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, u"rsa.pem"_s,
                         u"-subj"_s, u"/CN=x"_s, u"-out"_s, u"request"_s},
        folder.path())
                 .isEmpty());
    QCOMPARE(CertificateRequest::fromBytes(fileOf(folder, u"request"_s)).error().reason, "certificate.key");
}

void CertificateRequestTest::opensslVerifiesOurs()
{
    const QTemporaryDir folder;
    const auto key = PrivateKey::generate().value();
    const QByteArray der = CertificateRequest::make({u"沈国栋"_s, u"市政府办"_s, u"unit/leader"_s}, key).value();
    QFile file(folder.filePath(u"request"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(der);
    file.close();
    const QByteArray said =
        openssl({u"req"_s, u"-verify"_s, u"-vfyopt"_s, u"distid:1234567812345678"_s, u"-inform"_s, u"DER"_s, u"-in"_s,
                    u"request"_s, u"-noout"_s, u"-subject"_s, u"-nameopt"_s, u"utf8,sep_comma_plus"_s},
            folder.path());
    QVERIFY2(said.contains("verify OK"), said.constData());
    QVERIFY2(said.contains("沈国栋") && said.contains("unit/leader"), said.constData());
    const auto again = CertificateRequest::fromBytes(der).value();
    QCOMPARE(again.publicKey(), key.publicKey());
}

void CertificateRequestTest::nobodyAsksForAnothersKey()
{
    const auto mine = PrivateKey::generate().value();
    const auto theirs = PrivateKey::generate().value();
    QByteArray der = CertificateRequest::make({u"我"_s, {}, {}}, mine).value();
    der.replace(mine.publicKey().toDer(), theirs.publicKey().toDer());
    QCOMPARE(CertificateRequest::fromBytes(der).error().reason, "signature.value");
}

void CertificateRequestTest::refusesEveryCutAndBitOfAnother()
{
    const auto key = PrivateKey::generate().value();
    const QByteArray der = CertificateRequest::make({u"沈国栋"_s, {}, {}}, key).value();
    for (qsizetype i = 0; i < der.size(); ++i) {
        QVERIFY(!CertificateRequest::fromBytes(der.left(i)));
        QByteArray bent = der;
        bent[i] = static_cast<char>(bent[i] ^ 1);
        const auto read = CertificateRequest::fromBytes(bent);
        QVERIFY2(!read, QByteArray::number(i).constData());
    }
    QCOMPARE(CertificateRequest::fromBytes(der + '\0').error().reason, "certificate-request.form");
    QCOMPARE(CertificateRequest::fromBytes(QByteArray(65 * 1024, '0')).error().reason, "certificate-request.size");
    QCOMPARE(CertificateRequest::fromBytes("-----BEGIN CERTIFICATE REQUEST-----\nAA*=").error().reason,
        "certificate-request.form");
}

void CertificateRequestTest::refusesNamesThatCannotBeSeen()
{
    const auto key = PrivateKey::generate().value();
    const auto reason = [&](const CertificateSubject &subject) {
        return CertificateRequest::make(subject, key).error().reason;
    };
    QCOMPARE(reason({{}, {}, {}}), "certificate.subject");
    QCOMPARE(reason({u"沈\u202e国栋"_s, {}, {}}), "certificate.subject");
    QCOMPARE(reason({QString(65, u'字'), {}, {}}), "certificate.subject");
}

QTEST_GUILESS_MAIN(CertificateRequestTest)
#include "CertificateRequestTest.moc"
