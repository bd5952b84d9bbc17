// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/ForeignPictures.h"

#include "client/core/viewing/OfdFile.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QBuffer>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

namespace {

RenderProcess::Settings settings(const char *program = "client/render/wenyi-render")
{
    return {QStringLiteral(WENYI_BUILD_DIR "/") + QString::fromLatin1(program), RenderProcess::Containers::Never,
        std::chrono::seconds(20), 4};
}

/// A page with that picture in a group, over a line of text.
SceneRef sceneWith(const QByteArray &picture)
{
    layout::PageScene page = pageWith(u"附图"_s);
    layout::Image image;
    image.encoded = picture;
    image.box = {50, 100, 60, 40};
    layout::Group group;
    group.items = std::make_shared<const QList<layout::SceneItem>>(QList<layout::SceneItem>{image});
    page.items << group;
    return std::make_shared<layout::DocumentScene>(layout::DocumentScene{{}, {page, pageWith(u"无图"_s)}});
}

SceneContent contentOf(const SceneRef &scene, const layout::PixelSource &pictures)
{
    SceneContent content;
    content.scene = scene;
    content.pictures = pictures;
    return content;
}

} // namespace

/// Pictures of others, seen by the client as pixels alone.
class ForeignPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormatComesAsItsPixels_data();
    void everyFormatComesAsItsPixels();
    void whatIsNoPictureStartsNoHelper();
    void pagesLookAsIfDecodedHere();
    void anOfdsPicturesAreDecodedByTheHelper();
    void aPictureThatTheHelperDoesNotGiveIsNotLeftOutInSilence();
    void damagedPicturesLeaveTheirPlaceEmpty();
    void scenesWithForeignPicturesAreNotHandedOut();
};

void ForeignPicturesTest::everyFormatComesAsItsPixels_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char *format : {"png", "jpeg", "bmp", "tiff"})
        QTest::newRow(format) << QByteArray(format);
}

void ForeignPicturesTest::everyFormatComesAsItsPixels()
{
    QFETCH(QByteArray, format);
    QImage drawn = QImage::fromData(pngOf(40, 30, 0xff2060c0)).convertToFormat(QImage::Format_RGB32);
    drawn.setPixel(7, 5, 0xffffffff);
    QByteArray encoded;
    QBuffer buffer(&encoded);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && drawn.save(&buffer, format.constData()));
    ForeignPictures pictures(settings());
    const auto decoded = pictures.decode(encoded);
    QVERIFY2(decoded, decoded ? "" : qPrintable(describe(decoded.error())));
    QCOMPARE(decoded->convertToFormat(QImage::Format_RGB32),
        layout::decodePicture(encoded)->convertToFormat(QImage::Format_RGB32));
}

void ForeignPicturesTest::whatIsNoPictureStartsNoHelper()
{
    ForeignPictures pictures(settings("no-such-program"));
    QCOMPARE(pictures.decode("no picture").error().reason, "layout.picture-format");
    QCOMPARE(pictures.decode(pngOf(2, 2, 0xff00ff00)).error().reason, "render.not-started");
}

void ForeignPicturesTest::pagesLookAsIfDecodedHere()
{
    const SceneRef scene = sceneWith(pngOf(60, 40, 0xff2060c0));
    const SceneFile own(contentOf(scene, {}));
    const SceneFile foreign(contentOf(scene, decodedByHelper(settings())));
    const auto here = waitFor(own.picture({0, 2, {}, {}}));
    const auto there = waitFor(foreign.picture({0, 2, {}, {}}));
    QVERIFY(here && there);
    QCOMPARE(*there, *here);
    QCOMPARE(there->pixelColor(160, 240), QColor(0x20, 0x60, 0xc0));
}

void ForeignPicturesTest::anOfdsPicturesAreDecodedByTheHelper()
{
    const QByteArray ofd = ofd::writeOfd({*sceneWith(pngOf(60, 40, 0xff2060c0)), {}, {}, {}}).value();
    const QByteArray program = qgetenv("WENYI_RENDER");
    const auto painted = [&ofd] {
        const auto file = openOfd(ofd, shippedFonts());
        return waitFor((*file)->picture({0, 2, {}, {}}));
    };
    QCOMPARE(painted()->pixelColor(160, 240), QColor(0x20, 0x60, 0xc0));
    // Were it decoded here, the missing helper would not be noticed.
    qputenv("WENYI_RENDER", "/nonexistent/wenyi-render");
    const auto missing = painted();
    qputenv("WENYI_RENDER", program);
    QVERIFY(!missing);
    QCOMPARE(missing.error().reason, "render.not-started");
}

void ForeignPicturesTest::aPictureThatTheHelperDoesNotGiveIsNotLeftOutInSilence()
{
    const SceneFile file(
        contentOf(sceneWith(pngOf(60, 40, 0xff2060c0)), decodedByHelper(settings("tests/test-bad-render-helper"))));
    for (int again = 0; again < 3; ++again)
        QCOMPARE(waitFor(file.picture({0, 2, {}, {}})).error().reason, "render.crashed");
    QVERIFY(waitFor(file.picture({1, 2, {}, {}})));
}

void ForeignPicturesTest::damagedPicturesLeaveTheirPlaceEmpty()
{
    QByteArray cut = pngOf(600, 400, 0xff2060c0);
    cut.truncate(60);
    const SceneFile file(contentOf(sceneWith(cut), decodedByHelper(settings())));
    const auto page = waitFor(file.picture({0, 2, {}, {}}));
    QVERIFY(page);
    QCOMPARE(page->pixelColor(160, 240), QColor(Qt::white));
}

void ForeignPicturesTest::scenesWithForeignPicturesAreNotHandedOut()
{
    const SceneRef scene = sceneWith(pngOf(60, 40, 0xff2060c0));
    QVERIFY(viewScene(scene)->scene(0));
    const auto foreign = viewScene(scene, std::nullopt, Origin::Foreign);
    QVERIFY(!foreign->scene(0));
    QVERIFY(foreign->scene(1));
}

QTEST_GUILESS_MAIN(ForeignPicturesTest)
#include "ForeignPicturesTest.moc"
