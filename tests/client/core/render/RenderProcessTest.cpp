// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderProcess.h"
#include "shared/layout/PdfWriter.h"
#include "tests/client/core/render/PdfParts.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/TypesetFixtures.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::render;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000;

/// Without a container, so that the process that a test stops or kills is the helper.
RenderProcess::Settings settings(std::chrono::milliseconds patience = std::chrono::seconds(20))
{
    return {
        QStringLiteral(WENYI_BUILD_DIR "/client/render/wenyi-render"), RenderProcess::Containers::Never, patience, 4};
}

/// The helper that its file has taken over.
RenderProcess::Settings badHelper()
{
    return {QStringLiteral(WENYI_BUILD_DIR "/tests/test-bad-render-helper"), RenderProcess::Containers::Never,
        std::chrono::seconds(3), 4};
}

/// An answer that a test waits for.
template<typename Body>
struct Awaited
{
    std::optional<Result<Body>> answer;
    RenderProcess::Answered<Body> taker()
    {
        return [this](Result<Body> result) { answer = std::move(result); };
    }
    bool wait() const
    {
        return QTest::qWaitFor([this] { return answer.has_value(); }, Patience);
    }
    bool holds() const { return wait() && answer->has_value(); }
    QByteArray reason() const { return wait() && !*answer ? answer->error().reason : QByteArray(); }
};

QByteArray ourPdf()
{
    const layout::TypesetDocument typeset = set(notice());
    return *layout::writePdf(typeset.scene,
        {u"通知"_s, u"办公室"_s, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {{u"一、总则"_s, 1, 0, 0}}});
}

QString joined(const PageText &text)
{
    QString all;
    for (const TextWord &word : text.words)
        all += word.text;
    return all;
}

QImage imageOf(const Picture &picture)
{
    return QImage(reinterpret_cast<const uchar *>(picture.pixels.constData()), picture.width, picture.height,
        picture.width * 4, QImage::Format_ARGB32_Premultiplied)
        .convertToFormat(QImage::Format_Grayscale8);
}

/// How many of those of 64 x 64 regions that have ink in one of the pictures are as dark in the other, within a
/// twentieth.
double regionScore(const QImage &one, const QImage &other)
{
    constexpr int Regions = 64;
    const QImage first = one.scaled(Regions, Regions, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage second = other.scaled(Regions, Regions, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    int inked = 0;
    int same = 0;
    for (int y = 0; y < Regions; ++y) {
        for (int x = 0; x < Regions; ++x) {
            const int here = qGray(first.pixel(x, y));
            const int there = qGray(second.pixel(x, y));
            inked += std::min(here, there) < 240 ? 1 : 0;
            same += std::min(here, there) < 240 && std::abs(here - there) <= 12 ? 1 : 0;
        }
    }
    return inked == 0 ? 0 : double(same) / inked;
}

} // namespace

/// The client's side of the helper: what it gives, and that nothing which befalls it reaches the window.
class RenderProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadyBeforeTheFirstQuestion();
    void givesTheTextOfEveryPage();
    void showsPagesAsAnotherReaderDoes();
    void drawsAPageInTiles();
    void tellsTheOutline();
    void decodesPicturesOutsideOfTheClient();
    void hostileFilesEndInAnAnswer_data();
    void hostileFilesEndInAnAnswer();
    void activeContentStartsNothing();
    void killedHelperAnswersAfterAll();
    void helperThatHangsIsKilledInTime();
    void questionThatKillsTwiceIsRefusedAndOthersGoOn();
    void pageThatKillsTwiceCostsNoOtherPage();
    void fileThatKillsTwiceIsRefused_data();
    void fileThatKillsTwiceIsRefused();
    void answerOfAnotherKindIsNotTaken();
    void fileThatKillsAgainAndAgainIsGivenUp();
    void cancelledQuestionsAreNotAnswered();
    void missingHelperIsSaid();
    void worksInAContainerWhereThereIsOne();
};

void RenderProcessTest::isReadyBeforeTheFirstQuestion()
{
    RenderProcess process(settings());
    process.prepare();
    QTRY_VERIFY_WITH_TIMEOUT(process.guards().contains(u"seccomp"_s), 20'000);
    const qint64 helper = process.processId();
    process.prepare();
    Awaited<Opened> opened;
    process.open(onePage(), opened.taker());
    QVERIFY(opened.holds());
    QCOMPARE(process.processId(), helper);
    QCOMPARE(process.deaths(), 0);
}

void RenderProcessTest::givesTheTextOfEveryPage()
{
    const QByteArray pdf = ourPdf();
    RenderProcess process(settings());
    Awaited<Opened> opened;
    process.open(pdf, opened.taker());
    QVERIFY(opened.holds());
    const auto pages = opened.answer->value().pages;
    QVERIFY(pages.size() >= 1);
    QCOMPARE(pages.first(), (PageSize{210'000, 297'000}));
    QString all;
    for (int i = 0; i < pages.size(); ++i) {
        Awaited<PageText> text;
        process.ask<PageText>(ReadText{i}, text.taker());
        QVERIFY(text.holds());
        for (const TextWord &word : text.answer->value().words) {
            for (const Box &box : word.characters)
                QVERIFY(box.left >= 0 && box.left + box.width <= 210'000 && box.top >= 0
                        && box.top + box.height <= 297'000);
        }
        all += joined(text.answer->value());
    }
    const QByteArray other = toolOutput(u"pdftotext"_s, {u"-enc"_s, u"UTF-8"_s, u"%"_s, u"-"_s}, pdf);
    QCOMPARE(withoutBlanks(all), withoutBlanks(QString::fromUtf8(other)));
    QVERIFY(withoutBlanks(all).contains(withoutBlanks(notice().title)));
}

void RenderProcessTest::showsPagesAsAnotherReaderDoes()
{
    const QByteArray pdf = ourPdf();
    RenderProcess process(settings());
    Awaited<Opened> opened;
    Awaited<Picture> picture;
    process.open(pdf, opened.taker());
    process.ask<Picture>(RenderPage{0, 100'000, {}}, picture.taker());
    QVERIFY(picture.holds());
    const QByteArray other =
        toolOutput(u"pdftoppm"_s, {u"-r"_s, u"100"_s, u"-f"_s, u"1"_s, u"-l"_s, u"1"_s, u"%"_s}, pdf);
    const QImage wanted = QImage::fromData(other, "PPM").convertToFormat(QImage::Format_Grayscale8);
    QVERIFY(!wanted.isNull());
    const QImage shown = imageOf(picture.answer->value());
    QCOMPARE(shown.size(), wanted.size());
    qInfo() << "regions that agree:" << regionScore(shown, wanted);
    QImage blank = wanted;
    blank.fill(Qt::white);
    QVERIFY(regionScore(blank, wanted) < 0.1);
    QVERIFY2(regionScore(shown, wanted) > 0.99, qPrintable(QString::number(regionScore(shown, wanted))));
}

void RenderProcessTest::drawsAPageInTiles()
{
    RenderProcess process(settings());
    Awaited<Opened> opened;
    Awaited<Picture> whole;
    Awaited<Picture> tile;
    Awaited<Picture> tooLarge;
    process.open(onePage(), opened.taker());
    process.ask<Picture>(RenderPage{0, 72'000, {}}, whole.taker());
    process.ask<Picture>(RenderPage{0, 72'000, QRect(60, 100, 100, 60)}, tile.taker());
    process.ask<Picture>(RenderPage{0, 2'400'000, {}}, tooLarge.taker());
    QVERIFY(whole.holds() && tile.holds());
    QCOMPARE(imageOf(tile.answer->value()), imageOf(whole.answer->value()).copy(60, 100, 100, 60));
    QCOMPARE(tooLarge.reason(), "render.picture-size");
}

void RenderProcessTest::tellsTheOutline()
{
    RenderProcess process(settings());
    Awaited<Opened> opened;
    Awaited<Outline> outline;
    process.open(ourPdf(), opened.taker());
    process.ask<Outline>(ReadOutline{}, outline.taker());
    QVERIFY(outline.holds());
    QCOMPARE(outline.answer->value().entries.size(), 1);
    QCOMPARE(outline.answer->value().entries.first().title, u"一、总则"_s);
    QCOMPARE(outline.answer->value().entries.first().page, 0);
}

void RenderProcessTest::decodesPicturesOutsideOfTheClient()
{
    RenderProcess process(settings());
    Awaited<Picture> good;
    Awaited<Picture> bad;
    process.ask<Picture>(DecodePicture{pngOf(600, 400, 0xffff0000)}, good.taker());
    process.ask<Picture>(DecodePicture{"no picture"}, bad.taker());
    QVERIFY(good.holds());
    QCOMPARE(good.answer->value().width, 600);
    QCOMPARE(good.answer->value().height, 400);
    QVERIFY(bad.reason().startsWith("layout.picture"));
}

void RenderProcessTest::hostileFilesEndInAnAnswer_data()
{
    QTest::addColumn<QByteArray>("pdf");
    const QByteArray good = onePage();
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("garbage") << QByteArray(5000, '\x80');
    QTest::newRow("cut in half") << good.first(good.size() / 2);
    QTest::newRow("without its table") << good.first(good.indexOf("xref"));
    QByteArray ring = good;
    ring.replace("/Root 1 0 R", "/Root 1 0 R/Prev " + QByteArray::number(good.indexOf("xref")));
    QTest::newRow("tables in a ring") << ring;
    QTest::newRow("pages in a ring") << pdfOf(
        {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"});
    QTest::newRow("a million pages told")
        << pdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 1000000>>"});
    QTest::newRow("a huge page") << onePage("1e9 1e9");
    QTest::newRow("a page without size") << onePage("0 0");
    QTest::newRow("a form that draws itself") << onePage("595 842", "/X Do");
    QTest::newRow("deep states") << onePage("595 842", QByteArray(200'000, 'q').replace("q", "q "));
    QTest::newRow("a huge picture") << onePage("595 842", "BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID xxxxxxxx EI");
    QTest::newRow("an outline in a ring") << pdfOf({"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]>>",
        "<</First 5 0 R/Last 5 0 R>>", "<</Title(a)/Next 5 0 R/First 5 0 R/Parent 4 0 R>>"});
}

void RenderProcessTest::hostileFilesEndInAnAnswer()
{
    QFETCH(QByteArray, pdf);
    RenderProcess process(settings(std::chrono::seconds(2)));
    QElapsedTimer sinceTick;
    qint64 longestStall = 0;
    QTimer tick;
    connect(&tick, &QTimer::timeout, this, [&] { longestStall = std::max(longestStall, sinceTick.restart()); });
    sinceTick.start();
    tick.start(5);
    Awaited<Opened> opened;
    Awaited<Picture> picture;
    Awaited<PageText> text;
    Awaited<Outline> outline;
    process.open(pdf, opened.taker());
    process.ask<Picture>(RenderPage{}, picture.taker());
    process.ask<PageText>(ReadText{}, text.taker());
    process.ask<Outline>(ReadOutline{}, outline.taker());
    QVERIFY(opened.wait() && picture.wait() && text.wait() && outline.wait());
    QVERIFY2(longestStall < 1000, qPrintable(QString::number(longestStall)));
    // Whatever became of that, a picture still comes, from this helper or the next.
    Awaited<Picture> after;
    process.ask<Picture>(DecodePicture{pngOf(2, 2, 0xff00ff00)}, after.taker());
    QVERIFY(after.holds() || process.deaths() > 0);
}

void RenderProcessTest::activeContentStartsNothing()
{
    const QTemporaryDir folder;
    const QByteArray mark = folder.filePath(u"started"_s).toUtf8();
    const QByteArray launch = "<</S/Launch/F(/bin/touch)/Unix<</F(/bin/touch)/P(" + mark + ")>>>>";
    const QByteArray script = "<</S/JavaScript/JS(app.launchURL\\('file:///bin/touch'\\);)>>";
    const QByteArray link = "<</Type/Annot/Subtype/Link/Rect[0 0 500 500]/A<</S/URI/URI(http://127.0.0.1:9/)>>>>";
    const QByteArray pdf =
        onePage("595 842", "BT /F 24 Tf 72 700 Td (Wenyi) Tj ET", "/Annots[" + link + "]/AA<</O " + launch + ">>",
            "/OpenAction " + launch + "/AA<</WC " + script + ">>/Names<</JavaScript<</Names[(a)" + script + "]>>>>");
    RenderProcess process(settings());
    Awaited<Opened> opened;
    Awaited<Picture> picture;
    Awaited<PageText> text;
    process.open(pdf, opened.taker());
    process.ask<Picture>(RenderPage{}, picture.taker());
    process.ask<PageText>(ReadText{}, text.taker());
    QVERIFY(opened.holds() && picture.holds() && text.holds());
    QCOMPARE(joined(text.answer->value()), u"Wenyi"_s);
    QVERIFY(QDir(folder.path()).isEmpty());
    QCOMPARE(process.deaths(), 0);
}

void RenderProcessTest::killedHelperAnswersAfterAll()
{
    RenderProcess process(settings());
    Awaited<Opened> opened;
    process.open(onePage(), opened.taker());
    QVERIFY(opened.holds());
    ::kill(static_cast<pid_t>(process.processId()), SIGSTOP);
    Awaited<PageText> text;
    process.ask<PageText>(ReadText{}, text.taker());
    QTest::qWait(50);
    QVERIFY(!text.answer);
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    QVERIFY(text.holds());
    QCOMPARE(joined(text.answer->value()), u"Wenyi"_s);
    QCOMPARE(process.deaths(), 1);
}

void RenderProcessTest::helperThatHangsIsKilledInTime()
{
    RenderProcess process(settings(std::chrono::seconds(3)));
    Awaited<Opened> opened;
    process.open(onePage(), opened.taker());
    QVERIFY(opened.holds());
    ::kill(static_cast<pid_t>(process.processId()), SIGSTOP);
    Awaited<Picture> hanging;
    Awaited<Outline> next;
    process.ask<Picture>(RenderPage{}, hanging.taker());
    process.ask<Outline>(ReadOutline{}, next.taker());
    QCOMPARE(hanging.reason(), "render.time");
    QVERIFY(next.holds());
    Awaited<Picture> again;
    process.ask<Picture>(RenderPage{}, again.taker());
    QCOMPARE(again.reason(), "render.time");
    QCOMPARE(process.deaths(), 1);
}

void RenderProcessTest::questionThatKillsTwiceIsRefusedAndOthersGoOn()
{
    RenderProcess process(badHelper());
    Awaited<Opened> opened;
    Awaited<Picture> deadly;
    Awaited<PageText> other;
    process.open("die at page", opened.taker());
    process.ask<Picture>(RenderPage{}, deadly.taker());
    process.ask<PageText>(ReadText{1}, other.taker());
    QCOMPARE(deadly.reason(), "render.crashed");
    QVERIFY(other.holds());
    QCOMPARE(process.deaths(), 2);
    Awaited<Picture> again;
    process.ask<Picture>(RenderPage{}, again.taker());
    QCOMPARE(again.reason(), "render.crashed");
    QCOMPARE(process.deaths(), 2);
}

void RenderProcessTest::pageThatKillsTwiceCostsNoOtherPage()
{
    RenderProcess process(badHelper());
    Awaited<Opened> opened;
    process.open("die at first page", opened.taker());
    // A view asks for a page in tiles, for its thumbnail, and a search for its text: none of it is tried again.
    std::vector<Awaited<Picture>> deadly(4);
    for (int tile = 0; tile < 4; ++tile)
        process.ask<Picture>(RenderPage{0, 96'000, QRect(100 * tile, 0, 100, 100)}, deadly.at(tile).taker());
    Awaited<PageText> text;
    process.ask<PageText>(ReadText{0}, text.taker());
    Awaited<Picture> other;
    process.ask<Picture>(RenderPage{1, 96'000, QRect(0, 0, 100, 100)}, other.taker());
    for (const Awaited<Picture> &tile : deadly)
        QCOMPARE(tile.reason(), "render.crashed");
    QCOMPARE(text.reason(), "render.crashed");
    QVERIFY(other.holds());
    QCOMPARE(process.deaths(), 2);
}

void RenderProcessTest::fileThatKillsTwiceIsRefused_data()
{
    QTest::addColumn<QByteArray>("orders");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("deaths");
    QTest::newRow("dies") << QByteArray("die at open") << QByteArray("render.crashed") << 2;
    QTest::newRow("hangs") << QByteArray("hang at open") << QByteArray("render.time") << 1;
    QTest::newRow("answers another question") << QByteArray("mistake at open") << QByteArray("render.crashed") << 2;
    QTest::newRow("floods the client") << QByteArray("flood at open") << QByteArray("render.crashed") << 2;
}

void RenderProcessTest::fileThatKillsTwiceIsRefused()
{
    QFETCH(QByteArray, orders);
    QFETCH(QByteArray, reason);
    QFETCH(int, deaths);
    RenderProcess process(badHelper());
    Awaited<Opened> opened;
    Awaited<PageText> text;
    process.open(orders, opened.taker());
    process.ask<PageText>(ReadText{}, text.taker());
    QCOMPARE(opened.reason(), reason);
    QCOMPARE(text.reason(), reason);
    QCOMPARE(process.deaths(), deaths);
    Awaited<Outline> later;
    process.ask<Outline>(ReadOutline{}, later.taker());
    QCOMPARE(later.reason(), reason);
    QCOMPARE(process.deaths(), deaths);
}

void RenderProcessTest::answerOfAnotherKindIsNotTaken()
{
    RenderProcess process(badHelper());
    Awaited<Opened> opened;
    process.open("other kind at open", opened.taker());
    QCOMPARE(opened.reason(), "render.answer");
}

void RenderProcessTest::fileThatKillsAgainAndAgainIsGivenUp()
{
    RenderProcess process(badHelper());
    Awaited<Opened> opened;
    process.open("die at page", opened.taker());
    QVERIFY(opened.holds());
    for (int page = 0; page < 2; ++page) {
        Awaited<Picture> deadly;
        process.ask<Picture>(RenderPage{page, 96'000, {}}, deadly.taker());
        QCOMPARE(deadly.reason(), "render.crashed");
    }
    Awaited<Picture> third;
    process.ask<Picture>(RenderPage{2, 96'000, {}}, third.taker());
    QCOMPARE(third.reason(), "render.given-up");
    QCOMPARE(process.deaths(), 4);
}

void RenderProcessTest::cancelledQuestionsAreNotAnswered()
{
    RenderProcess process(settings());
    Awaited<Opened> opened;
    Awaited<Picture> cancelled;
    Awaited<PageText> last;
    process.open(onePage(), opened.taker());
    const auto ticket = process.ask<Picture>(RenderPage{}, cancelled.taker());
    process.ask<PageText>(ReadText{}, last.taker());
    process.cancel(ticket);
    QVERIFY(last.holds());
    QVERIFY(!cancelled.answer);
}

void RenderProcessTest::missingHelperIsSaid()
{
    auto missing = settings();
    missing.program = u"/nonexistent/wenyi-render"_s;
    RenderProcess process(missing);
    Awaited<Opened> opened;
    process.open(onePage(), opened.taker());
    QCOMPARE(opened.reason(), "render.not-started");
}

void RenderProcessTest::worksInAContainerWhereThereIsOne()
{
    auto contained = settings();
    contained.containers = RenderProcess::Containers::WhereTheyWork;
    RenderProcess process(contained);
    Awaited<Opened> opened;
    Awaited<Picture> picture;
    process.open(onePage(), opened.taker());
    process.ask<Picture>(RenderPage{0, 72'000, {}}, picture.taker());
    QVERIFY(picture.holds());
    QVERIFY(process.guards().contains(u"seccomp"_s) && process.guards().contains(u"limits"_s));
    // The word is in a font that the file does not hold: the helper found one of the machine's.
    QImage blank(595, 842, QImage::Format_Grayscale8);
    blank.fill(Qt::white);
    QVERIFY(imageOf(picture.answer->value()).copy(60, 100, 200, 60) != blank.copy(60, 100, 200, 60));
    qInfo() << "confined by" << process.guards();
}

QTEST_GUILESS_MAIN(RenderProcessTest)
#include "RenderProcessTest.moc"
