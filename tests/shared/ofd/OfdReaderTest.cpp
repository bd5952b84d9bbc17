// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "SampleDocument.h"

#include "shared/ofd/Geometry.h"
#include "shared/ofd/OfdWriter.h"
#include "shared/ofd/SignatureReader.h"
#include "shared/ofd/TextReader.h"
#include "shared/ofd/Xml.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

class OfdReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackTheSceneThatWasWritten();
    void readsBackEverythingBesideThePages();
    void writesTheSameBytesForTheSameContent();
    void namesGlyphsThatTheCharacterMapWouldNotGive();
    void writesXmlThatXmllintFindsWellFormed();
    void countsEveryUnitIdOnceUpToTheMaximum();
    void refusesContentThatNoPackageCanHold();
    void readsTheTextThatAnIndependentReaderGot_data();
    void readsTheTextThatAnIndependentReaderGot();
    void saysThatAnEncryptedPackageIsOne();
    void paintsTemplatesLayersAndAnnotationsInOrder();
    void expandsDeltas_data();
    void expandsDeltas();
    void dropsOnlyTheBreaksThatPrettyPrintingPutIn();
    void refusesDocumentTypeDeclarations();
    void staysBoundedWhenCompositesMultiply();
};

static layout::FontFaceRef face()
{
    static const layout::FontFaceRef known = [] {
        const auto opened =
            layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s);
        return opened ? *opened : layout::FontFaceRef();
    }();
    return known;
}

static layout::GlyphRun runOf(const QString &text, double x, double y)
{
    layout::GlyphRun run{face(), 5.6444, {}, {}, text, {}};
    for (qsizetype i = 0; i < text.size(); ++i)
        run.glyphs.append({face()->glyphFor(text[i].unicode()), {x + static_cast<double>(i) * 5.64437, y}, i});
    return run;
}

static const QByteArray Dot =
    QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
                           "hKmMIQAAAABJRU5ErkJggg==");

static OfdContent sampleContent()
{
    OfdContent content;
    layout::PageScene first;
    layout::GlyphRun red = runOf(u"江阴市人民政府办公室文件"_s, 28, 60.12345);
    red.color = {255, 0, 0};
    layout::GlyphRun turned = runOf(u"工人民一"_s, 0, 0);
    turned.transform = {0, 1, -1, 0, 150, 100};
    layout::Path line{{layout::MoveTo{{28, 70}}, layout::LineTo{{184, 70}}}, {}, layout::Color{255, 0, 0}, 0.7,
        layout::FillRule::NonZero, {}};
    layout::Path shape{{layout::MoveTo{{30, 80}}, layout::CurveTo{{35, 75}, {40, 85}, {45, 80}}, layout::ClosePath{}},
        layout::Color{1, 2, 3, 128}, {}, 0.353, layout::FillRule::EvenOdd, {}};
    layout::Image image{Dot, {20, 200, 30, 15}, {}, layout::BlendMode::Normal, {}};
    first.items = {red, turned, line, shape, image};
    first.fields = {{u"issuerMark"_s, 0, 1, {28, 50, 156, 12}}};
    layout::PageScene second;
    second.width = 297;
    second.height = 210;
    second.items = {runOf(u"关于做好2026年工作的通知"_s, 28, 40), runOf(u"第二行 有空格"_s, 28, 50)};
    layout::Image cut{Dot, {20, 100, 30, 15}, {}, layout::BlendMode::Normal, {}};
    cut.clip = layout::Rect{20, 100, 10, 15};
    second.items.append(cut);
    content.scene.pages = {first, second};
    content.info.title = u"关于做好2026年工作的通知"_s;
    content.scene.title = content.info.title;
    content.info.author = u"江阴市人民政府办公室"_s;
    content.info.created = QDate(2026, 11, 21);
    content.info.keywords = {u"工作"_s, u"通知"_s};
    content.info.creator = u"Wenyi"_s;
    content.info.creatorVersion = u"0.1"_s;
    content.info.customData = {{u"FWZH"_s, u"澄政办发〔2026〕28号"_s}, {u"WZ"_s, u"通知"_s}};
    content.outline = {{u"一、总体目标"_s, 1, 0, 60}, {u"（一）范围"_s, 2, 0, 70.5}, {u"二、要求"_s, 1, 1, 40}};
    content.attachments = {{u"../名单.txt"_s, u"txt"_s, "one\r\ntwo"}, {u"表.et"_s, u"et"_s, QByteArray(3, '\0')}};
    return content;
}

static OfdDocument reread(const QByteArray &bytes, const FontResolver &resolver = {})
{
    const auto package = Package::open(bytes);
    const auto document = package ? readOfd(*package, resolver) : Result<OfdDocument>(package.error());
    if (!document)
        qWarning("%s", qPrintable(describe(document.error())));
    return document.value_or(OfdDocument{});
}

static bool isNear(layout::Point a, layout::Point b)
{
    return std::abs(a.x - b.x) < 1.1e-4 && std::abs(a.y - b.y) < 1.1e-4;
}

void OfdReaderTest::readsBackTheSceneThatWasWritten()
{
    const OfdContent content = sampleContent();
    const OfdDocument document = reread(writeOfd(content).value());
    QCOMPARE(document.skipped, QStringList());
    QCOMPARE(document.content.scene.pages.size(), content.scene.pages.size());
    for (qsizetype p = 0; p < content.scene.pages.size(); ++p) {
        const layout::PageScene &was = content.scene.pages[p];
        const layout::PageScene &is = document.content.scene.pages[p];
        QCOMPARE(is.width, was.width);
        QCOMPARE(is.height, was.height);
        QCOMPARE(is.items.size(), was.items.size());
        for (qsizetype i = 0; i < was.items.size(); ++i) {
            QCOMPARE(is.items[i].index(), was.items[i].index());
            if (const auto *run = std::get_if<layout::GlyphRun>(&was.items[i])) {
                const auto &read = std::get<layout::GlyphRun>(is.items[i]);
                QCOMPARE(read.text, run->text);
                QCOMPARE(read.color, run->color);
                QCOMPARE(read.size, run->size);
                QCOMPARE(read.glyphs.size(), run->glyphs.size());
                QCOMPARE(read.face->familyName(), run->face->familyName());
                for (qsizetype g = 0; g < run->glyphs.size(); ++g) {
                    QVERIFY(isNear(
                        apply(read.transform, read.glyphs[g].origin), apply(run->transform, run->glyphs[g].origin)));
                    QCOMPARE(read.glyphs[g].cluster, run->glyphs[g].cluster);
                    QCOMPARE(read.face->advance(read.glyphs[g].index), run->face->advance(run->glyphs[g].index));
                }
            } else if (const auto *path = std::get_if<layout::Path>(&was.items[i])) {
                const auto &read = std::get<layout::Path>(is.items[i]);
                QCOMPARE(read.fill, path->fill);
                QCOMPARE(read.stroke, path->stroke);
                QCOMPARE(read.fillRule, path->fillRule);
                QCOMPARE(read.elements.size(), path->elements.size());
            } else if (const auto *image = std::get_if<layout::Image>(&was.items[i])) {
                const auto &read = std::get<layout::Image>(is.items[i]);
                QCOMPARE(read.encoded, image->encoded);
                QCOMPARE(read.box, image->box);
                QCOMPARE(read.clip, image->clip);
            }
        }
    }
    QCOMPARE(document.pageTexts.value(0), u"江阴市人民政府办公室文件\n工人民一"_s);
    QCOMPARE(document.pageTexts.value(1), u"关于做好2026年工作的通知\n第二行 有空格"_s);
}

void OfdReaderTest::readsBackEverythingBesideThePages()
{
    const OfdContent content = sampleContent();
    OfdContent read = reread(writeOfd(content).value()).content;
    QVERIFY(QRegularExpression(u"^[0-9a-f]{32}$"_s).match(read.info.id).hasMatch());
    read.info.id.clear();
    QCOMPARE(read.info, content.info);
    QCOMPARE(read.outline, content.outline);
    QCOMPARE(read.attachments, content.attachments);
    QCOMPARE(read.scene.pages[0].fields.size(), 1);
    QCOMPARE(read.scene.pages[0].fields[0].name, u"issuerMark"_s);
    QCOMPARE(read.scene.pages[0].fields[0].bounds, content.scene.pages[0].fields[0].bounds);
    QCOMPARE(read.scene.pages[0].fields[0].itemCount, 1);
}

void OfdReaderTest::writesTheSameBytesForTheSameContent()
{
    const QByteArray first = writeOfd(sampleContent()).value();
    QCOMPARE(writeOfd(sampleContent()).value(), first);
    OfdContent other = sampleContent();
    other.info.customData[0].value += u"x";
    QVERIFY(reread(writeOfd(other).value()).content.info.id != reread(first).content.info.id);
    // What was read and written again says the same pages, word for word.
    const QByteArray again = writeOfd(reread(first).content).value();
    const QString page = u"Doc_0/Pages/Page_1/Content.xml"_s;
    QCOMPARE(Package::open(again)->read(page).value(), Package::open(first)->read(page).value());
}

void OfdReaderTest::namesGlyphsThatTheCharacterMapWouldNotGive()
{
    OfdContent content;
    layout::GlyphRun run = runOf(u"甲乙丙"_s, 20, 20);
    run.glyphs[1].index = face()->glyphFor(U'丁'); // As if a font feature had chosen another form.
    content.scene.pages = {layout::PageScene{}};
    content.scene.pages[0].items = {run};
    const QByteArray bytes = writeOfd(content).value();
    const QByteArray page = Package::open(bytes)->read(u"Doc_0/Pages/Page_0/Content.xml"_s).value();
    QCOMPARE(page.count("<ofd:CGTransform "), 1);
    QVERIFY(page.contains("CodePosition=\"1\" CodeCount=\"1\" GlyphCount=\"1\""));
    const OfdDocument document = reread(bytes);
    const auto &read = std::get<layout::GlyphRun>(document.content.scene.pages[0].items[0]);
    QCOMPARE(read.text, run.text);
    QVERIFY(read.glyphs[1].index != 0);
    QVERIFY(read.glyphs[1].index != read.glyphs[0].index);
    QCOMPARE(document.pageTexts[0], run.text);
}

void OfdReaderTest::writesXmlThatXmllintFindsWellFormed()
{
    if (QStandardPaths::findExecutable(u"xmllint"_s).isEmpty())
        QFAIL("xmllint is missing, and ./test installs it");
    const QByteArray bytes = signedOnce(writeOfd(sampleContent()).value(), sampleRequest(), "value");
    const auto entries = Package::open(bytes)->readAll();
    const QTemporaryDir folder;
    for (const PackageEntry &entry : *entries) {
        if (!entry.path.endsWith(u".xml"))
            continue;
        QFile file(folder.filePath(u"part.xml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(entry.bytes);
        file.close();
        QProcess xmllint;
        xmllint.start(u"xmllint"_s, {u"--noout"_s, file.fileName()});
        QVERIFY(xmllint.waitForFinished());
        QVERIFY2(xmllint.exitCode() == 0, qPrintable(entry.path));
    }
}

void OfdReaderTest::countsEveryUnitIdOnceUpToTheMaximum()
{
    const auto entries = Package::open(writeOfd(sampleContent()).value())->readAll();
    QList<int> ids;
    int maximum = 0;
    static const QRegularExpression id(u" ID=\"(\\d+)\""_s);
    for (const PackageEntry &entry : *entries) {
        if (!entry.path.endsWith(u".xml"))
            continue;
        const QString text = QString::fromUtf8(entry.bytes);
        for (auto match = id.globalMatch(text); match.hasNext();)
            ids.append(match.next().captured(1).toInt());
        static const QRegularExpression told(u"<ofd:MaxUnitID>(\\d+)<"_s);
        if (const auto match = told.match(text); match.hasMatch())
            maximum = match.captured(1).toInt();
    }
    std::ranges::sort(ids);
    QCOMPARE(ids.size(), maximum);
    for (qsizetype i = 0; i < ids.size(); ++i)
        QCOMPARE(ids[i], i + 1);
}

void OfdReaderTest::refusesContentThatNoPackageCanHold()
{
    QCOMPARE(writeOfd({}).error().reason, "ofd.no-pages");
    OfdContent content = sampleContent();
    content.scene.pages[0].width = 0;
    QCOMPARE(writeOfd(content).error().reason, "ofd.page-size");
    content = sampleContent();
    content.scene.pages[0].items.append(layout::Image{"no picture", {0, 0, 1, 1}, {}, layout::BlendMode::Normal, {}});
    QCOMPARE(writeOfd(content).error().reason, "ofd.image-format");
    content = sampleContent();
    content.info.title = u"a\u0001b"_s;
    QCOMPARE(writeOfd(content).error().reason, "ofd.text-character");
    content = sampleContent();
    content.outline[0].page = 2;
    QCOMPARE(writeOfd(content).error().reason, "ofd.outline-page");
}

static QDir samples()
{
    return QDir(QStringLiteral(WENYI_SAMPLES_DIR) + u"/ofd"_s);
}

static QByteArray sample(const QString &name)
{
    QFile file(samples().filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void OfdReaderTest::readsTheTextThatAnIndependentReaderGot_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("skipped");
    const auto row = [](const char *name, const QStringList &skipped) {
        QTest::newRow(name) << QString::fromLatin1(name) << skipped;
    };
    row("ofdrw_helloworld", {});
    row("ofdrw_AddAttachment", {});
    row("ofdrw_V4RideRight", {u"resource-missing"_s}); // It names a PublicRes.xml that it does not hold.
    row("easyofd_TextFollowCircle", {});
    row("easyofd_image-seal", {});
    row("zc310_helloworld_gradients", {});
    for (const char *name : {"signed/v4_joint_two_units", "signed/v4_riding_right", "signed/v1_one_seal",
             "signed/bad_seal_expired", "signed/sign_gbt35275_pkcs9"})
        row(name, {});
}

void OfdReaderTest::readsTheTextThatAnIndependentReaderGot()
{
    QFETCH(const QString, file);
    QFETCH(const QStringList, skipped);
    const QByteArray bytes = sample(file + u".ofd"_s);
    QString expected = QString::fromUtf8(sample(u"expected/"_s + file.section(u'/', -1) + u".txt"_s));
    if (bytes.isEmpty() || expected.isEmpty())
        QSKIP("the sample files are not there");
    const auto fonts = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS"));
    const auto read = readOfd(Package::open(bytes).value(), fonts.value());
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    const OfdDocument &document = *read;
    QCOMPARE(document.skipped, skipped);
    static const QRegularExpression head(u"^\\s*pages=(\\d+)\\n"_s);
    QCOMPARE(QString::number(document.pageTexts.size()), head.match(expected).captured(1));
    // The other reader sets each TextObject on a line of its own: characters and their order count, not lines.
    static const QRegularExpression blanks(u"\\s+"_s);
    QCOMPARE(document.pageTexts.join(QString()).remove(blanks), expected.remove(head).remove(blanks));
}

void OfdReaderTest::saysThatAnEncryptedPackageIsOne()
{
    const QByteArray bytes = sample(u"signed/enc_password.ofd"_s);
    if (bytes.isEmpty())
        QSKIP("the sample files are not there");
    QCOMPARE(Package::open(bytes).error().reason, "ofd.encrypted");
}

void OfdReaderTest::paintsTemplatesLayersAndAnnotationsInOrder()
{
    const OfdDocument document = reread(samplePackage(), [](const QString &) { return face(); });
    const QList<layout::SceneItem> &items = document.content.scene.pages.at(0).items;
    QCOMPARE(items.size(), 3);
    QVERIFY(std::holds_alternative<layout::Path>(items[0])); // The template's line
    QCOMPARE(std::get<layout::GlyphRun>(items[1]).text, u"第一页文"_s);
    QCOMPARE(std::get<layout::GlyphRun>(items[1]).glyphs[3].origin, (layout::Point{35, 25}));
    const auto &annotation = std::get<layout::Path>(items[2]);
    QCOMPARE(std::get<layout::LineTo>(annotation.elements[1]).to, (layout::Point{19, 19}));
    QCOMPARE(document.content.scene.pages.at(1).items.size(), 2);
    // Without any font the words are read all the same.
    QCOMPARE(reread(samplePackage()).pageTexts, (QStringList{u"第一页文"_s, u"第二页文"_s}));
    QCOMPARE(reread(samplePackage()).skipped, QStringList{u"font-missing"_s});
}

void OfdReaderTest::expandsDeltas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<double>>("steps");
    QTest::newRow("plain") << u"1 2.5 3"_s << 4 << QList<double>{1, 2.5, 3};
    QTest::newRow("grouped") << u"g 2 6.5 7"_s << 4 << QList<double>{6.5, 6.5, 7};
    QTest::newRow("group of far too many") << u"g 999999999999 1"_s << 3 << QList<double>{1, 1};
    QTest::newRow("negative group") << u"g -4 1 2"_s << 3 << QList<double>{2, 2};
    QTest::newRow("too few") << u"4"_s << 4 << QList<double>{4, 4, 4};
    QTest::newRow("too many") << u"1 2 3 4"_s << 3 << QList<double>{1, 2};
    QTest::newRow("none") << QString() << 3 << QList<double>{};
    QTest::newRow("one glyph") << u"1 2"_s << 1 << QList<double>{};
    QTest::newRow("nonsense") << u"nan x 1e99"_s << 4 << QList<double>{0, 0, 0};
    QTest::newRow("cut off") << u"g"_s << 2 << QList<double>{};
}

void OfdReaderTest::expandsDeltas()
{
    QFETCH(const QString, text);
    QFETCH(const int, count);
    QFETCH(const QList<double>, steps);
    QCOMPARE(expandDeltas(text, count), steps);
}

void OfdReaderTest::dropsOnlyTheBreaksThatPrettyPrintingPutIn()
{
    QCOMPARE(withoutLineBreaks(u" a b "_s), u" a b "_s);
    QCOMPARE(withoutLineBreaks(u"\n  公文\n   交换\n"_s), u"公文交换"_s);
    QCOMPARE(withoutLineBreaks(u"OFD\n   Reader"_s), u"OFD Reader"_s);
}

static QByteArray withEdit(const QString &path, const QByteArray &from, const QByteArray &to)
{
    QList<PackageEntry> entries = sampleEntries();
    std::ranges::find(entries, path, &PackageEntry::path)->bytes.replace(from, to);
    return writePackage(entries).value();
}

void OfdReaderTest::refusesDocumentTypeDeclarations()
{
    const QByteArray bytes = withEdit(u"Doc_0/Document.xml"_s, "<ofd:Document ",
        "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ofd:Document ");
    QCOMPARE(readOfd(*Package::open(bytes)).error().reason, "ofd.xml-dtd");
    const QByteArray deep = QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100);
    QCOMPARE(parseXml(deep).error().reason, "ofd.xml-limits");
}

void OfdReaderTest::staysBoundedWhenCompositesMultiply()
{
    QByteArray units;
    for (int level = 0; level < 12; ++level) {
        const QByteArray next = "<CompositeObject ID=\"x\" ResourceID=\"c" + QByteArray::number(level + 1) + "\"/>";
        units += "<CompositeGraphicUnit ID=\"c" + QByteArray::number(level) + "\"><Content>" + next.repeated(10)
                 + "</Content></CompositeGraphicUnit>";
    }
    QList<PackageEntry> entries = sampleEntries();
    std::ranges::find(entries, u"Doc_0/PublicRes.xml"_s, &PackageEntry::path)->bytes =
        "<Res><CompositeGraphicUnits>" + units + "</CompositeGraphicUnits></Res>";
    std::ranges::find(entries, u"Doc_0/Pages/Page_0/Content.xml"_s, &PackageEntry::path)->bytes =
        "<Page><Content><Layer><CompositeObject ResourceID=\"c0\"/></Layer></Content></Page>";
    QCOMPARE(readOfd(*Package::open(writePackage(entries).value())).error().reason, "ofd.too-many-objects");
}

QTEST_GUILESS_MAIN(OfdReaderTest)
#include "OfdReaderTest.moc"
