// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/SignatureReader.h"

#include "SampleDocument.h"

#include "shared/crypto/Sm3.h"
#include "shared/ofd/SignatureWriter.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

class SignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void protectsEveryFileButTheListAndItsOwn();
    void handsOutExactlyWhatItPutsIntoThePackage();
    void readsBackWhatWasAskedFor();
    void readsBackParametersUnderTheSignature();
    void leavesProtectedFilesAloneWhenAnotherSealFollows();
    void closesTheDocumentWhenAskedTo();
    void refusesRequestsThatNoPageCanCarry_data();
    void refusesRequestsThatNoPageCanCarry();
    void noticesEveryChangedFile();
    void noticesEveryRemovedFile();
    void noticesEveryRenamedFile();
    void noticesWhateverIsAddedToWhatIsShown_data();
    void noticesWhateverIsAddedToWhatIsShown();
    void doesNotExcuseAPageThatAForgedSignatureClaims();
    void tellsOfSignaturesThatWereTakenOutOfTheList();
    void saysNothingAboutFilesUnderUnknownMethods_data();
    void saysNothingAboutFilesUnderUnknownMethods();
    void neverCallsABitFlippedPackageCovered();
    void acceptsTheSealsOfOtherMakers_data();
    void acceptsTheSealsOfOtherMakers();
    void computesTheDigestsThatOpensslComputes();
};

static SignatureList read(const QByteArray &bytes)
{
    const auto package = Package::open(bytes);
    const auto list = package ? readSignatures(*package) : Result<SignatureList>(package.error());
    if (!list)
        qWarning("%s", list.error().reason.constData());
    return list.value_or(SignatureList{});
}

static QByteArray sealed()
{
    return signedOnce(samplePackage(), sampleRequest(), "value one");
}

static QList<PackageEntry> entriesOf(const QByteArray &package)
{
    return Package::open(package)->readAll().value();
}

/// Whether a reader would tell the person that all is well with the first signature.
static bool looksGood(const QByteArray &bytes)
{
    const auto package = Package::open(bytes);
    if (!package)
        return false;
    const auto list = readSignatures(*package);
    return list && !list->signatures.isEmpty() && list->signatures.first().referencesMatch()
           && list->signatures.first().coversWhatIsShown();
}

void SignatureTest::protectsEveryFileButTheListAndItsOwn()
{
    const SignatureList list = read(sealed());
    QCOMPARE(list.signatures.size(), 1);
    const OfdSignature &signature = list.signatures.first();
    QVERIFY2(!signature.fault, signature.fault ? signature.fault->reason.constData() : "");
    QVERIFY(signature.referencesMatch());
    QVERIFY(signature.coversWhatIsShown());
    QCOMPARE(signature.references.size(), sampleEntries().size() + 1); // and the seal
    QCOMPARE(
        signature.uncovered, (QList<UncoveredFile>{{u"Doc_0/Signs/Signatures.xml"_s, UncoveredKind::SignatureList}}));
    QVERIFY(list.unlisted.isEmpty());
}

void SignatureTest::handsOutExactlyWhatItPutsIntoThePackage()
{
    const auto preparation = prepareSignature(samplePackage(), sampleRequest());
    QVERIFY(preparation);
    QCOMPARE(preparation->signaturePath, u"/Doc_0/Signs/Sign_0/Signature.xml"_s);
    const auto package = Package::open(finishSignature(*preparation, "value").value());
    QVERIFY(package);
    QCOMPARE(package->read(preparation->signaturePath.mid(1)).value(), preparation->signatureXml);
    QCOMPARE(package->read(u"Doc_0/Signs/Sign_0/SignedValue.dat"_s).value(), "value");
    QCOMPARE(finishSignature(*preparation, {}).error().reason, "ofd.signed-value-size");
}

void SignatureTest::readsBackWhatWasAskedFor()
{
    const OfdSignature signature = read(sealed()).signatures.value(0);
    const SignatureRequest request = sampleRequest();
    QCOMPARE(signature.id, u"s001"_s);
    QCOMPARE(signature.type, SignatureType::Seal);
    QCOMPARE(signature.provider, request.provider);
    QCOMPARE(signature.method, request.method);
    QCOMPARE(signature.dateTime, u"20261121083320Z"_s);
    QCOMPARE(signature.stamps, request.stamps);
    QCOMPARE(signature.seal, request.seal);
    QCOMPARE(signature.signedValue, "value one");
}

void SignatureTest::readsBackParametersUnderTheSignature()
{
    SignatureRequest request = sampleRequest();
    QVERIFY(!prepareSignature(samplePackage(), request)->signatureXml.contains("Parameter"));
    request.parameters = {{u"2.25.1"_s, u"base64"_s, u"MAA="_s}, {u"用途 <a> & \"b\""_s, {}, u"一 < 二"_s}};
    const auto preparation = prepareSignature(samplePackage(), request);
    QVERIFY(preparation);
    // GM/T 0099 B.2: between the time and the references.
    const QByteArray &xml = preparation->signatureXml;
    QVERIFY(xml.indexOf("SignatureDateTime>") < xml.indexOf("<ofd:Parameters>"));
    QVERIFY(xml.indexOf("</ofd:Parameters>") < xml.indexOf("<ofd:References"));
    const SignatureList list = read(signedOnce(samplePackage(), request, "value"));
    QCOMPARE(list.signatures.size(), 1);
    QCOMPARE(list.signatures.first().parameters, request.parameters);
    QVERIFY(list.signatures.first().referencesMatch());
}

void SignatureTest::leavesProtectedFilesAloneWhenAnotherSealFollows()
{
    const QByteArray once = sealed();
    SignatureRequest second = sampleRequest();
    second.type = SignatureType::Sign;
    second.seal.clear();
    second.stamps.clear();
    const QByteArray twice = signedOnce(once, second, "value two");
    for (const PackageEntry &entry : entriesOf(once)) {
        if (entry.path != u"Doc_0/Signs/Signatures.xml")
            QCOMPARE(Package::open(twice)->read(entry.path).value(), entry.bytes);
    }
    const SignatureList list = read(twice);
    QCOMPARE(list.signatures.size(), 2);
    for (const OfdSignature &signature : list.signatures) {
        QVERIFY(signature.referencesMatch());
        QVERIFY(signature.coversWhatIsShown());
    }
    QCOMPARE(list.signatures[1].id, u"s004"_s); // Behind the first one's two stamps.
    QCOMPARE(list.signatures[1].type, SignatureType::Sign);
    const auto isLater = [](const UncoveredFile &file) { return file.kind == UncoveredKind::LaterSignature; };
    QCOMPARE(std::ranges::count_if(list.signatures[0].uncovered, isLater), 2);
    QCOMPARE(std::ranges::count_if(list.signatures[1].uncovered, isLater), 0);
}

void SignatureTest::closesTheDocumentWhenAskedTo()
{
    SignatureRequest request = sampleRequest();
    request.coverage = Coverage::CloseDocument;
    const QByteArray closed = signedOnce(samplePackage(), request, "value");
    QVERIFY(read(closed).signatures.value(0).referencesMatch());
    QVERIFY(read(closed).signatures.value(0).uncovered.isEmpty());
    QCOMPARE(prepareSignature(closed, sampleRequest()).error().reason, "ofd.document-closed");
}

void SignatureTest::refusesRequestsThatNoPageCanCarry_data()
{
    QTest::addColumn<Stamp>("stamp");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("page behind the last") << Stamp{2, {0, 0, 1, 1}, {}} << QByteArray("ofd.stamp-page");
    QTest::newRow("page before the first") << Stamp{-1, {0, 0, 1, 1}, {}} << QByteArray("ofd.stamp-page");
    QTest::newRow("no size") << Stamp{0, {0, 0, 0, 1}, {}} << QByteArray("ofd.stamp-box");
}

void SignatureTest::refusesRequestsThatNoPageCanCarry()
{
    QFETCH(const Stamp, stamp);
    QFETCH(const QByteArray, reason);
    SignatureRequest request = sampleRequest();
    request.stamps = {stamp};
    QCOMPARE(prepareSignature(samplePackage(), request).error().reason, reason);
}

static bool isUnprotectedByDesign(const QString &path)
{
    // The list by the standard; the signature's own two files by the signed value, which is not this layer's.
    return path.endsWith(u"Signatures.xml") || path.endsWith(u"Signature.xml") || path.endsWith(u"SignedValue.dat");
}

void SignatureTest::noticesEveryChangedFile()
{
    const QList<PackageEntry> entries = entriesOf(sealed());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (isUnprotectedByDesign(entries[i].path))
            continue;
        QList<PackageEntry> changed = entries;
        changed[i].bytes.append(' ');
        QVERIFY2(!looksGood(writePackage(changed).value()), qPrintable(entries[i].path));
    }
}

void SignatureTest::noticesEveryRemovedFile()
{
    const QList<PackageEntry> entries = entriesOf(sealed());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        QList<PackageEntry> fewer = entries;
        fewer.removeAt(i);
        QVERIFY2(!looksGood(writePackage(fewer).value()), qPrintable(entries[i].path));
    }
}

void SignatureTest::noticesEveryRenamedFile()
{
    const QList<PackageEntry> entries = entriesOf(sealed());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        QList<PackageEntry> renamed = entries;
        renamed[i].path += u"_";
        QVERIFY2(!looksGood(writePackage(renamed).value()), qPrintable(entries[i].path));
    }
}

void SignatureTest::noticesWhateverIsAddedToWhatIsShown_data()
{
    // Documents that had these places already when they were sealed, while the file came afterwards: the references
    // all hold, and only the coverage can tell.
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("location");
    const auto row = [](const char *name, const char *file, const char *path, const char *before,
                         const char *location) {
        QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(path) << QByteArray(before)
                            << QByteArray(location);
    };
    row("page", "Doc_0/Document.xml", "Doc_0/Pages/Page_2/Content.xml", "</ofd:Pages>",
        "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml\"/>");
    row("template", "Doc_0/Document.xml", "Doc_0/Tpls/Tpl_1/Content.xml", "</ofd:CommonData>",
        "<ofd:TemplatePage ID=\"8\" BaseLoc=\"Tpls/Tpl_1/Content.xml\"/>");
    row("resource", "Doc_0/Document.xml", "Doc_0/DocumentRes.xml", "</ofd:CommonData>",
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>");
    row("font below BaseLoc", "Doc_0/PublicRes.xml", "Doc_0/Res/song.ttf", "</ofd:Fonts>",
        "<ofd:Font ID=\"4\" FontName=\"x\"><ofd:FontFile>song.ttf</ofd:FontFile></ofd:Font>");
    row("font by absolute place", "Doc_0/PublicRes.xml", "Fonts/song.ttf", "</ofd:Fonts>",
        "<ofd:Font ID=\"4\" FontName=\"x\"><ofd:FontFile>/Fonts/song.ttf</ofd:FontFile></ofd:Font>");
    row("font with an escaped name", "Doc_0/PublicRes.xml", "Doc_0/Res/a b.ttf", "</ofd:Fonts>",
        "<ofd:Font ID=\"4\" FontName=\"x\"><ofd:FontFile>a%20b.ttf</ofd:FontFile></ofd:Font>");
    row("annotation", "Doc_0/Annots/Annotations.xml", "Doc_0/Annots/Page_1/Annotation.xml", "</ofd:Annotations>",
        "<ofd:Page PageID=\"2\"><ofd:FileLoc>Page_1/Annotation.xml</ofd:FileLoc></ofd:Page>");
    row("attachment", "Doc_0/Attachs/Attachments.xml", "Doc_0/Attachs/more.txt", "</ofd:Attachments>",
        "<ofd:Attachment ID=\"a2\" Name=\"n\"><ofd:FileLoc>more.txt</ofd:FileLoc></ofd:Attachment>");
    row("extension", "Doc_0/Document.xml", "Doc_0/Extensions.xml", "</ofd:Document>",
        "<ofd:Extensions>Extensions.xml</ofd:Extensions>");
    row("version", "OFD.xml", "Doc_0/Versions/v1.xml", "</ofd:DocBody>",
        "<ofd:Versions><ofd:Version ID=\"v1\" Index=\"1\" BaseLoc=\"Doc_0/Versions/v1.xml\"/></ofd:Versions>");
    row("second document", "OFD.xml", "Doc_1/Document.xml", "</ofd:OFD>",
        "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>");
    row("page resource with dots", "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Res.xml", "<ofd:Content>",
        "<ofd:PageRes>../Res.xml</ofd:PageRes>");
    row("page with backslashes", "Doc_0/Document.xml", "Doc_0/Pages/Page_2/Content.xml", "</ofd:Pages>",
        "<ofd:Page ID=\"5\" BaseLoc=\"Pages\\Page_2\\Content.xml\"/>");
}

void SignatureTest::noticesWhateverIsAddedToWhatIsShown()
{
    QFETCH(const QString, file);
    QFETCH(const QString, path);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, location);
    QList<PackageEntry> entries = sampleEntries();
    const auto edited = std::ranges::find(entries, file, &PackageEntry::path);
    QVERIFY(edited != entries.end() && edited->bytes.contains(before));
    edited->bytes.insert(edited->bytes.indexOf(before), location);
    const QByteArray honest = signedOnce(writePackage(entries).value(), sampleRequest(), "value");
    QVERIFY(looksGood(honest));
    QList<PackageEntry> forged = entriesOf(honest);
    forged.append({path, "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"/>"});
    const OfdSignature signature = read(writePackage(forged).value()).signatures.value(0);
    QVERIFY(signature.referencesMatch());
    QVERIFY(!signature.coversWhatIsShown());
    QVERIFY(signature.uncovered.contains(UncoveredFile{path, UncoveredKind::NotProtected}));
    // Where nothing leads to it, the same file is told but does no harm.
    QList<PackageEntry> stray = entriesOf(sealed());
    stray.append({path, "stray"});
    const OfdSignature calm = read(writePackage(stray).value()).signatures.value(0);
    QVERIFY(calm.coversWhatIsShown());
    QVERIFY(calm.uncovered.contains(UncoveredFile{path, UncoveredKind::NotShown}));
}

void SignatureTest::doesNotExcuseAPageThatAForgedSignatureClaims()
{
    QList<PackageEntry> entries = sampleEntries();
    entries[1].bytes.replace("</ofd:Pages>", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml\"/></ofd:Pages>");
    QList<PackageEntry> forged = entriesOf(signedOnce(writePackage(entries).value(), sampleRequest(), "value"));
    const auto list = std::ranges::find(forged, u"Doc_0/Signs/Signatures.xml"_s, &PackageEntry::path);
    list->bytes.replace(
        "</ofd:Signatures>", "<ofd:Signature ID=\"s009\" BaseLoc=\"Sign_9/Signature.xml\"/></ofd:Signatures>");
    forged.append({u"Doc_0/Pages/Page_2/Content.xml"_s, "<Page/>"});
    forged.append({u"Doc_0/Signs/Sign_9/Signature.xml"_s,
        "<Signature><SignedInfo><References CheckMethod=\"SM3\"/><Seal><BaseLoc>/Doc_0/Pages/Page_2/Content.xml"
        "</BaseLoc></Seal></SignedInfo><SignedValue>/OFD.xml</SignedValue></Signature>"});
    const SignatureList signatures = read(writePackage(forged).value());
    QCOMPARE(signatures.signatures.size(), 2);
    QVERIFY(!signatures.signatures[0].coversWhatIsShown());
    QVERIFY(!signatures.signatures[1].referencesMatch());
    QVERIFY(!signatures.signatures[1].coversWhatIsShown());
}

void SignatureTest::tellsOfSignaturesThatWereTakenOutOfTheList()
{
    const QByteArray twice = signedOnce(sealed(), sampleRequest(), "value two");
    QList<PackageEntry> entries = entriesOf(twice);
    const auto list = std::ranges::find(entries, u"Doc_0/Signs/Signatures.xml"_s, &PackageEntry::path);
    const QString emptied =
        QString::fromUtf8(list->bytes).remove(QRegularExpression(u"<ofd:Signature [^>]*Sign_0[^>]*>"_s));
    list->bytes = emptied.toUtf8();
    const SignatureList signatures = read(writePackage(entries).value());
    QCOMPARE(signatures.signatures.size(), 1);
    QCOMPARE(signatures.unlisted, QStringList{u"Doc_0/Signs/Sign_0/Signature.xml"_s});
}

void SignatureTest::saysNothingAboutFilesUnderUnknownMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("isKnown");
    for (const char *known : {"SM3", "sm3", "1.2.156.10197.1.401", "1.2.156.10197.1.401.1", "1.2.156.10197.1.401.2"})
        QTest::newRow(known) << QByteArray(known) << true;
    for (const char *unknown : {"", "MD5", "SHA1", "SHA-256", "SM33", "1.2.156.10197.1.4010", "none"})
        QTest::newRow(unknown) << QByteArray(unknown) << false;
}

void SignatureTest::saysNothingAboutFilesUnderUnknownMethods()
{
    QFETCH(const QByteArray, method);
    QFETCH(const bool, isKnown);
    QList<PackageEntry> entries = entriesOf(sealed());
    const auto file = std::ranges::find(entries, u"Doc_0/Signs/Sign_0/Signature.xml"_s, &PackageEntry::path);
    file->bytes.replace("CheckMethod=\"1.2.156.10197.1.401\"", "CheckMethod=\"" + method + '"');
    const OfdSignature signature = read(writePackage(entries).value()).signatures.value(0);
    QCOMPARE(signature.referencesMatch(), isKnown);
    QCOMPARE(signature.coversWhatIsShown(), isKnown);
    QCOMPARE(signature.references.first().result, isKnown ? ReferenceResult::Match : ReferenceResult::UnknownMethod);
}

void SignatureTest::neverCallsABitFlippedPackageCovered()
{
    const QByteArray package = sealed();
    const QList<PackageEntry> original = entriesOf(package);
    QRandomGenerator random(7);
    for (int i = 0; i < 2000; ++i) {
        QByteArray mutant = package;
        const auto bit = random.bounded(static_cast<quint32>(mutant.size() * 8));
        mutant[bit / 8] = static_cast<char>(mutant[bit / 8] ^ (1 << (bit % 8)));
        if (!looksGood(mutant))
            continue;
        // Only a bit of the ZIP that no file depends on (a time stamp, say) may have gone unnoticed.
        const QList<PackageEntry> entries = entriesOf(mutant);
        QCOMPARE(entries.size(), original.size());
        for (qsizetype k = 0; k < entries.size(); ++k) {
            QCOMPARE(entries[k].path, original[k].path);
            QVERIFY(entries[k].bytes == original[k].bytes || isUnprotectedByDesign(entries[k].path));
        }
    }
}

static QDir samples()
{
    return QDir(QStringLiteral(WENYI_SAMPLES_DIR) + u"/ofd"_s);
}

void SignatureTest::acceptsTheSealsOfOtherMakers_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("signatures");
    QTest::addColumn<int>("stamps");
    QTest::newRow("v4 joint") << u"signed/v4_joint_two_units.ofd"_s << 2 << 2;
    QTest::newRow("v4 riding") << u"signed/v4_riding_right.ofd"_s << 1 << 6;
    QTest::newRow("v1") << u"signed/v1_one_seal.ofd"_s << 1 << 1;
    QTest::newRow("expired seal") << u"signed/bad_seal_expired.ofd"_s << 1 << 1;
    QTest::newRow("GB/T 35275") << u"signed/sign_gbt35275_pkcs9.ofd"_s << 1 << 0;
    QTest::newRow("ofdrw riding") << u"ofdrw_V4RideRight.ofd"_s << 1 << 5;
    QTest::newRow("easyofd") << u"easyofd_image-seal.ofd"_s << 1 << 1;
    QTest::newRow("unsigned") << u"ofdrw_helloworld.ofd"_s << 0 << 0;
}

void SignatureTest::acceptsTheSealsOfOtherMakers()
{
    QFETCH(const QString, file);
    QFETCH(const int, signatures);
    QFETCH(const int, stamps);
    QFile sample(samples().filePath(file));
    if (!sample.open(QIODevice::ReadOnly))
        QSKIP("the sample files are not there");
    const SignatureList list = read(sample.readAll());
    QCOMPARE(list.signatures.size(), signatures);
    qsizetype found = 0;
    for (const OfdSignature &signature : list.signatures) {
        QVERIFY2(!signature.fault, signature.fault ? signature.fault->reason.constData() : "");
        QVERIFY(signature.referencesMatch());
        QVERIFY(signature.coversWhatIsShown());
        QVERIFY(signature.signedValue.startsWith('\x30'));
        found += signature.stamps.size();
    }
    QCOMPARE(found, stamps);
    QVERIFY(list.unlisted.isEmpty());
}

void SignatureTest::computesTheDigestsThatOpensslComputes()
{
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        QFAIL("openssl is missing, and ./test installs it");
    const QByteArray package = sealed();
    const QTemporaryDir folder;
    for (const SignatureReference &reference : read(package).signatures.value(0).references) {
        QFile file(folder.filePath(u"part"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Package::open(package)->read(reference.path).value());
        file.close();
        QProcess openssl;
        openssl.start(u"openssl"_s, {u"dgst"_s, u"-sm3"_s, u"-binary"_s, file.fileName()});
        QVERIFY(openssl.waitForFinished());
        QCOMPARE(openssl.readAllStandardOutput(), reference.checkValue);
    }
}

QTEST_GUILESS_MAIN(SignatureTest)
#include "SignatureTest.moc"
