// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfSigning.h"
#include "client/core/token/TokenSigner.h"
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Sm2Signature.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/SystemRandom.h"
#include "tests/client/core/render/PdfParts.h"
#include "tests/client/core/token/SoftToken.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 Ecdsa = 0x1041; // CKM_ECDSA

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

} // namespace

/// A PKCS#11 module. SoftHSM knows no SM2: what is tested is all around it, with ECDSA on P-256 standing in.
class Pkcs11Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsTokensAndCertificatesWithoutAPin();
    void tokensThatArePutInLaterAreSeen();
    void aTokenWithoutSm2IsRefusedBeforeItsPin();
    void aSignatureHoldsForOpenssl();
    void aSignatureOfAnotherSchemeIsNoSm2Signature();
    void aP256KeySignsPdfsAndNothingElse();
    void aWrongPinIsSaid();
    void thePinIsChangedOnTheToken();
    void whatIsNotThereIsSaid_data();
    void whatIsNotThereIsSaid();

private:
    QByteArray run(const QString &program, const QStringList &arguments) const;
    TokenSettings settings() const
    {
        return {QStringLiteral(WENYI_BUILD_DIR "/client/token/wenyi-token"), std::chrono::seconds(10),
            std::chrono::seconds(10), {{u"SOFTHSM2_CONF"_s, path(u"softhsm2.conf"_s)}}};
    }
    QString path(const QString &name) const { return m_folder.path() + u'/' + name; }
    TokenDriver driver(quint64 mechanism = 0) const
    {
        return *describeDriver(token::DriverKind::Pkcs11, u"/usr/lib/softhsm/libsofthsm2.so"_s, mechanism);
    }
    token::OpenKey order(const QByteArray &pin = "135790") const
    {
        return {{u"wenyi"_s, {}, u"seal"_s}, SecretBytes(QByteArrayView(pin)), Ecdsa};
    }

    QTemporaryDir m_folder;
    QByteArray m_certificate;
};

QByteArray Pkcs11Test::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SOFTHSM2_CONF"_s, path(u"softhsm2.conf"_s));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder.path());
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("%s: %s %s", qPrintable(program), qPrintable(process.errorString()), process.readAll().constData());
    return process.readAll();
}

void Pkcs11Test::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkdir(u"tokens"_s));
    QFile configuration(path(u"softhsm2.conf"_s));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write("directories.tokendir = " + QFile::encodeName(path(u"tokens"_s)) + "\nlog.level = ERROR\n");
    configuration.close();
    run(u"softhsm2-util"_s, {u"--init-token"_s, u"--free"_s, u"--label"_s, u"wenyi"_s, u"--pin"_s, u"135790"_s,
                                u"--so-pin"_s, u"12345678"_s});
    run(u"openssl"_s,
        {u"genpkey"_s, u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-out"_s, u"key.pem"_s});
    run(u"openssl"_s, {u"pkey"_s, u"-in"_s, u"key.pem"_s, u"-pubout"_s, u"-out"_s, u"public.pem"_s});
    run(u"openssl"_s, {u"req"_s, u"-new"_s, u"-x509"_s, u"-key"_s, u"key.pem"_s, u"-subj"_s, u"/CN=seal"_s,
                          u"-outform"_s, u"DER"_s, u"-out"_s, u"certificate.der"_s});
    run(u"softhsm2-util"_s, {u"--import"_s, u"key.pem"_s, u"--token"_s, u"wenyi"_s, u"--label"_s, u"seal"_s, u"--id"_s,
                                u"01"_s, u"--pin"_s, u"135790"_s});
    run(u"pkcs11-tool"_s,
        {u"--module"_s, driver().path, u"--login"_s, u"--pin"_s, u"135790"_s, u"--write-object"_s, u"certificate.der"_s,
            u"--type"_s, u"cert"_s, u"--label"_s, u"seal"_s, u"--id"_s, u"01"_s});
    QFile certificate(path(u"certificate.der"_s));
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    m_certificate = certificate.readAll();
}

void Pkcs11Test::tellsTokensAndCertificatesWithoutAPin()
{
    TokenProcess process(driver(), settings());
    const auto loaded = process.load();
    QVERIFY2(loaded, reasonOf(loaded).constData());
    QVERIFY2(loaded->description.contains(u"PKCS11"_s), qPrintable(loaded->description));
    const auto devices = process.ask<token::Devices>(token::ListDevices{});
    QVERIFY2(devices, reasonOf(devices).constData());
    // SoftHSM shows a second one that is not initialised yet.
    QCOMPARE(devices->devices.size(), 2);
    const token::Device &device = devices->devices.first();
    QCOMPARE(device.label, u"wenyi"_s);
    QVERIFY(!device.name.isEmpty());
    QVERIFY(device.mechanisms.contains(Ecdsa));
    QVERIFY(!device.mechanisms.contains(0x1040)); // CKM_EC_KEY_PAIR_GEN does not sign.
    QCOMPARE(device.keys, (QList<token::TokenKey>{{{}, u"seal"_s, m_certificate}}));
}

void Pkcs11Test::tokensThatArePutInLaterAreSeen()
{
    const QString folder = path(u"home/soft-token"_s);
    QVERIFY(QDir().mkpath(folder));
    const auto write = [&folder](const QString &name, const QByteArray &content) {
        QFile file(folder + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    TokenSettings ofSoft = settings();
    ofSoft.variables = {{u"HOME"_s, path(u"home"_s)}};
    const auto soft =
        describeDriver(token::DriverKind::Pkcs11, QStringLiteral(WENYI_BUILD_DIR "/tests/test-soft-pkcs11.so"), 0);
    QVERIFY2(soft, reasonOf(soft).constData());
    TokenProcess process(*soft, ofSoft);
    const auto labels = [&process] {
        const auto found = process.ask<token::Devices>(token::ListDevices{true});
        if (!found)
            return QStringList{QString::fromLatin1(found.error().reason)};
        QStringList all;
        for (const token::Device &device : found->devices)
            all.append(device.label);
        return all;
    };
    QVERIFY(write(u"readers"_s, "1"));
    QCOMPARE(labels(), QStringList{u"token 1"_s});
    // In one and the same helper, whose driver looks again only where it is asked how many there are.
    QVERIFY(write(u"readers"_s, "2"));
    QCOMPARE(labels(), (QStringList{u"token 1"_s, u"token 2"_s}));
    // One more comes between that question and the one which they are.
    QVERIFY(write(u"orders"_s, "late C_GetSlotList\n"));
    QCOMPARE(labels(), (QStringList{u"token 1"_s, u"token 2"_s, u"token 3"_s}));
    QVERIFY(write(u"orders"_s, {}) && write(u"readers"_s, "0"));
    QCOMPARE(labels(), QStringList());
}

void Pkcs11Test::aTokenWithoutSm2IsRefusedBeforeItsPin()
{
    const SecretBytes wrong(QByteArrayView("000000"));
    const token::KeyPlace place{u"wenyi"_s, {}, u"seal"_s};
    const auto unnamed = TokenSigner::open(driver(), settings(), place, wrong);
    QCOMPARE(reasonOf(unnamed), "token.no-sm2");
    QVERIFY(unnamed.error().code == ErrorCode::Unsupported);
    QCOMPARE(reasonOf(TokenSigner::open(driver(0x8000'0101), settings(), place, wrong)), "token.no-sm2");
}

void Pkcs11Test::aSignatureHoldsForOpenssl()
{
    TokenProcess process(driver(), settings());
    const auto opened = process.ask<token::KeyOpened>(order());
    QVERIFY2(opened, reasonOf(opened).constData());
    QCOMPARE(opened->certificate, m_certificate);
    for (const QByteArray &message : {QByteArray("公文"), QByteArray("另一公文")}) {
        const QByteArray digest = crypto::sm3(message).toBytes();
        const auto given = process.ask<token::Signed>(token::SignDigest{digest});
        QVERIFY2(given, reasonOf(given).constData());
        const auto write = [this](const QString &name, const QByteArray &content) {
            QFile file(path(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(write(u"digest"_s, digest));
        QVERIFY(write(u"signature"_s, *crypto::sm2DerSignature(given->signature)));
        const QByteArray said =
            run(u"openssl"_s, {u"pkeyutl"_s, u"-verify"_s, u"-pubin"_s, u"-inkey"_s, u"public.pem"_s, u"-in"_s,
                                  u"digest"_s, u"-sigfile"_s, u"signature"_s});
        QVERIFY2(said.contains("Verified Successfully"), said.constData());
    }
}

void Pkcs11Test::aSignatureOfAnotherSchemeIsNoSm2Signature()
{
    // A module whose list entry calls ECDSA its SM2: the certificate is none of ours.
    const auto refused = TokenSigner::open(
        driver(Ecdsa), settings(), {u"wenyi"_s, {}, u"seal"_s}, SecretBytes(QByteArrayView("135790")));
    QCOMPARE(reasonOf(refused), "certificate.key");
}

void Pkcs11Test::aP256KeySignsPdfsAndNothingElse()
{
    const SecretBytes pin(QByteArrayView("135790"));
    const QByteArray der =
        run(u"openssl"_s, {u"pkey"_s, u"-in"_s, u"key.pem"_s, u"-pubout"_s, u"-outform"_s, u"DER"_s});
    const auto key = crypto::PublicKey::fromDer(der, crypto::TakenSuites::Sm2AndP256);
    QVERIFY2(key, reasonOf(key).constData());
    crypto::SystemRandom random;
    const Instant now = SystemClock().now();
    const auto root = *crypto::CertificateAuthority::createRoot(
        {u"PDF签名CA"_s, {}, {}}, now, now + std::chrono::hours(9), random, crypto::Suite::EcdsaP256WithSha256);
    const auto certificate = *root.issue({u"市政府办"_s, {}, u"x"_s}, crypto::CertificatePurpose::PdfSigner, *key, now,
        now + std::chrono::hours(9), random);
    QFile file(path(u"pdf.der"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(certificate.toDer()) > 0);
    file.close();
    run(u"pkcs11-tool"_s, {u"--module"_s, driver().path, u"--login"_s, u"--pin"_s, u"135790"_s, u"--write-object"_s,
                              u"pdf.der"_s, u"--type"_s, u"cert"_s, u"--label"_s, u"pdf"_s, u"--id"_s, u"01"_s});
    const token::KeyPlace place{u"wenyi"_s, {}, u"pdf"_s};
    const auto signer = TokenSigner::openForPdfs(driver(), settings(), place, pin);
    QVERIFY2(signer, reasonOf(signer).constData());
    const RenderProcess::Settings helper{QStringLiteral(WENYI_BUILD_DIR "/client/render/wenyi-render"),
        RenderProcess::Containers::Never, std::chrono::seconds(20), 4};
    const auto product = signPdf(onePage(), {}, **signer, now + std::chrono::seconds(1), helper);
    QVERIFY2(product, reasonOf(product).constData());
    QFile pdf(path(u"signed.pdf"_s));
    QVERIFY(pdf.open(QIODevice::WriteOnly) && pdf.write(*product) == product->size());
    pdf.close();
    const QByteArray said = run(u"pdfsig"_s, {u"signed.pdf"_s});
    QVERIFY2(said.contains("Signature is Valid."), said.constData());
    // For all else it is no key, whatever mechanism the driver's entry calls SM2's.
    QCOMPARE(reasonOf(TokenSigner::open(driver(), settings(), place, pin)), "token.no-sm2");
    QCOMPARE(reasonOf(TokenSigner::open(driver(Ecdsa), settings(), place, pin)), "certificate.key");
    TokenDriver skf = driver();
    skf.kind = token::DriverKind::Skf;
    QCOMPARE(reasonOf(TokenSigner::openForPdfs(skf, settings(), place, pin)), "token.no-p256");
}

void Pkcs11Test::aWrongPinIsSaid()
{
    TokenProcess process(driver(), settings());
    const auto refused = process.ask<token::KeyOpened>(order("135791"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "token.pin");
    QVERIFY(refused.error().code == ErrorCode::WrongPin);
    // Nothing is left open by it.
    QCOMPARE(reasonOf(process.ask<token::Signed>(token::SignDigest{QByteArray(32, 'd')})), "token.not-open");
    QVERIFY(process.ask<token::KeyOpened>(order()));
}

void Pkcs11Test::thePinIsChangedOnTheToken()
{
    const auto secret = [](const char *pin) { return SecretBytes(QByteArrayView(pin)); };
    const token::KeyPlace place = order().place;
    const auto change = [&](const char *from, const char *to) {
        return reasonOf(TokenProcess(driver(), settings())
                            .ask<token::PinChanged>(token::ChangePin{place, secret(from), secret(to)}));
    };
    const auto opens = [&](const QByteArray &pin) {
        return reasonOf(TokenProcess(driver(), settings()).ask<token::KeyOpened>(order(pin)));
    };
    // Nobody is logged in, and no try is spent.
    const auto standing = [&] {
        return TokenProcess(driver(), settings()).ask<token::PinStanding>(token::AskPin{place}).value();
    };
    QCOMPARE(opens("135790"), QByteArray());
    QVERIFY((standing() == token::PinStanding{u"wenyi"_s, token::PinStanding::Unknown, false}));
    QCOMPARE(change("000000", "tea at seven"), QByteArray("token.pin"));
    QVERIFY(standing().isLow);
    QCOMPARE(change("135790", "ab"), QByteArray("token.new-pin")); // SoftHSM takes four at the least.
    QCOMPARE(change("135790", "tea at seven"), QByteArray());
    QCOMPARE(opens("135790"), QByteArray("token.pin"));
    QCOMPARE(opens("tea at seven"), QByteArray());
    QVERIFY(!standing().isLow);
    QCOMPARE(change("tea at seven", "135790"), QByteArray());
}

void Pkcs11Test::whatIsNotThereIsSaid_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("container");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("token") << u"another"_s << u"seal"_s << QByteArray("token.no-device");
    QTest::newRow("certificate") << u"wenyi"_s << u"another"_s << QByteArray("token.no-certificate");
}

void Pkcs11Test::whatIsNotThereIsSaid()
{
    QFETCH(QString, device);
    QFETCH(QString, container);
    QFETCH(QByteArray, reason);
    TokenProcess process(driver(), settings());
    token::OpenKey wanted = order();
    wanted.place = {device, {}, container};
    QCOMPARE(reasonOf(process.ask<token::KeyOpened>(std::move(wanted))), reason);
}

QTEST_GUILESS_MAIN(Pkcs11Test)
#include "Pkcs11Test.moc"
