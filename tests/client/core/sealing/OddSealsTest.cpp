// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "shared/seal/SignedData.h"
#include "tests/client/core/sealing/OddSealOffice.h"
#include "tests/client/core/sealing/SignedDataValue.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using ofd::PackageEntry;

Q_DECLARE_METATYPE(OddSealOffice::XmlChange)

/// Odd files of the list in docs/TESTING.md, rows 1 to 8: seals and signatures as other makers write them, each in a
/// small package that is judged as a whole.
class OddSealsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isJudgedOverTheBytesThatCame_data();
    void isJudgedOverTheBytesThatCame();
    void takesRawValues();
    void takesUnusedBitsAndSaysSo();
    void tellsThatTheFileNamesAnotherAlgorithm();
    void wantsTheStandardUserId_data();
    void wantsTheStandardUserId();
    void takesValuesWhoseNumbersBeginWithZeros();
    void knowsTheDigestByEveryNameOfIt_data();
    void knowsTheDigestByEveryNameOfIt();
    void takesBothWaysOfSignedData_data();
    void takesBothWaysOfSignedData();
    void refusesSignedDataThatIsOverSomethingElse_data();
    void refusesSignedDataThatIsOverSomethingElse();
    void aDigitalSignatureIsNoUnitsSeal_data();
    void aDigitalSignatureIsNoUnitsSeal();
    void tellsThatALaterSealBrokeAProtectedList();
    void needsNoSealBesideTheSignedOne();
    void findsAnotherSealBesideTheSignedOne();

private:
    QByteArray signedBy(const SignedDataValue &value) const;

    OddSealOffice m_office;
};

/// Row 1: what is signed is bytes. Read and written anew, these would be others: a default that is written out in
/// TBS_Sign, and a Signature.xml with line breaks, single quotes and a comment.
void OddSealsTest::isJudgedOverTheBytesThatCame_data()
{
    QTest::addColumn<bool>("hasDefault");
    QTest::addColumn<OddSealOffice::XmlChange>("changeXml");
    QTest::newRow("written out default") << true << OddSealOffice::XmlChange();
    QTest::newRow("Signature.xml by another writer") << false << OddSealOffice::XmlChange([](QByteArray &xml) {
        xml.replace('"', '\'').replace("><", ">\r\n\t<").append("<!-- signed -->\r\n");
    });
}

void OddSealsTest::isJudgedOverTheBytesThatCame()
{
    QFETCH(const bool, hasDefault);
    QFETCH(const OddSealOffice::XmlChange, changeXml);
    crypto::DerWriter extension;
    extension.objectIdentifier("1.2.3.4").boolean(false).octetString("x");
    const QByteArray list = crypto::DerWriter()
                                .explicitTag(0, crypto::DerWriter().sequence(crypto::DerWriter().sequence(extension)))
                                .bytes();
    const auto change = [&](FreeSignature &signature) {
        if (hasDefault)
            signature.extensions = list;
    };
    QCOMPARE(m_office.conclusion(m_office.sealed(m_office.request(), change, changeXml)), QByteArray("valid"));
}

/// Row 2.
void OddSealsTest::takesRawValues()
{
    const auto change = [](FreeSignature &signature) { signature.value = rawValue; };
    QCOMPARE(m_office.conclusion(m_office.sealed(m_office.request(), change)), QByteArray("valid"));
}

/// Row 3.
void OddSealsTest::takesUnusedBitsAndSaysSo()
{
    const auto change = [](FreeSignature &signature) { signature.unusedBits = 1; };
    const auto verdict = m_office.judge(m_office.sealed(m_office.request(), change));
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("valid-with-remarks"));
    QCOMPARE(verdict.seals.first().verdict.result(seal::SealStep::Format)->reason, QByteArray("seal.odd-encoding"));
}

/// T20: a file that says of itself that it is signed by something weaker is not taken for an ordinary one.
void OddSealsTest::tellsThatTheFileNamesAnotherAlgorithm()
{
    const auto naming = [this](const QByteArray &method) {
        return m_office.judge(m_office.sealed(
            m_office.request(), {}, [&method](QByteArray &xml) { xml.replace("1.2.156.10197.1.501", method); }));
    };
    const auto step = [](const SealedDocumentVerdict &verdict) {
        return verdict.seals.first().verdict.result(seal::SealStep::SignatureMethod);
    };
    const auto ordinary = naming("1.2.156.10197.1.501");
    QCOMPARE(conclusionName(ordinary.conclusion), QByteArray("valid"));
    QVERIFY(step(ordinary)->outcome == seal::StepOutcome::Passed);
    const auto weaker = naming("1.2.840.113549.1.1.4");
    QCOMPARE(conclusionName(weaker.conclusion), QByteArray("signature-invalid"));
    QCOMPARE(step(weaker)->reason, QByteArray("seal.other-method"));
    QCOMPARE(step(weaker)->detail, u"1.2.840.113549.1.1.4"_s);
    const auto unknown = naming("SM2/国密");
    QCOMPARE(conclusionName(unknown.conclusion), QByteArray("valid-with-remarks"));
    QCOMPARE(step(unknown)->reason, QByteArray("seal.unknown-method"));
    const auto silent = naming("");
    QCOMPARE(conclusionName(silent.conclusion), QByteArray("valid"));
    QVERIFY(!step(silent));
}

/// Row 4: the value is made by openssl, which knows no user id of itself.
void OddSealsTest::wantsTheStandardUserId_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("the standard's") << QStringList{u"-pkeyopt"_s, u"distid:1234567812345678"_s} << QByteArray("valid");
    QTest::newRow("none") << QStringList() << QByteArray("signature-invalid");
    QTest::newRow("another") << QStringList{u"-pkeyopt"_s, u"distid:somebody"_s} << QByteArray("signature-invalid");
}

static QByteArray signedByOpenssl(const crypto::PrivateKey &key, const QByteArray &message, const QStringList &options)
{
    const QTemporaryDir folder;
    const auto write = [&folder](const QString &name, QByteArrayView bytes) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size())
            qFatal("no room for a test's file");
        return file.fileName();
    };
    QProcess openssl;
    openssl.start(u"openssl"_s,
        QStringList{u"pkeyutl"_s, u"-sign"_s, u"-rawin"_s, u"-digest"_s, u"sm3"_s, u"-inkey"_s,
            write(u"key"_s, key.toPkcs8().view()), u"-keyform"_s, u"DER"_s, u"-in"_s, write(u"message"_s, message)}
            + options);
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        qWarning("openssl: %s", openssl.readAllStandardError().constData());
    return openssl.readAllStandardOutput();
}

void OddSealsTest::wantsTheStandardUserId()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, expected);
    const auto change = [&](FreeSignature &signature) {
        signature.sign = [&](const QByteArray &message) {
            return signedByOpenssl(m_office.domain().office->key(), message, options);
        };
    };
    QCOMPARE(m_office.conclusion(m_office.sealed(m_office.request(), change)), expected);
}

/// Row 4, the other half: in about one of 256 values r begins with a zero octet, which readers have stripped.
void OddSealsTest::takesValuesWhoseNumbersBeginWithZeros()
{
    QByteArray found;
    const auto change = [&](FreeSignature &signature) {
        signature.sign = [&](const QByteArray &message) {
            for (int i = 0; i < 20'000; ++i) {
                found = must(m_office.domain().office->sign(message));
                if (rawValue(found).startsWith('\0'))
                    break;
            }
            return found;
        };
    };
    QCOMPARE(m_office.conclusion(m_office.sealed(m_office.request(), change)), QByteArray("valid"));
    QVERIFY(rawValue(found).startsWith('\0'));
    const auto changeRaw = [&](FreeSignature &signature) {
        change(signature);
        signature.value = rawValue;
    };
    QCOMPARE(m_office.conclusion(m_office.sealed(m_office.request(), changeRaw)), QByteArray("valid"));
    QVERIFY(rawValue(found).startsWith('\0'));
}

/// Row 5.
void OddSealsTest::knowsTheDigestByEveryNameOfIt_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("expected");
    for (const char *known : {"SM3", "sm3", "1.2.156.10197.1.401", "1.2.156.10197.1.401.1", "1.2.156.10197.1.401.2"})
        QTest::newRow(known) << QByteArray(known) << QByteArray("valid");
    for (const char *other : {"MD5", "SHA-256", ""})
        QTest::newRow(other) << QByteArray(other) << QByteArray("content-changed");
}

void OddSealsTest::knowsTheDigestByEveryNameOfIt()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, expected);
    const auto changeXml = [&](QByteArray &xml) {
        xml.replace("CheckMethod=\"1.2.156.10197.1.401\"", "CheckMethod=\"" + method + '"');
    };
    QCOMPARE(m_office.conclusion(m_office.sealed(m_office.request(), {}, changeXml)), expected);
}

/// A package under a digital signature without a seal.
QByteArray OddSealsTest::signedBy(const SignedDataValue &value) const
{
    ofd::SignatureRequest request = ofd::tests::sampleRequest();
    request.type = ofd::SignatureType::Sign;
    request.stamps.clear();
    const auto preparation = must(ofd::prepareSignature(ofd::tests::samplePackage(), request));
    return OddSealOffice::finished(preparation, {}, [&](const ofd::SignaturePreparation &prepared) {
        return signedDataOver(crypto::sm3(prepared.signatureXml), *m_office.domain().office, value);
    });
}

/// Row 6.
void OddSealsTest::takesBothWaysOfSignedData_data()
{
    QTest::addColumn<SignedDataValue>("value");
    QTest::newRow("the digest is the message") << SignedDataValue{.content = DigestContent::Octets};
    QTest::newRow("the digest in base64 is the message") << SignedDataValue{.content = DigestContent::Base64};
    QTest::newRow("signed attributes") << SignedDataValue{.signedAt = day(2026, 11, 20)};
    QTest::newRow("signed attributes over a digest that is in it")
        << SignedDataValue{.content = DigestContent::Octets, .signedAt = day(2026, 11, 20)};
    QTest::newRow("the other name of the algorithm")
        << SignedDataValue{.content = DigestContent::Octets, .algorithm = "1.2.156.10197.1.501"};
    QTest::newRow("written as a stream") << SignedDataValue{.content = DigestContent::Octets, .isStreamed = true};
    QTest::newRow("attributes, written as a stream")
        << SignedDataValue{.signedAt = day(2026, 11, 20), .isStreamed = true};
}

void OddSealsTest::takesBothWaysOfSignedData()
{
    QFETCH(const SignedDataValue, value);
    const QByteArray package = signedBy(value);
    const auto verdict = m_office.judge(package);
    QCOMPARE(verdict.seals.size(), 1);
    const SealFinding &finding = verdict.seals.first();
    QVERIFY2(!finding.fault, finding.fault ? qPrintable(describe(*finding.fault)) : "");
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("valid"));
    QCOMPARE(finding.name(), u"样例县人民政府办公室"_s);
    // The attribute's time, else that of Signature.xml, which is signed too.
    QCOMPARE(finding.sealedAt, value.signedAt ? value.signedAt : ofd::tests::sampleRequest().time);
    // A page that changes is found under it as under a seal.
    auto entries = must(must(ofd::Package::open(package)).readAll());
    std::ranges::find(entries, u"Doc_0/Pages/Page_0/Content.xml"_s, &PackageEntry::path)->bytes.append(' ');
    QCOMPARE(m_office.conclusion(must(ofd::writePackage(entries))), QByteArray("content-changed"));
}

/// Row 6, the forgeries of it.
void OddSealsTest::refusesSignedDataThatIsOverSomethingElse_data()
{
    QTest::addColumn<SignedDataValue>("value");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("digest of something else")
        << SignedDataValue{.content = DigestContent::Octets, .other = "x"} << QByteArray("content-changed");
    QTest::newRow("attribute of something else")
        << SignedDataValue{.other = "x", .signedAt = day(2026, 11, 20)} << QByteArray("content-changed");
    QTest::newRow("attribute of another content")
        << SignedDataValue{.content = DigestContent::Octets, .signedAt = day(2026, 11, 20), .otherAttribute = "x"}
        << QByteArray("content-changed");
    QTest::newRow("value of another key")
        << SignedDataValue{.content = DigestContent::Octets, .signer = m_office.domain().finance.get()}
        << QByteArray("signature-invalid");
    QTest::newRow("nothing signed") << SignedDataValue{} << QByteArray("malformed");
    QTest::newRow("signed tomorrow") << SignedDataValue{.signedAt = day(2026, 12, 3)}
                                     << QByteArray("signature-invalid");
}

void OddSealsTest::refusesSignedDataThatIsOverSomethingElse()
{
    QFETCH(const SignedDataValue, value);
    QFETCH(const QByteArray, expected);
    QCOMPARE(m_office.conclusion(signedBy(value)), expected);
}

/// Row 6, by a domain's own rules: a unit or a member signed, but nobody sealed, which is said.
void OddSealsTest::aDigitalSignatureIsNoUnitsSeal_data()
{
    QTest::addColumn<crypto::CertificatePurpose>("purpose");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a unit") << crypto::CertificatePurpose::Unit << QByteArray("valid-with-remarks");
    QTest::newRow("a member") << crypto::CertificatePurpose::Member << QByteArray("valid-with-remarks");
    QTest::newRow("a seal maker") << crypto::CertificatePurpose::SealMaker << QByteArray("signer-invalid");
}

void OddSealsTest::aDigitalSignatureIsNoUnitsSeal()
{
    QFETCH(const crypto::CertificatePurpose, purpose);
    QFETCH(const QByteArray, expected);
    const auto signer = m_office.domain().signer(m_office.domain().root, u"某人"_s, purpose);
    const Digest digest = crypto::sm3("content");
    const auto value = must(seal::SignedData::fromBytes(
        signedDataOver(digest, *signer, SignedDataValue{.content = DigestContent::Octets})));
    const crypto::TrustStore trust = m_office.domain().trust();
    seal::SealJudgement judgement{trust, day(2026, 12, 1)};
    judgement.registration = [](const Digest &) { return seal::SealRegistration::Registered; };
    const auto verdict = seal::verify(value, digest, u"2026-11-21 08:09:44"_s, judgement);
    QCOMPARE(seal::conclusionName(verdict.conclusion), expected);
    QCOMPARE(verdict.result(seal::SealStep::SealRegistration)->reason, QByteArray("seal.none"));
    // Without any time nothing can be said of the certificate.
    const auto timeless = seal::verify(value, digest, u"yesterday"_s, judgement);
    QCOMPARE(seal::conclusionName(timeless.conclusion), QByteArray("cannot-be-checked"));
}

/// Row 7: a list under protection takes no further seal; a program that puts one all the same breaks the first.
void OddSealsTest::tellsThatALaterSealBrokeAProtectedList()
{
    ofd::SignatureRequest closing = m_office.request();
    closing.coverage = ofd::Coverage::CloseDocument;
    const QByteArray closed = m_office.sealed(closing);
    QCOMPARE(m_office.conclusion(closed), QByteArray("valid"));
    QCOMPARE(ofd::prepareSignature(closed, m_office.request()).error().reason, QByteArray("ofd.document-closed"));
    // What another program makes of it: the files of a second seal, and a list that names both.
    const QByteArray twice = m_office.sealed(m_office.request(), {}, {}, m_office.sealed(m_office.request()));
    auto entries = must(must(ofd::Package::open(closed)).readAll());
    const QList<PackageEntry> later = must(must(ofd::Package::open(twice)).readAll());
    for (const PackageEntry &entry : later) {
        const auto known = std::ranges::find(entries, entry.path, &PackageEntry::path);
        if (known == entries.end())
            entries.append(entry);
        else if (entry.path.endsWith(u"/Signatures.xml"))
            known->bytes = entry.bytes;
    }
    const auto verdict = m_office.judge(must(ofd::writePackage(entries)));
    QCOMPARE(verdict.seals.size(), 2);
    QCOMPARE(conclusionName(verdict.seals.first().conclusion), QByteArray("content-changed"));
    QCOMPARE(verdict.seals.first().changed, QStringList{u"Doc_0/Signs/Signatures.xml"_s});
}

/// Row 8: Seal.esl may be missing; the seal is in the signed value.
void OddSealsTest::needsNoSealBesideTheSignedOne()
{
    ofd::SignatureRequest plain = m_office.request();
    plain.seal.clear();
    const QByteArray package = m_office.sealed(plain);
    QVERIFY(!must(ofd::Package::open(package)).contains(u"Doc_0/Signs/Sign_0/Seal.esl"_s));
    const auto verdict = m_office.judge(package);
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("valid"));
    QCOMPARE(verdict.seals.first().sealName, u"样例县人民政府办公室"_s);
}

/// Row 8: where it is, it has to be the signed one, byte for byte.
void OddSealsTest::findsAnotherSealBesideTheSignedOne()
{
    seal::SealInfo info = m_office.domain().officeSeal();
    info.name = u"样例县财政局"_s;
    ofd::SignatureRequest other = m_office.request();
    other.seal = must(seal::makeSeal(info, *m_office.domain().maker)).toDer();
    const auto verdict = m_office.judge(m_office.sealed(other));
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("content-changed"));
    QCOMPARE(verdict.seals.first().changed, QStringList{u"Seal.esl"_s});
}

QTEST_GUILESS_MAIN(OddSealsTest)
#include "OddSealsTest.moc"
