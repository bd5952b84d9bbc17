// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PdfWriter.h"

#include "tests/shared/layout/LayoutFixtures.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <thread>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

PdfInfo sampleInfo()
{
    return {u"关于防汛工作的通知"_s, u"江阴市人民政府办公室"_s, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}};
}

DocumentScene sceneWith(const QString &text)
{
    return {u"样张"_s, {pageWith(text)}};
}

QByteArray jpegOf(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "JPEG");
    return bytes;
}

} // namespace

class PdfWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackTheTextItShows_data();
    void givesBackTheTextItShows();
    void embedsSubsetsOfItsFacesOnly();
    void isSoundForQpdf();
    void sameSceneGivesTheSameBytes();
    void whatWasWrittenBeforeLeavesNoTrace();
    void drawsGlyphsThatNoneShowedBefore();
    void threadsWriteAtOnceTheSameBytes();
    void keepsTitleAuthorDatesAndOutline();
    void isWhatTheArchiveAsksFor();
    void aValidatorFindsOnlyWhatPartTwoAllows();
    void multipliesSealsOverText();
    void takesPngAndJpegAndRefusesOthers();
    void refusesWhatIsNoDocument();
};

void PdfWriterTest::givesBackTheTextItShows_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("look like radicals") << u"一工人民大小口土女子山日月木水火生用"_s;
    QTest::newRow("marks") << u"“一网通办”（试行）《办法》——第……条、；：？！"_s;
    QTest::newRow("figures") << u"澄政办发〔2004〕28号 12.5% A-3"_s;
    QTest::newRow("not in the first face") << u"朱镕基祎垚喆堃昇"_s;
    QTest::newRow("beyond the basic plane") << u"𠮷田"_s;
    QTest::newRow("one glyph for two characters") << u"·•一⼀"_s;
}

void PdfWriterTest::givesBackTheTextItShows()
{
    QFETCH(QString, text);
    const auto pdf = writePdf(sceneWith(text), sampleInfo());
    QVERIFY(pdf);
    const QByteArray shown = toolOutput(u"pdftotext"_s, {u"-enc"_s, u"UTF-8"_s, u"%"_s, u"-"_s}, *pdf);
    QCOMPARE(withoutBlanks(QString::fromUtf8(shown)), withoutBlanks(text));
}

void PdfWriterTest::embedsSubsetsOfItsFacesOnly()
{
    const auto pdf = writePdf(sceneWith(u"一人民"_s), sampleInfo());
    QVERIFY(pdf);
    QVERIFY2(pdf->size() < 20'000, qPrintable(QString::number(pdf->size())));
    const QStringList lines =
        QString::fromUtf8(toolOutput(u"pdffonts"_s, {u"%"_s}, *pdf)).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3); // Two lines of heading.
    QVERIFY2(lines[2].contains(u"FandolFang"_s) && lines[2].contains(u"yes yes yes"_s), qPrintable(lines[2]));
}

void PdfWriterTest::isSoundForQpdf()
{
    DocumentScene scene = sceneWith(u"正文"_s);
    scene.pages.first().items.append(Image{pngOf(20, 20, 0x80ff0000), {100, 100, 42, 42}, {}, BlendMode::Multiply, {}});
    PdfInfo info = sampleInfo();
    info.outline = {{u"一、总体目标"_s, 1, 0, 40}, {u"（一）专网"_s, 2, 0, 60}, {u"二、步骤"_s, 1, 0, 80}};
    const auto pdf = writePdf(scene, info);
    QVERIFY(pdf);
    QVERIFY(!toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, *pdf).isEmpty());
}

void PdfWriterTest::sameSceneGivesTheSameBytes()
{
    const auto first = writePdf(sceneWith(u"一式两份"_s), sampleInfo());
    const auto second = writePdf(sceneWith(u"一式两份"_s), sampleInfo());
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
}

void PdfWriterTest::whatWasWrittenBeforeLeavesNoTrace()
{
    // The first of this process and those whose faces were in use: other glyphs, faces from memory, a failure.
    const QByteArray first = writePdf(sceneWith(u"防汛工作"_s), sampleInfo()).value();
    DocumentScene foreign = sceneWith(u"工防"_s);
    auto &run = std::get<GlyphRun>(foreign.pages[0].items[0]);
    const QByteArray whole = run.face->bytes();
    run.face = FontFace::fromBytes(QByteArray(whole.constData(), whole.size())).value();
    QVERIFY(writePdf(foreign, sampleInfo()));
    DocumentScene refused = sceneWith(u"汛作防"_s);
    Image picture;
    picture.encoded = "no picture";
    refused.pages[0].items.append(picture);
    QVERIFY(!writePdf(refused, sampleInfo()));
    QCOMPARE(writePdf(sceneWith(u"防汛工作"_s), sampleInfo()).value(), first);
    // With the glyphs of others in its faces, and then with none but its own, since they would be too many.
    QVERIFY(writePdf(sceneWith(u"江阴市电子政务建设实施方案朱镕基"_s), sampleInfo()));
    QCOMPARE(writePdf(sceneWith(u"防汛工作"_s), sampleInfo()).value(), first);
    QString many;
    for (char16_t character = u'一'; character < u'一' + 2000; ++character)
        many += character;
    QVERIFY(writePdf(sceneWith(many), sampleInfo()));
    QVERIFY(writePdf(sceneWith(u"ＡＢ防"_s), sampleInfo()));
    QCOMPARE(writePdf(sceneWith(u"防汛工作"_s), sampleInfo()).value(), first);
}

void PdfWriterTest::drawsGlyphsThatNoneShowedBefore()
{
    for (const QString &text : {u"攥"_s, u"爨"_s}) {
        const auto pdf = writePdf(sceneWith(text), sampleInfo());
        QVERIFY(pdf);
        const QByteArray page = toolOutput(u"pdftoppm"_s, {u"-r"_s, u"200"_s, u"-gray"_s, u"%"_s}, *pdf);
        const auto ink = std::ranges::count_if(page, [](char gray) { return static_cast<uchar>(gray) < 0x10; });
        QVERIFY2(ink > 100, qPrintable(text + u": "_s + QString::number(ink)));
    }
}

void PdfWriterTest::threadsWriteAtOnceTheSameBytes()
{
    const DocumentScene scene = sceneWith(u"江阴市电子政务建设实施方案"_s);
    std::array<QByteArray, 4> written;
    std::vector<std::thread> writers;
    for (QByteArray &bytes : written)
        writers.emplace_back([&bytes, &scene] { bytes = writePdf(scene, sampleInfo()).value_or(QByteArray()); });
    for (std::thread &writer : writers)
        writer.join();
    QVERIFY(!written[0].isEmpty());
    for (const QByteArray &bytes : written)
        QCOMPARE(bytes, written[0]);
}

void PdfWriterTest::keepsTitleAuthorDatesAndOutline()
{
    PdfInfo info = sampleInfo();
    info.outline = {{u"一、总体目标"_s, 1, 0, 40}};
    const auto pdf = writePdf(sceneWith(u"正文"_s), info);
    QVERIFY(pdf);
    const QString facts = QString::fromUtf8(toolOutput(u"pdfinfo"_s, {u"-isodates"_s, u"%"_s}, *pdf));
    QVERIFY2(facts.contains(info.title) && facts.contains(info.author), qPrintable(facts));
    QCOMPARE(facts.count(u"2004-06-18T09:30:00Z"_s), 2);
    QVERIFY2(facts.contains(u"595.276 x 841.89 pts (A4)"_s), qPrintable(facts));
    QVERIFY(toolOutput(u"qpdf"_s, {u"--json"_s, u"--json-key=outlines"_s, u"%"_s}, *pdf).contains("总体目标"));
}

/// A page with everything that part 2 treats apart: a seal that multiplies, a picture, a heading in the outline.
static QByteArray pageForTheArchive()
{
    DocumentScene scene = sceneWith(u"正文"_s);
    scene.pages.first().items.append(Image{pngOf(20, 20, 0x80ff0000), {28, 30, 42, 42}, {}, BlendMode::Multiply, {}});
    PdfInfo info = sampleInfo();
    info.outline = {{u"一、总体目标"_s, 1, 0, 40}};
    return writePdf(scene, info).value_or(QByteArray());
}

void PdfWriterTest::isWhatTheArchiveAsksFor()
{
    const QByteArray pdf = pageForTheArchive();
    const QByteArray plain = toolOutput(u"qpdf"_s, {u"--qdf"_s, u"--object-streams=disable"_s, u"%"_s, u"-"_s}, pdf);
    // ISO 19005-2: 6.1.3, 6.2.4.3, 6.2.8.1, 6.6.2.1, 6.6.4.
    for (const char *part : {"/ID [", "/S /GTS_PDFA1", "/DestOutputProfile", "<pdfaid:part>2</pdfaid:part>",
             "<pdfaid:conformance>B</pdfaid:conformance>", "<xmp:CreateDate>2004-06-18T09:30:00Z</xmp:CreateDate>",
             "关于防汛工作的通知", "江阴市人民政府办公室", "/Lang (zh-CN)"})
        QVERIFY2(plain.contains(part), part);
    for (const char *part : {"/Interpolate", "/JavaScript", "/Launch", "/EmbeddedFile", "/Encrypt"})
        QVERIFY2(!plain.contains(part), part);
    // The packet can be read without knowing PDF.
    QVERIFY(pdf.contains("<?xpacket begin="));
}

void PdfWriterTest::aValidatorFindsOnlyWhatPartTwoAllows()
{
    const QString jars = u"/usr/share/java/"_s;
    if (!QFile::exists(jars + u"preflight.jar"_s) || QStandardPaths::findExecutable(u"java"_s).isEmpty())
        QFAIL("java or PDFBox Preflight (libpdfbox2-java) is missing, and ./test installs them");
    QStringList path;
    for (const char *jar :
        {"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"})
        path << jars + QString::fromLatin1(jar) + u".jar"_s;
    QProcess java;
    QTemporaryFile pdf;
    QVERIFY(pdf.open());
    pdf.write(pageForTheArchive());
    pdf.close();
    java.start(u"java"_s, {u"-cp"_s, path.join(u':'), u"org.apache.pdfbox.preflight.Validator_A1b"_s, pdf.fileName()});
    QVERIFY(java.waitForFinished(60'000));
    const QString report = QString::fromUtf8(java.readAllStandardOutput());
    QVERIFY2(report.contains(u"PDF/A-1b file"_s), qPrintable(report + QString::fromUtf8(java.readAllStandardError())));
    // Part 1 forbids what part 2 allows: cross reference streams (1.4), transparency (2.2.1), seals that multiply
    // (4.1.3), subsets without a CIDSet; and it is not part 1.
    static const QRegularExpression allowed(
        u"^(1\\.4 : .*cross reference streams|2\\.2\\.\\d : |3\\.1\\.11 : .*CIDSet|7\\.11\\.2 : .*part must be 1|4\\.1\\.3 : )"_s);
    static const QRegularExpression fault(u"^\\d+(\\.\\d+)* : "_s);
    QStringList others;
    for (const QString &line : report.split(u'\n')) {
        if (fault.match(line).hasMatch() && !allowed.match(line).hasMatch())
            others << line;
    }
    QVERIFY2(others.isEmpty(), qPrintable(others.join(u'\n')));
}

void PdfWriterTest::multipliesSealsOverText()
{
    DocumentScene scene = sceneWith(u"正文"_s);
    scene.pages.first().items.append(Image{pngOf(20, 20, 0xffff0000), {28, 30, 42, 42}, {}, BlendMode::Multiply, {}});
    const auto pdf = writePdf(scene, sampleInfo());
    QVERIFY(pdf);
    const QByteArray plain = toolOutput(u"qpdf"_s, {u"--qdf"_s, u"%"_s, u"-"_s}, *pdf);
    QVERIFY(plain.contains("/BM /Multiply"));
}

void PdfWriterTest::takesPngAndJpegAndRefusesOthers()
{
    const auto write = [](const QByteArray &encoded) {
        DocumentScene scene = sceneWith(u"正文"_s);
        scene.pages.first().items.append(Image{encoded, {28, 60, 40, 20}, {}, BlendMode::Normal, {}});
        return writePdf(scene, sampleInfo());
    };
    const auto jpeg = write(jpegOf(64, 32));
    QVERIFY(jpeg);
    QVERIFY(jpeg->contains("/DCTDecode"));
    QVERIFY(write(pngOf(64, 32, 0xff00ff00)));
    QCOMPARE(write(QByteArray("GIF89a\1\0\1\0", 10)).error().reason, "layout.picture-format");
    QCOMPARE(write(pngOf(64, 32, 0xff00ff00).first(40)).error().reason, "layout.picture");
    QByteArray bomb = pngOf(64, 32, 0xff00ff00);
    bomb.replace(16, 8, QByteArray::fromHex("0001000000010000"));
    QCOMPARE(write(bomb).error().reason, "layout.picture-size");
}

void PdfWriterTest::refusesWhatIsNoDocument()
{
    QCOMPARE(writePdf({}, sampleInfo()).error().reason, "layout.no-pages");
    DocumentScene flat = sceneWith(u"正文"_s);
    flat.pages.first().height = 0;
    QCOMPARE(writePdf(flat, sampleInfo()).error().reason, "layout.page-size");
    PdfInfo info = sampleInfo();
    info.outline = {{u"一、"_s, 1, 1, 0}};
    QCOMPARE(writePdf(sceneWith(u"正文"_s), info).error().reason, "layout.outline-page");
    info = sampleInfo();
    info.created = {};
    QCOMPARE(writePdf(sceneWith(u"正文"_s), info).error().reason, "layout.pdf-date");
}

QTEST_MAIN(PdfWriterTest)
#include "PdfWriterTest.moc"
