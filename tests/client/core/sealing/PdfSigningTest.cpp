// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfSigning.h"

#include "shared/crypto/CmsSignature.h"
#include "shared/layout/PdfWriter.h"
#include "tests/client/core/render/PdfParts.h"
#include "tests/client/core/sealing/PdfOffice.h"
#include "tests/client/render/signatures/PdfDraft.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QStandardPaths>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray ourPdf()
{
    const layout::DocumentScene scene{u"样张"_s, {pageWith(u"关于防汛工作的通知"_s), pageWith(u"第二页"_s)}};
    return layout::writePdf(scene, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}}).value();
}

/// A red disc with a blue upper half, nothing around it.
QByteArray seal()
{
    QImage picture(200, 200, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::red);
    painter.drawEllipse(0, 0, 200, 200);
    painter.setClipRect(0, 0, 200, 100);
    painter.setBrush(Qt::blue);
    painter.drawEllipse(0, 0, 200, 200);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QBuffer::WriteOnly);
    picture.save(&buffer, "PNG");
    return bytes;
}

PdfSigningRequest shownAt(qsizetype page, layout::Point centre)
{
    PdfSigningRequest request;
    request.appearance = PdfAppearance{page, centre, 40, seal()};
    return request;
}

/// The page as `pdftoppm` draws it, ten pixels to the millimetre's 25.4.
QImage drawn(const QByteArray &pdf, int page)
{
    const QString number = QString::number(page);
    return QImage::fromData(toolOutput(
        u"pdftoppm"_s, {u"-png"_s, u"-cropbox"_s, u"-r"_s, u"100"_s, u"-f"_s, number, u"-l"_s, number, u"%"_s}, pdf));
}

QColor at(const QImage &picture, double x, double y)
{
    constexpr double PixelsPerMillimetre = 100 / 25.4;
    return picture.pixelColor(qRound(x * PixelsPerMillimetre), qRound(y * PixelsPerMillimetre));
}

/// ISO 32000 7.5.8.4: a table, and beside it a stream that alone leads to some objects, here to what the trailer calls
/// /Info.
QByteArray hybrid()
{
    const PdfDraft draft;
    const auto number = [](qsizetype value) { return QByteArray::number(value); };
    const int info = draft.size();
    const int stream = info + 1;
    QByteArray bytes = draft.bytes();
    const qsizetype infoAt = bytes.size();
    bytes += PdfDraft::objectOf(info, "<</Title(Hybrid)>>");
    const qsizetype streamAt = bytes.size();
    QByteArray row = "\1";
    row += static_cast<char>(infoAt >> 8);
    row += static_cast<char>(infoAt & 0xff);
    row += '\0';
    bytes += PdfDraft::objectOf(stream, "<</Type/XRef/Size " + number(stream + 1) + "/W[1 2 1]/Index[" + number(info)
                                            + " 1]/Root 1 0 R/Length 4>>\nstream\n" + row + "\nendstream");
    const qsizetype table = bytes.size();
    bytes += "xref\n" + number(stream) + " 1\n" + tableLine(streamAt) + "trailer\n<</Size " + number(stream + 1)
             + "/Root 1 0 R/Info " + number(info) + " 0 R/Prev " + number(draft.table()) + "/XRefStm "
             + number(streamAt) + ">>\nstartxref\n" + number(table) + "\n%%EOF\n";
    return bytes;
}

QByteArray conclusionOf(const PdfVerdict &verdict)
{
    QByteArray words = pdfConclusionName(verdict.conclusion);
    for (const PdfSignatureFinding &finding : verdict.signatures)
        words += ' ' + pdfConclusionName(finding.conclusion) + ':' + finding.reason;
    return words;
}

} // namespace

/// Signing PDFs, and what other programs say of the product: Poppler's pdfsig on NSS, qpdf, openssl.
class PdfSigningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void othersVerifyWhatWeSign_data();
    void othersVerifyWhatWeSign();
    void theFileStaysAsItIs();
    void aSecondSignatureKeepsTheFirst();
    void aSealIsShownWhereItIsPut_data();
    void aSealIsShownWhereItIsPut();
    void tablesOfBothFormsAreContinued_data();
    void tablesOfBothFormsAreContinued();
    void whatAStreamBesideTheTableLeadsToIsKept();
    void everyAttackIsFound();
    void anSm2KeySignsForOurselves();
    void whatCannotBeSignedIsRefused_data();
    void whatCannotBeSignedIsRefused();
    void wrongKeysAndPlacesAreRefused();
    void aHelperThatItsFileTookOverIsNotBelieved_data();
    void aHelperThatItsFileTookOverIsNotBelieved();

private:
    QByteArray signedFile(const QByteArray &pdf, const PdfSigningRequest &request = {})
    {
        auto product = m_office.sign(pdf, request);
        if (!product)
            qWarning("%s", qPrintable(describe(product.error())));
        return product.value_or(QByteArray());
    }

    PdfOffice m_office;
    QByteArray m_pdf;
};

void PdfSigningTest::initTestCase()
{
    m_pdf = ourPdf();
    for (const QString &program : {u"pdfsig"_s, u"certutil"_s, u"qpdf"_s, u"openssl"_s})
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(), qPrintable(program + u": ./test installs it"_s));
}

void PdfSigningTest::othersVerifyWhatWeSign_data()
{
    QTest::addColumn<PdfSignatureKind>("kind");
    QTest::newRow("pkcs7") << PdfSignatureKind::Pkcs7Detached;
    QTest::newRow("cades") << PdfSignatureKind::CadesDetached;
}

void PdfSigningTest::othersVerifyWhatWeSign()
{
    QFETCH(PdfSignatureKind, kind);
    PdfSigningRequest request{kind, u"同意"_s, {}, {m_office.root().certificate()}};
    const QByteArray product = signedFile(m_pdf, request);
    QVERIFY(!product.isEmpty());
    const PdfVerdict verdict = m_office.verdict(product);
    QVERIFY2(verdict.isFullyValid(), conclusionOf(verdict).constData());
    QCOMPARE(verdict.signatures.first().signature.signer, u"江阴市人民政府办公室"_s);
    QCOMPARE(verdict.signatures.first().signedAt(), std::optional(Hierarchy::now()));
    const QString words = pdfsigWords(product, m_office.root().certificate());
    QVERIFY2(words.contains(u"Signature Validation: Signature is Valid."_s), qPrintable(words));
    QVERIFY2(words.contains(u"Certificate Validation: Certificate is Trusted."_s), qPrintable(words));
    QVERIFY2(words.contains(u"Total document signed"_s), qPrintable(words));
    const bool isCades = kind == PdfSignatureKind::CadesDetached;
    QVERIFY2(words.contains(isCades ? u"ETSI.CAdES.detached"_s : u"adbe.pkcs7.detached"_s), qPrintable(words));
    QVERIFY(toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, product).contains("No syntax or stream encoding errors"));
    // And the value by itself, with the rules of CAdES where it says that it keeps them.
    OpenSslProgram openssl;
    const CutOut parts = cutOut(product);
    QStringList arguments{u"cms"_s, u"-verify"_s, u"-binary"_s, u"-inform"_s, u"DER"_s, u"-in"_s,
        openssl.write(u"cms"_s, parts.cms), u"-content"_s, openssl.write(u"content"_s, parts.content), u"-CAfile"_s,
        openssl.write(u"root.pem"_s, m_office.root().certificate().toPem()), u"-purpose"_s, u"smimesign"_s,
        u"-attime"_s, QString::number(toMilliseconds(Hierarchy::now()) / 1000), u"-cades"_s};
    const auto verified = openssl.run(arguments);
    QVERIFY2(verified, openssl.complaint());
    QCOMPARE(verified->size(), parts.content.size());
    const auto printed =
        openssl.run({u"cms"_s, u"-cmsout"_s, u"-print"_s, u"-inform"_s, u"DER"_s, u"-in"_s, openssl.path(u"cms"_s)});
    QVERIFY(printed);
    QCOMPARE(printed->contains("signingTime"), !isCades); // ETSI EN 319 142-1 5.3
    QVERIFY(printed->contains("id-smime-aa-signingCertificateV2"));
}

void PdfSigningTest::theFileStaysAsItIs()
{
    const QByteArray product = signedFile(m_pdf, shownAt(1, {105, 148}));
    QVERIFY(product.size() > m_pdf.size());
    QVERIFY(product.startsWith(m_pdf));
}

void PdfSigningTest::aSecondSignatureKeepsTheFirst()
{
    const QByteArray once = signedFile(m_pdf, shownAt(0, {60, 200}));
    const auto other = m_office.issue(u"江阴市水利局"_s);
    const auto twice = m_office.sign(once, shownAt(0, {150, 200}), *other);
    QVERIFY2(twice, qPrintable(twice ? QString() : describe(twice.error())));
    QVERIFY(twice->startsWith(once));
    const QString words = pdfsigWords(*twice, m_office.root().certificate());
    QCOMPARE(words.count(u"Signature Validation: Signature is Valid."_s), 2);
    QCOMPARE(words.count(u"Total document signed"_s), 1);
    QVERIFY(toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, *twice).contains("No syntax or stream encoding errors"));
    const PdfVerdict verdict = m_office.verdict(*twice);
    QCOMPARE(verdict.signatures.size(), 2);
    QCOMPARE(verdict.signatures.first().reason, QByteArray("pdf-signature.signed-later"));
    QCOMPARE(verdict.signatures.first().signature.field, u"Signature1"_s);
    QCOMPARE(verdict.signatures.last().conclusion, PdfConclusion::Valid);
    QCOMPARE(verdict.signatures.last().signature.signer, u"江阴市水利局"_s);
    QCOMPARE(verdict.signatures.last().signature.field, u"Signature2"_s);
}

void PdfSigningTest::aSealIsShownWhereItIsPut_data()
{
    QTest::addColumn<QByteArray>("ofPage");
    for (const QByteArray turn : {"0", "90", "180", "270"})
        QTest::newRow((turn + " degrees").constData()) << QByteArray("/Rotate " + turn);
    QTest::newRow("cropped") << QByteArray("/CropBox[20 30 500 700]");
    QTest::newRow("cropped and turned") << QByteArray("/CropBox[20 30 500 700]/Rotate 270");
}

void PdfSigningTest::aSealIsShownWhereItIsPut()
{
    QFETCH(QByteArray, ofPage);
    const QByteArray product =
        signedFile(onePage("595 842", "0.8 1 0.8 rg 0 0 595 842 re f", ofPage), shownAt(0, {70, 90}));
    QVERIFY(!product.isEmpty());
    const QImage page = drawn(product, 1);
    QVERIFY(!page.isNull());
    const QColor paper = at(page, 120, 40);
    QVERIFY2(paper.green() > 250 && paper.red() < 220, qPrintable(paper.name()));
    QCOMPARE(at(page, 70, 105), QColor(Qt::red));
    QCOMPARE(at(page, 70, 75), QColor(Qt::blue));
    // What is transparent in the corners of the picture shows the page, and nothing stands outside.
    for (const auto &[x, y] : {std::pair(52.0, 72.0), std::pair(88.0, 108.0), std::pair(70.0, 112.0)})
        QCOMPARE(at(page, x, y), paper);
    const render::Box box = m_office.verdict(product).signatures.first().signature.box;
    QVERIFY(std::abs(box.left - 50'000) < 10 && std::abs(box.top - 70'000) < 10);
    QVERIFY(std::abs(box.width - 40'000) < 10 && std::abs(box.height - 40'000) < 10);
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    QVERIFY(QDir().mkpath(folder) && page.save(folder + u"/pdf-signed-%1.png"_s.arg(name)));
}

void PdfSigningTest::tablesOfBothFormsAreContinued_data()
{
    QTest::addColumn<QByteArray>("pdf");
    const QByteArray streams = toolOutput(u"qpdf"_s, {u"--object-streams=generate"_s, u"%"_s, u"-"_s}, m_pdf);
    QTest::newRow("cross-reference stream") << streams;
    QTest::newRow("linearised") << toolOutput(u"qpdf"_s, {u"--linearize"_s, u"%"_s, u"-"_s}, m_pdf);
    QTest::newRow("linearised, stream") << toolOutput(
        u"qpdf"_s, {u"--linearize"_s, u"--object-streams=generate"_s, u"%"_s, u"-"_s}, m_pdf);
    QTest::newRow("no end of line at the end") << m_pdf.trimmed();
    QTest::newRow("a form of its own") << PdfDraft().update({{Value, "null"}, {Field, "<</FT/Tx/T(A)>>"}}).bytes();
}

void PdfSigningTest::tablesOfBothFormsAreContinued()
{
    QFETCH(QByteArray, pdf);
    QVERIFY(!pdf.isEmpty());
    const bool hasTable = pdf.mid(pdf.lastIndexOf("startxref") - 400).contains("trailer");
    const QByteArray once = signedFile(pdf, shownAt(0, {60, 200}));
    QVERIFY(once.startsWith(pdf));
    QCOMPARE(once.mid(pdf.size()).contains("trailer"), hasTable);
    const QByteArray twice = signedFile(once);
    const QString words = pdfsigWords(twice, m_office.root().certificate());
    QVERIFY2(words.count(u"Signature is Valid."_s) == 2, qPrintable(words));
    QVERIFY(toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, twice).contains("No syntax or stream encoding errors"));
    QCOMPARE(at(drawn(twice, 1), 60, 215), QColor(Qt::red));
}

void PdfSigningTest::whatAStreamBesideTheTableLeadsToIsKept()
{
    const QByteArray pdf = hybrid();
    QVERIFY(toolOutput(u"pdfinfo"_s, {u"%"_s}, pdf).contains("Hybrid"));
    const QByteArray product = signedFile(pdf);
    QVERIFY(product.startsWith(pdf));
    QVERIFY(toolOutput(u"pdfinfo"_s, {u"%"_s}, product).contains("Hybrid"));
    QVERIFY(pdfsigWords(product, m_office.root().certificate()).contains(u"Signature is Valid."_s));
}

void PdfSigningTest::everyAttackIsFound()
{
    const QByteArray product = signedFile(m_pdf);
    const auto conclusion = [this](const QByteArray &pdf) { return m_office.verdict(pdf).conclusion; };
    QCOMPARE(conclusion(product), PdfConclusion::Valid);
    const auto flipped = [&product](qsizetype at) {
        QByteArray changed = product;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        return changed;
    };
    const qsizetype contents = product.lastIndexOf("/Contents<") + 9;
    const qsizetype range = product.lastIndexOf("/ByteRange") + 20;
    for (const qsizetype place : {qsizetype(20), m_pdf.size() / 2, range, contents + 200, contents + 1000,
             product.size() - 20, product.indexOf("/Rect", m_pdf.size()) + 6})
        QVERIFY2(conclusion(flipped(place)) > PdfConclusion::SignerUnknown, QByteArray::number(place).constData());
    QCOMPARE(conclusion(product + "\n% added"), PdfConclusion::Changed);
    // A whole update behind it, as one who exchanges the page would write it.
    const auto added = m_office.sign(product, {}, *m_office.issue(u"别人"_s));
    QCOMPARE(m_office.verdict(*added).signatures.first().conclusion, PdfConclusion::Changed);
    QCOMPARE(conclusion(product.left(product.size() - 30)), PdfConclusion::Invalid);
    // Another trust knows nobody here.
    QCOMPARE(judgePdf(render::Signatures{{m_office.verdict(product).signatures.first().signature}, 0},
                 {Hierarchy().trust(), Hierarchy::now()})
                 .conclusion,
        PdfConclusion::SignerUnknown);
}

void PdfSigningTest::anSm2KeySignsForOurselves()
{
    Hierarchy hierarchy;
    const auto unit = hierarchy.issue(u"市政府办"_s, u"11320281014033000A/clerk"_s, crypto::CertificatePurpose::Member);
    const auto product = m_office.sign(m_pdf, {}, *unit);
    QVERIFY2(product, qPrintable(product ? QString() : describe(product.error())));
    const PdfVerdict here = m_office.verdict(*product);
    QCOMPARE(here.conclusion, PdfConclusion::SignerUnknown);
    const PdfVerdict known =
        judgePdf(render::Signatures{{here.signatures.first().signature}, 0}, {hierarchy.trust(), Hierarchy::now()});
    QCOMPARE(known.signatures.first().reason, QByteArray("pdf-signature.revocation-unknown"));
    // As it is told: no common reader knows SM2.
    QVERIFY(!pdfsigWords(*product, m_office.root().certificate()).contains(u"Signature is Valid."_s));
}

void PdfSigningTest::whatCannotBeSignedIsRefused_data()
{
    QTest::addColumn<QByteArray>("pdf");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const QByteArray &pdf, const char *reason) {
        QTest::newRow(name) << pdf << QByteArray(reason);
    };
    row("no PDF", "no PDF", "render.pdf");
    row("under a password",
        toolOutput(u"qpdf"_s, {u"--encrypt"_s, u"geheim"_s, u"mehr"_s, u"256"_s, u"--"_s, u"%"_s, u"-"_s}, m_pdf),
        "render.locked");
    row("encrypted, and open to all",
        toolOutput(u"qpdf"_s, {u"--encrypt"_s, {}, u"mehr"_s, u"256"_s, u"--"_s, u"%"_s, u"-"_s}, m_pdf),
        "pdf-sign.encrypted");
    const auto certified = [this](const QByteArray &level) {
        const SignatureTexts texts{"/Type/Sig", "/Filter/Adobe.PPKLite", "/SubFilter/adbe.pkcs7.detached",
            "/Reference[<</TransformMethod/DocMDP/TransformParams<</P " + level + ">>>>]"};
        return PdfDraft(texts).sign([this](const QByteArray &content) {
            return crypto::signDetachedCms({{content}, {}, {}}, m_office.signer()).value();
        });
    };
    row("certified against every change", certified("1").bytes(), "pdf-sign.certified");
    row("certified, and open to signatures", certified("2").bytes(), "");
    row("XFA", onePage("595 842", "", {}, "/AcroForm<</Fields[]/XFA()>>"), "pdf-sign.xfa");
    row("a form that is none", onePage("595 842", "", {}, "/AcroForm 7"), "pdf-sign.structure");
    QByteArray shifted = m_pdf;
    row("something before its begin", "junk\n" + shifted, "pdf-sign.structure");
    // Poppler, which shows it, looks for the objects by itself.
    row("a table that leads astray", onePage().replace("startxref\n", "startxref\n1"), "pdf-sign.structure");
}

void PdfSigningTest::whatCannotBeSignedIsRefused()
{
    QFETCH(QByteArray, pdf);
    QFETCH(QByteArray, reason);
    QVERIFY(!pdf.isEmpty());
    const auto product = m_office.sign(pdf);
    QCOMPARE(product ? QByteArray() : product.error().reason, reason);
}

void PdfSigningTest::wrongKeysAndPlacesAreRefused()
{
    const auto reasonOf = [](const Result<QByteArray> &product) {
        return product ? QByteArray() : product.error().reason;
    };
    Hierarchy hierarchy;
    for (const auto purpose : {crypto::CertificatePurpose::Unit, crypto::CertificatePurpose::SealMaker,
             crypto::CertificatePurpose::UnitEncryption, crypto::CertificatePurpose::Desktop}) {
        const auto signer = hierarchy.issue(u"别的"_s, u"x"_s, purpose);
        QCOMPARE(reasonOf(m_office.sign(m_pdf, {}, *signer)), QByteArray("pdf-sign.certificate"));
    }
    crypto::SystemRandom random;
    auto provisional = crypto::CertificateAuthority::createRoot(
        {u"自签"_s, {}, u"x"_s}, Hierarchy::days(-1), Hierarchy::days(1), random, crypto::Suite::EcdsaP256WithSha256)
                           .value();
    crypto::KeySigner own(
        crypto::PrivateKey::fromPkcs8(provisional.key().toPkcs8(), crypto::TakenSuites::Sm2AndP256).value(),
        provisional.certificate());
    QCOMPARE(reasonOf(m_office.sign(m_pdf, {}, own)), QByteArray("pdf-sign.certificate"));
    const auto ended = hierarchy.issue(
        u"旧的"_s, u"x"_s, crypto::CertificatePurpose::Member, Hierarchy::days(-9), Hierarchy::days(-1));
    QCOMPARE(reasonOf(m_office.sign(m_pdf, {}, *ended)), QByteArray("certificate.expired"));
    QCOMPARE(reasonOf(m_office.sign(m_pdf, shownAt(0, {10, 100}))), QByteArray("pdf-sign.place"));
    QCOMPARE(reasonOf(m_office.sign(m_pdf, shownAt(0, {100, std::nan("")}))), QByteArray("pdf-sign.place"));
    QCOMPARE(reasonOf(m_office.sign(m_pdf, shownAt(2, {100, 100}))), QByteArray("render.no-page"));
    PdfSigningRequest request = shownAt(0, {100, 100});
    request.appearance->picture = "no picture";
    QVERIFY(!m_office.sign(m_pdf, request));
    PdfSigningRequest wordy;
    wordy.reason = QString(501, u'字');
    QCOMPARE(reasonOf(m_office.sign(m_pdf, wordy)), QByteArray("pdf-sign.reason"));
}

void PdfSigningTest::aHelperThatItsFileTookOverIsNotBelieved_data()
{
    QTest::addColumn<QByteArray>("reason");
    for (const char *orders : {"prepared room filled", "prepared range shifted", "prepared parts turned"})
        QTest::newRow(orders) << QByteArray("render.answer");
    QTest::newRow("prepared as it should be, and nothing is found") << QByteArray("pdf-sign.not-valid");
}

void PdfSigningTest::aHelperThatItsFileTookOverIsNotBelieved()
{
    QFETCH(QByteArray, reason);
    const RenderProcess::Settings helper{QStringLiteral(WENYI_BUILD_DIR "/tests/test-bad-render-helper"),
        RenderProcess::Containers::Never, std::chrono::seconds(20), 4};
    const auto product = signPdf(QTest::currentDataTag(), {}, m_office.signer(), Hierarchy::now(), helper);
    QCOMPARE(product ? QByteArray() : product.error().reason, reason);
}

QTEST_GUILESS_MAIN(PdfSigningTest)
#include "PdfSigningTest.moc"
