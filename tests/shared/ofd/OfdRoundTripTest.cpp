// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdWriter.h"

#include "OnePage.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

/// What is read can be written, and what was written reads as the same: nothing is lost on the way.
class OfdRoundTripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfItemComesBack();
    void writingWhatWasReadGivesTheSameBytes_data();
    void writingWhatWasReadGivesTheSameBytes();
    void writesInTheOrderOfTheSchema();
};

static layout::FontFaceRef face()
{
    static const auto known =
        layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s).value();
    return known;
}

static const QByteArray Dot =
    QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
                           "hKmMIQAAAABJRU5ErkJggg==");

/// A page with everything that a scene can hold.
static OfdContent everything()
{
    layout::GlyphRun run{face(), 5.6444, {1, 2, 3, 200}, {}, u"公文"_s, {}};
    for (qsizetype i = 0; i < 2; ++i)
        run.glyphs.append({face()->glyphFor(run.text[i].unicode()), {20 + 5.5 * double(i), 30}, i});
    run.outline = layout::Color{9, 9, 9};
    run.outlineWidth = 0.25;
    run.clip = {layout::ClipPath{
        {layout::MoveTo{{20, 20}}, layout::LineTo{{40, 20}}, layout::LineTo{{30, 40.1234}}, layout::ClosePath{}}}};
    layout::GlyphRun slanted = run;
    slanted.transform = {1, 0.1, -0.25, 1, 3, 50};
    layout::Path path{{layout::MoveTo{{30, 80}}, layout::CurveTo{{35, 75}, {40, 85}, {45, 80}}, layout::ClosePath{}},
        {}, layout::Color{1, 2, 3}, 0.5, layout::FillRule::EvenOdd, {}};
    path.lineStyle = {layout::LineCap::Round, layout::LineJoin::Bevel, 3, {2, 1}, 0.5};
    layout::Shading axial;
    axial.start = {30, 80};
    axial.end = {45, 80};
    axial.stops = {{0, {255, 0, 0}}, {0.25, {0, 255, 0, 100}}, {1, {0, 0, 255}}};
    axial.extendsEnd = true;
    path.fillShading = std::make_shared<const layout::Shading>(axial);
    layout::Path ellipse = path;
    ellipse.transform = {2, 0, 0, 1, 10, 20};
    layout::Shading radial = axial;
    radial.kind = layout::Shading::Kind::Radial;
    radial.startRadius = 1;
    radial.endRadius = 8;
    radial.extendsStart = true;
    radial.transform = ellipse.transform;
    ellipse.fillShading = std::make_shared<const layout::Shading>(radial);
    ellipse.clip = {layout::ClipPath{
        {layout::MoveTo{{60, 90}}, layout::LineTo{{99, 90}}, layout::LineTo{{99, 130}}, layout::ClosePath{}},
        layout::FillRule::EvenOdd}};
    layout::Image image{Dot, {20, 200, 30, 15}, {}, layout::BlendMode::Normal, {}};
    image.opacity = 0.4;
    image.mask = Dot;
    image.clipPaths = ellipse.clip;
    layout::Group inner{std::make_shared<const QList<layout::SceneItem>>(QList<layout::SceneItem>{image, run})};
    inner.transform = {0.5, 0, 0, 0.5, 10, 10};
    inner.clip = run.clip;
    layout::Group group{std::make_shared<const QList<layout::SceneItem>>(QList<layout::SceneItem>{inner, inner, path})};
    group.opacity = 0.2;
    OfdContent content;
    content.scene.pages = {layout::PageScene{}};
    layout::Path meshed = ellipse;
    layout::Shading mesh;
    mesh.kind = layout::Shading::Kind::Mesh;
    mesh.corners = {{{60, 90}, {255, 0, 0}}, {{99, 90}, {0, 255, 0, 100}}, {{99, 130}, {0, 0, 255}}};
    mesh.ground = layout::Color{1, 2, 3};
    mesh.transform = meshed.transform;
    meshed.fillShading = std::make_shared<const layout::Shading>(mesh);
    content.scene.pages[0].items = {run, slanted, path, ellipse, image, group, meshed};
    return content;
}

static OfdContent reread(const QByteArray &bytes)
{
    const auto document = readOfd(Package::open(bytes).value(), [](const QString &) { return face(); });
    return document ? document->content : OfdContent{};
}

static bool near(double a, double b)
{
    return std::abs(a - b) < 2e-3;
}

static bool near(const layout::Transform &a, const layout::Transform &b)
{
    return near(a.a, b.a) && near(a.b, b.b) && near(a.c, b.c) && near(a.d, b.d) && near(a.e, b.e) && near(a.f, b.f);
}

void OfdRoundTripTest::everyKindOfItemComesBack()
{
    const OfdContent was = everything();
    const OfdContent is = reread(writeOfd(was).value());
    const auto &items = is.scene.pages[0].items;
    QCOMPARE(items.size(), was.scene.pages[0].items.size());
    for (qsizetype i : {0, 1}) {
        const auto &before = std::get<layout::GlyphRun>(was.scene.pages[0].items[i]);
        const auto &run = std::get<layout::GlyphRun>(items[i]);
        QCOMPARE(run.color, before.color);
        QCOMPARE(run.outline, before.outline);
        QCOMPARE(run.outlineWidth, before.outlineWidth);
        QCOMPARE(run.clip, before.clip);
        QVERIFY(near(run.transform, before.transform));
    }
    for (qsizetype i : {2, 3}) {
        const auto &before = std::get<layout::Path>(was.scene.pages[0].items[i]);
        const auto &path = std::get<layout::Path>(items[i]);
        QCOMPARE(path.lineStyle, before.lineStyle);
        QCOMPARE(path.stroke, before.stroke);
        QCOMPARE(path.clip, before.clip);
        QVERIFY(path.fillShading && !path.fill);
        QCOMPARE(path.fillShading->stops, before.fillShading->stops);
        QCOMPARE(path.fillShading->extendsStart, before.fillShading->extendsStart);
        QCOMPARE(path.fillShading->extendsEnd, before.fillShading->extendsEnd);
        QVERIFY(near(path.fillShading->startRadius, before.fillShading->startRadius));
    }
    const auto &image = std::get<layout::Image>(items[4]);
    QCOMPARE(image.opacity, 0.4);
    QCOMPARE(image.mask, Dot);
    QCOMPARE(image.clipPaths, std::get<layout::Image>(was.scene.pages[0].items[4]).clipPaths);
    const auto &group = std::get<layout::Group>(items[5]);
    QCOMPARE(group.opacity, 0.2);
    QCOMPARE(group.items->size(), 3);
    const auto &inner = std::get<layout::Group>(group.items->at(0));
    QCOMPARE(std::get<layout::Group>(group.items->at(1)).items, inner.items);
    QVERIFY(near(inner.transform, {0.5, 0, 0, 0.5, 10, 10}));
    QCOMPARE(inner.clip, std::get<layout::GlyphRun>(was.scene.pages[0].items[0]).clip);
    QCOMPARE(std::get<layout::GlyphRun>(inner.items->at(1)).text, u"公文"_s);
    const layout::Shading &mesh = *std::get<layout::Path>(was.scene.pages[0].items[6]).fillShading;
    const layout::ShadingRef read = std::get<layout::Path>(items[6]).fillShading;
    QVERIFY(read && read->kind == layout::Shading::Kind::Mesh);
    QCOMPARE(read->ground, mesh.ground);
    QCOMPARE(read->corners.size(), 3);
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(read->corners[i].color, mesh.corners[i].color);
        QVERIFY(near(read->corners[i].place.x, mesh.corners[i].place.x));
        QVERIFY(near(read->corners[i].place.y, mesh.corners[i].place.y));
    }
}

void OfdRoundTripTest::writingWhatWasReadGivesTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("everything") << writeOfd(everything()).value();
    QTest::newRow("composed") << samplePackage();
    const QDir samples(QStringLiteral(WENYI_SAMPLES_DIR) + u"/ofd"_s);
    for (const QString &name : samples.entryList({u"*.ofd"_s}, QDir::Files)) {
        QFile file(samples.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            QTest::newRow(qPrintable(name)) << file.readAll();
    }
}

void OfdRoundTripTest::writingWhatWasReadGivesTheSameBytes()
{
    QFETCH(const QByteArray, bytes);
    const QByteArray once = writeOfd(reread(bytes)).value();
    QCOMPARE(writeOfd(reread(bytes)).value(), once);
    const QByteArray twice = writeOfd(reread(once)).value();
    const auto before = Package::open(once)->readAll().value();
    const auto after = Package::open(twice)->readAll().value();
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].path, before[i].path);
        if (before[i].path.endsWith(u".xml"))
            QCOMPARE(QString::fromUtf8(after[i].bytes), QString::fromUtf8(before[i].bytes));
    }
    QCOMPARE(twice, once);
}

void OfdRoundTripTest::writesInTheOrderOfTheSchema()
{
    const auto package = Package::open(writeOfd(everything()).value());
    const QString page = QString::fromUtf8(package->read(u"Doc_0/Pages/Page_0/Content.xml"_s).value());
    const auto comesBefore = [](const QString &text, const QString &first, const QString &second) {
        return text.contains(first) && text.indexOf(first) < text.indexOf(second);
    };
    const QString run = page.section(u"<ofd:TextObject"_s, 1, 1);
    QVERIFY(comesBefore(run, u"<ofd:Clips"_s, u"<ofd:FillColor"_s));
    QVERIFY(comesBefore(run, u"<ofd:FillColor"_s, u"<ofd:StrokeColor"_s));
    QVERIFY(comesBefore(run, u"<ofd:StrokeColor"_s, u"<ofd:TextCode"_s));
    const QString path = page.section(u"<ofd:PathObject"_s, 2, 2);
    QVERIFY(comesBefore(path, u"<ofd:Clips"_s, u"<ofd:StrokeColor"_s));
    QVERIFY(comesBefore(path, u"<ofd:StrokeColor"_s, u"<ofd:FillColor"_s));
    QVERIFY(path.lastIndexOf(u"<ofd:AbbreviatedData"_s) > path.indexOf(u"</ofd:FillColor"_s));
    QVERIFY(package->paths().contains(u"Doc_0/DocumentRes.xml"_s));
}

QTEST_GUILESS_MAIN(OfdRoundTripTest)
#include "OfdRoundTripTest.moc"
