// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedScene.h"

#include "shared/layout/paint/ScenePainter.h"
#include "shared/ofd/FontSubstitution.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/OfdWriter.h"
#include "shared/ofd/SignatureReader.h"
#include "shared/seal/SealSignature.h"

#include <QBuffer>
#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// The pages of the sample files, seals and all, beside the pictures that an independent reader made of them.
class OfdSamplesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAsAnIndependentReaderShowsIt_data();
    void looksAsAnIndependentReaderShowsIt();
    void wouldNoticeAMissingObject();
    void aSealThatIsADocumentIsDrawnAsOne();
    void aSealOfAnyPictureFormatIsDrawn_data();
    void aSealOfAnyPictureFormatIsDrawn();
};

static layout::FontSetRef fonts()
{
    static const layout::FontSetRef known = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS")).value();
    return known;
}

static QDir samples()
{
    return QDir(QStringLiteral(WENYI_SAMPLES_DIR) + u"/ofd"_s);
}

/// The file's pages with every seal that can be read, whether or not it holds.
static layout::DocumentScene sealedScene(const QByteArray &bytes)
{
    const auto package = ofd::Package::open(bytes);
    const auto document = package ? ofd::readOfd(*package, fonts()) : Result<ofd::OfdDocument>(package.error());
    if (!document)
        return {};
    layout::DocumentScene scene = document->content.scene;
    const auto signatures = ofd::readSignatures(*package);
    for (const ofd::OfdSignature &signature : signatures ? signatures->signatures : QList<ofd::OfdSignature>()) {
        if (const auto value = seal::SealSignature::fromDer(signature.signedValue))
            scene = withSeal(std::move(scene), value->seal().info().face, signature.stamps);
    }
    return scene;
}

/// How much ink lies in each square of a page.
class InkGrid
{
public:
    static constexpr int Cell = 40; ///< Pixels: 10 mm at 4 pixels a millimetre.

    explicit InkGrid(const QImage &picture)
        : m_columns((picture.width() + Cell - 1) / Cell)
        , m_rows((picture.height() + Cell - 1) / Cell)
        , m_ink(m_columns * m_rows)
    {
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                m_ink[(y / Cell) * m_columns + x / Cell] += (255 - qGray(picture.pixel(x, y))) / 255.0 / (Cell * Cell);
        }
    }
    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    double at(int column, int row) const
    {
        return column < 0 || row < 0 || column >= m_columns || row >= m_rows ? 0 : m_ink[row * m_columns + column];
    }
    /// Of a square and those around it, so that what lies on an edge may lie on either side.
    double around(int column, int row) const
    {
        double ink = 0;
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx)
                ink += at(column + dx, row + dy);
        }
        return ink;
    }

private:
    int m_columns = 0;
    int m_rows = 0;
    QList<double> m_ink;
};

/// How alike two pages are.
struct Likeness
{
    double score = 1;    ///< 1 for the same ink in every square, 0 for none of it.
    QStringList missing; ///< Squares with ink in the other picture and none around them here.
    QStringList extra;   ///< The other way round.
};

static Likeness compare(const QImage &ours, const QImage &theirs)
{
    constexpr double Seen = 0.006; // A short line through a square.
    constexpr double None = 0.25;  // Of the other's ink.
    const InkGrid a(ours);
    const InkGrid b(theirs);
    Likeness likeness;
    double difference = 0;
    double all = 0;
    for (int row = 0; row < std::max(a.rows(), b.rows()); ++row) {
        for (int column = 0; column < std::max(a.columns(), b.columns()); ++column) {
            const QString place = u"%1,%2"_s.arg(column * 10).arg(row * 10);
            difference += std::abs(a.at(column, row) - b.at(column, row));
            all += a.at(column, row) + b.at(column, row);
            if (b.at(column, row) > Seen && a.around(column, row) < b.at(column, row) * None)
                likeness.missing.append(place);
            if (a.at(column, row) > Seen && b.around(column, row) < a.at(column, row) * None)
                likeness.extra.append(place);
        }
    }
    likeness.score = all > 0 ? 1 - difference / all : 1;
    return likeness;
}

static constexpr double PageResolution = 4 * 25.4;

void OfdSamplesTest::looksAsAnIndependentReaderShowsIt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<double>("lowest");
    QTest::addColumn<bool>("showsMore");
    const auto row = [](const char *name, double lowest, bool showsMore = false) {
        QTest::newRow(name) << QString::fromLatin1(name) << lowest << showsMore;
    };
    row("ofdrw_helloworld", 0.75);
    row("ofdrw_AddAttachment", 0.75);
    row("ofdrw_V4RideRight", 0.9);
    row("easyofd_TextFollowCircle", 0.7, true); // The other reader leaves arcs out.
    row("easyofd_image-seal", 0.75);
    // The other reader leaves shadings out: it has the frames alone.
    row("zc310_helloworld_gradients", 0, true);
    for (const char *name : {"signed/v4_joint_two_units", "signed/v4_riding_right", "signed/v1_one_seal",
             "signed/bad_seal_expired", "signed/sign_gbt35275_pkcs9"})
        row(name, 0.75);
}

void OfdSamplesTest::looksAsAnIndependentReaderShowsIt()
{
    QFETCH(const QString, file);
    QFETCH(const double, lowest);
    QFETCH(const bool, showsMore);
    QFile source(samples().filePath(file + u".ofd"_s));
    if (!source.open(QIODevice::ReadOnly))
        QSKIP("the sample files are not there");
    const layout::DocumentScene scene = sealedScene(source.readAll());
    QVERIFY(!scene.pages.isEmpty());
    const QString name = file.section(u'/', -1);
    const QDir kept(QStringLiteral(WENYI_BUILD_DIR) + u"/ofd-samples"_s); // To be looked at.
    QVERIFY(kept.mkpath(u"."_s));
    int compared = 0;
    layout::ScenePainter painter;
    for (qsizetype page = 0; page < scene.pages.size(); ++page) {
        const auto ours = layout::renderPage(scene.pages[page], PageResolution, painter);
        QVERIFY(ours);
        const QString picture = u"%1-%2.png"_s.arg(name).arg(page);
        QVERIFY(ours->save(kept.filePath(picture)));
        const QImage theirs(samples().filePath(u"expected/"_s + picture));
        if (theirs.isNull())
            continue;
        ++compared;
        const Likeness likeness = compare(*ours, theirs);
        qInfo("%s: %.3f", qPrintable(picture), likeness.score);
        QVERIFY2(likeness.missing.isEmpty(), qPrintable(u"missing at "_s + likeness.missing.join(u"; "_s)));
        QVERIFY2(showsMore || likeness.extra.isEmpty(), qPrintable(u"too much at "_s + likeness.extra.join(u"; "_s)));
        QVERIFY2(likeness.score >= lowest, qPrintable(QString::number(likeness.score)));
    }
    QVERIFY(compared > 0);
}

void OfdSamplesTest::wouldNoticeAMissingObject()
{
    QFile source(samples().filePath(u"easyofd_TextFollowCircle.ofd"_s));
    if (!source.open(QIODevice::ReadOnly))
        QSKIP("the sample files are not there");
    const layout::DocumentScene scene = sealedScene(source.readAll());
    const QImage whole = layout::renderPage(scene.pages.at(0), PageResolution).value();
    // Any single character of the circles, and the star.
    int noticed = 0;
    const qsizetype count = scene.pages[0].items.size();
    for (qsizetype i = 0; i < count; ++i) {
        layout::PageScene page = scene.pages[0];
        page.items.removeAt(i);
        const Likeness likeness = compare(layout::renderPage(page, PageResolution).value(), whole);
        noticed += likeness.missing.isEmpty() && likeness.score > 0.999 ? 0 : 1;
    }
    QVERIFY2(noticed > 20, qPrintable(u"%1 of %2"_s.arg(noticed).arg(count)));
}

static layout::PageScene emptyPage()
{
    return layout::PageScene{};
}

static layout::Path redSquare()
{
    layout::Path path;
    path.elements = {layout::MoveTo{{0, 0}}, layout::LineTo{{20, 0}}, layout::LineTo{{20, 20}}, layout::LineTo{{0, 20}},
        layout::ClosePath{}};
    path.fill = layout::Color{255, 0, 0};
    return path;
}

void OfdSamplesTest::aSealThatIsADocumentIsDrawnAsOne()
{
    ofd::OfdContent content;
    content.scene.pages = {layout::PageScene{40, 40, {redSquare()}, {}}};
    const seal::SealFace face{u"ofd"_s, ofd::writeOfd(content).value(), 40, 40};
    layout::DocumentScene scene;
    scene.pages = {emptyPage(), emptyPage()};
    // The whole seal on the first page; on the second its right half alone, in which there is nothing.
    const auto sealedPages = withSeal(scene, face,
        {{0, {100, 100, 80, 80}, {}}, {1, {100, 100, 80, 80}, layout::Rect{40, 0, 40, 80}}, {7, {0, 0, 9, 9}, {}}});
    QCOMPARE(sealedPages.pages[0].items.size(), 1);
    const QImage first = layout::renderPage(sealedPages.pages[0], PageResolution).value();
    QCOMPARE(first.pixel(4 * 120, 4 * 120), qRgb(255, 0, 0));
    QCOMPARE(first.pixel(4 * 160, 4 * 120), qRgb(255, 255, 255));
    QCOMPARE(layout::renderPage(sealedPages.pages[1], PageResolution).value(),
        layout::renderPage(emptyPage(), PageResolution).value());
    const seal::SealFace broken{u"ofd"_s, "PK no package", 40, 40};
    QVERIFY(withSeal(scene, broken, {{0, {0, 0, 40, 40}, {}}}).pages[0].items.isEmpty());
}

void OfdSamplesTest::aSealOfAnyPictureFormatIsDrawn_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QString>("type");
    QTest::newRow("png") << QByteArray("png") << u"PNG"_s;
    QTest::newRow("bmp") << QByteArray("bmp") << u"bmp"_s;
    QTest::newRow("jpeg") << QByteArray("jpeg") << u"jpg"_s;
    QTest::newRow("png that is called otherwise") << QByteArray("png") << u"GIF"_s;
}

void OfdSamplesTest::aSealOfAnyPictureFormatIsDrawn()
{
    QFETCH(const QByteArray, format);
    QFETCH(const QString, type);
    QImage picture(32, 32, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(picture.save(&buffer, format.constData()));
    layout::DocumentScene scene;
    scene.pages = {emptyPage()};
    const auto sealedPages = withSeal(scene, seal::SealFace{type, bytes, 40, 40}, {{0, {100, 100, 40, 40}, {}}});
    const QRgb pixel = layout::renderPage(sealedPages.pages[0], PageResolution).value().pixel(4 * 120, 4 * 120);
    QVERIFY(qRed(pixel) > 250 && qGreen(pixel) < 5);
}

QTEST_MAIN(OfdSamplesTest)
#include "OfdSamplesTest.moc"
