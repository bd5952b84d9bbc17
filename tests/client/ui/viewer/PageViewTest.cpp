// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/PageView.h"

#include "client/core/viewing/OfdFile.h"
#include "client/ui/viewer/PageSelection.h"
#include "shared/ofd/OfdWriter.h"
#include "shared/ofd/Package.h"
#include "tests/Patience.h"
#include "tests/client/ui/viewer/SampleFile.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPromise>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// A file whose pictures do not come: what waits for one would wait for ever.
class PendingFile final : public core::ViewedFile
{
public:
    core::FileFacts facts() const override { return {}; }
    QList<core::PageSize> pages() const override { return QList<core::PageSize>(1000); }
    core::PagePicture picture(const core::PictureRequest &request) const override
    {
        auto promise = std::make_shared<QPromise<Result<QImage>>>();
        promise->start();
        asked.append({request.page, promise});
        return promise->future();
    }
    core::PageTextAnswer text(qsizetype) const override
    {
        return QtFuture::makeReadyFuture(Result<core::PageText>(core::PageText()));
    }

    mutable QList<std::pair<qsizetype, std::shared_ptr<QPromise<Result<QImage>>>>> asked;
};

/// The page view over the sample notice as it is set.
class PageViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsRedHeadAndBlackTextOnWhitePaper();
    void pagesAreWalkedByKeyboard();
    void zoomStaysBetweenAQuarterAndEightfold();
    void aFileOfAsManyPagesKeepsThePlace();
    void withoutADocumentThereIsASentence();
    void singlePagesAreTurnedOneByOne();
    void aTurnedPageShowsTheSamePicture();
    void aSelectedParagraphIsCopiedAsItWasWritten();
    void aSelectionGoesOnOverThePagesEdge();
    void aDamagedPageHasASentenceInItsPlace();
    void aThousandPagesArePaintedOnlyWhereTheyAreSeen();
    void atEightfoldOnlyTilesInViewArePainted();
    void scrollingWaitsForNoPicture();

private:
    std::unique_ptr<PageView> shown(const core::ViewedFileRef &file, const QSize &size = {800, 900});
    static void settle(PageView &view);

    SampleFile m_sample;
};

void PageViewTest::initTestCase()
{
    QVERIFY(m_sample.load());
    QVERIFY(m_sample.scene->pages.size() > 2);
}

std::unique_ptr<PageView> PageViewTest::shown(const core::ViewedFileRef &file, const QSize &size)
{
    auto view = std::make_unique<PageView>();
    view->resize(size);
    view->setFile(file);
    view->show();
    if (!QTest::qWaitForWindowExposed(view.get()))
        qFatal("no window");
    settle(*view);
    return view;
}

void PageViewTest::settle(PageView &view)
{
    QTest::qWait(1);
    QTRY_VERIFY(view.pictures().isIdle());
}

void PageViewTest::showsRedHeadAndBlackTextOnWhitePaper()
{
    const auto view = shown(core::viewScene(m_sample.scene));
    const QImage image = view->viewport()->grab().toImage();
    int red = 0;
    int black = 0;
    int white = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            red += colour.red() > 200 && colour.green() < 60 && colour.blue() < 60;
            black += colour.value() < 60;
            white += colour == Qt::white;
        }
    }
    QVERIFY2(red > 500, qPrintable(QString::number(red)));
    QVERIFY2(black > 1000, qPrintable(QString::number(black)));
    QVERIFY(white > image.width() * image.height() / 3);
}

void PageViewTest::pagesAreWalkedByKeyboard()
{
    const auto view = shown(core::viewScene(m_sample.scene), {800, 600});
    QSignalSpy pages(view.get(), &PageView::currentPageChanged);
    QCOMPARE(view->currentPage(), 0);
    QTest::keyClick(view.get(), Qt::Key_End);
    QCOMPARE(view->currentPage(), m_sample.scene->pages.size() - 1);
    QTest::keyClick(view.get(), Qt::Key_Home);
    QCOMPARE(view->currentPage(), 0);
    QTest::keyClick(view.get(), Qt::Key_PageDown);
    QTest::keyClick(view.get(), Qt::Key_PageDown);
    QVERIFY(view->currentPage() > 0);
    QVERIFY(pages.size() >= 3);
    QTest::keyClick(view.get(), Qt::Key_Home);
    QTest::keyClick(view.get(), Qt::Key_Right);
    QCOMPARE(view->currentPage(), 1);
    QTest::keyClick(view.get(), Qt::Key_Left);
    QCOMPARE(view->currentPage(), 0);
    QVERIFY(view->accessibleDescription().contains(QString::number(m_sample.scene->pages.size())));
    const double before = view->zoom();
    QTest::keyClick(view.get(), Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(view->zoom() > before);
    QTest::keyClick(view.get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view->zoom(), before);
}

void PageViewTest::zoomStaysBetweenAQuarterAndEightfold()
{
    const auto view = shown(core::viewScene(m_sample.scene));
    view->setZoom(100);
    QCOMPARE(view->zoom(), 8.0);
    view->setZoom(0.001);
    QCOMPARE(view->zoom(), 0.25);
    view->setFit(PageFit::Page);
    const double whole = view->zoom();
    view->setFit(PageFit::Width);
    QVERIFY(view->zoom() > whole || view->width() < view->height() / 2);
}

void PageViewTest::aFileOfAsManyPagesKeepsThePlace()
{
    const auto view = shown(core::viewScene(m_sample.scene), {800, 600});
    view->showPlace(1);
    const int place = view->verticalScrollBar()->value();
    view->setFile(core::viewScene(std::make_shared<layout::DocumentScene>(*m_sample.scene)));
    QCOMPARE(view->verticalScrollBar()->value(), place);
}

void PageViewTest::withoutADocumentThereIsASentence()
{
    PageView view;
    QCOMPARE(view.pageCount(), 0);
    view.setEmptySentence(u"请选择一件公文"_s);
    view.resize(400, 300);
    QVERIFY(!view.grab().isNull());
    view.showPlace(3);
    QCOMPARE(view.currentPage(), 0);
    for (const auto key : {Qt::Key_End, Qt::Key_Right, Qt::Key_PageDown, Qt::Key_Home})
        QTest::keyClick(&view, key);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::mouseClick(view.viewport(), Qt::LeftButton);
    view.setMode(PageMode::Single);
    view.turn(1);
    QVERIFY(!view.grab().isNull());
}

void PageViewTest::singlePagesAreTurnedOneByOne()
{
    const auto view = shown(core::viewScene(m_sample.scene));
    view->setMode(PageMode::Single);
    view->setFit(PageFit::Page);
    for (qsizetype page = 0; page < view->pageCount(); ++page) {
        QCOMPARE(view->currentPage(), page);
        QTest::keyClick(view.get(), Qt::Key_PageDown);
    }
    QCOMPARE(view->currentPage(), view->pageCount() - 1);
    QTest::keyClick(view.get(), Qt::Key_PageUp);
    QCOMPARE(view->currentPage(), view->pageCount() - 2);
    view->setMode(PageMode::Continuous);
    QCOMPARE(view->currentPage(), view->pageCount() - 2);
}

/// The dark pixels' share of each quarter of a picture: upper left, upper right, lower left, lower right.
static QList<double> inkOf(const QImage &image)
{
    QList<double> ink(4);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool isDark = image.pixelColor(x, y).green() < 128;
            ink[(y * 2 / image.height()) * 2 + x * 2 / image.width()] += isDark;
        }
    }
    return ink;
}

void PageViewTest::aTurnedPageShowsTheSamePicture()
{
    // Paper with one black corner.
    auto scene = std::make_shared<layout::DocumentScene>();
    layout::Path corner;
    corner.elements = {layout::MoveTo{{0, 0}}, layout::LineTo{{90, 0}}, layout::LineTo{{90, 90}},
        layout::LineTo{{0, 90}}, layout::ClosePath{}};
    corner.fill = layout::Color{0, 0, 0, 255};
    scene->pages.append(layout::PageScene{200, 200, {corner}, {}});
    const auto view = shown(core::viewScene(scene), {424, 424});
    view->setFit(PageFit::Page);
    const QList<int> corners{0, 1, 3, 2}; // As it goes round clockwise.
    for (const int expected : corners) {
        settle(*view);
        const QRect page(view->viewport()->rect().adjusted(24, 24, -24, -24));
        const QList<double> ink = inkOf(view->viewport()->grab(page).toImage());
        QCOMPARE(std::ranges::max_element(ink) - ink.begin(), expected);
        view->turn(1);
    }
}

void PageViewTest::aSelectedParagraphIsCopiedAsItWasWritten()
{
    const auto view = shown(core::viewScene(m_sample.scene));
    qsizetype page = 0;
    while (m_sample.paragraphOn(core::textOf(m_sample.scene->pages.at(page))).first.isEmpty())
        QVERIFY(++page < view->pageCount());
    const core::PageText text = core::textOf(m_sample.scene->pages.at(page));
    const auto &[paragraph, range] = m_sample.paragraphOn(text);
    QVERIFY(!paragraph.isEmpty());
    view->showPlace(page);
    settle(*view);
    const double scale = view->zoom() * view->logicalDpiX() / 25.4;
    const auto at = [&](qsizetype character, double part) {
        const layout::Rect &box = text.boxes.at(character);
        // The page stands in the middle, and its upper edge a gap under that of the view.
        const double left = (view->viewport()->width() - 210 * scale) / 2;
        return QPointF(left + (box.x + box.width * part) * scale,
            PagePlacing::Gap + (box.y + box.height / 2) * scale
                - (view->verticalScrollBar()->value() - m_sample.topOf(*view, page)))
            .toPoint();
    };
    QTRY_VERIFY(view->selection().hasTextAt(page, {text.boxes.at(range.first).x, text.boxes.at(range.first).y}));
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, at(range.first, 0.2));
    QTest::mouseMove(view->viewport(), at(range.first + range.count / 2, 0.5));
    QMouseEvent move(QEvent::MouseMove, at(range.first + range.count - 1, 0.9),
        view->viewport()->mapToGlobal(at(range.first + range.count - 1, 0.9)), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(view->viewport(), &move);
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, at(range.first + range.count - 1, 0.9));
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), paragraph);
    QVERIFY(view->selection().areasOn(page).size() > 1);
    QTest::keyClick(view.get(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(view->selection().text(), core::copiedText(text, {0, text.text.size()}));
}

void PageViewTest::aSelectionGoesOnOverThePagesEdge()
{
    const auto file = core::viewScene(m_sample.scene);
    PageSelection selection;
    selection.setFile(file);
    selection.setSeen({0, 2});
    const core::PageText first = core::textOf(m_sample.scene->pages.at(0));
    const core::PageText last = core::textOf(m_sample.scene->pages.at(2));
    const auto middleOf = [](const layout::Rect &box) {
        return layout::Point{box.x + box.width * 0.2, box.y + box.height / 2};
    };
    const layout::Point from = middleOf(first.boxes.at(30));
    QTRY_VERIFY(selection.hasTextAt(0, from));
    QTRY_VERIFY(selection.hasTextAt(2, middleOf(last.boxes.at(10))));
    selection.begin(0, from);
    selection.extendTo(2, middleOf(last.boxes.at(10)));
    QSignalSpy copied(&selection, &PageSelection::copied);
    selection.copy(); // The page between was never seen.
    QTRY_COMPARE(copied.size(), 1);
    const core::PageText between = core::textOf(m_sample.scene->pages.at(1));
    const QString expected = core::copiedText(first, {30, first.text.size() - 30}) + u'\n'
                             + core::copiedText(between, {0, between.text.size()}) + u'\n'
                             + core::copiedText(last, {0, 10});
    QCOMPARE(QGuiApplication::clipboard()->text(), expected);
}

void PageViewTest::aDamagedPageHasASentenceInItsPlace()
{
    const QByteArray ofd = ofd::writeOfd({*m_sample.scene, {}, {}, {}}).value();
    QList<ofd::PackageEntry> entries = ofd::Package::open(ofd)->readAll().value();
    std::ranges::find(entries, u"Doc_0/Pages/Page_1/Content.xml"_s, &ofd::PackageEntry::path)->bytes =
        "<Page><Content>";
    const auto file = core::openOfd(ofd::writePackage(entries).value(), m_sample.fonts);
    QVERIFY(file);
    const auto view = shown(*file);
    view->showPlace(1);
    settle(*view);
    QVERIFY(view->pictures().faultOf(1));
    QVERIFY(!view->pictures().faultOf(0));
    const QList<double> ink = inkOf(view->viewport()->grab().toImage());
    QVERIFY(std::ranges::any_of(ink, [](double share) { return share > 20; })); // The sentence.
    view->showPlace(2);
    settle(*view);
    QVERIFY(!view->pictures().faultOf(2));
}

void PageViewTest::aThousandPagesArePaintedOnlyWhereTheyAreSeen()
{
    auto scene = std::make_shared<layout::DocumentScene>();
    while (scene->pages.size() < 1000)
        scene->pages += m_sample.scene->pages;
    const qsizetype count = scene->pages.size();
    const auto view = shown(core::viewScene(scene));
    QVERIFY(view->pictures().paintedCount() <= 4);
    QElapsedTimer timer;
    qint64 longest = 0;
    QScrollBar *bar = view->verticalScrollBar();
    for (int step = 0; step <= 100; ++step) {
        timer.restart();
        bar->setValue(static_cast<int>(qint64(bar->maximum()) * step / 100));
        view->viewport()->repaint();
        longest = std::max(longest, timer.elapsed());
        QTest::qWait(2);
        QVERIFY(view->pictures().bytes() <= PageView::KeptBytes);
    }
    settle(*view);
    QCOMPARE(view->currentPage(), count - 1);
    // What was scrolled past in two milliseconds was not waited for.
    QVERIFY2(view->pictures().paintedCount() < 320, qPrintable(QString::number(view->pictures().paintedCount())));
    qInfo("painted %lld of %lld pages, %lld KiB kept, longest step %lld ms",
        static_cast<long long>(view->pictures().paintedCount()), static_cast<long long>(count),
        static_cast<long long>(view->pictures().bytes() / 1024), static_cast<long long>(longest));
}

void PageViewTest::atEightfoldOnlyTilesInViewArePainted()
{
    const auto view = shown(core::viewScene(m_sample.scene), {700, 500});
    view->setZoom(8);
    const qsizetype before = view->pictures().paintedCount();
    settle(*view);
    const qsizetype painted = view->pictures().paintedCount() - before;
    QVERIFY2(painted >= 1 && painted <= 12, qPrintable(QString::number(painted)));
    QVERIFY(view->pictures().bytes() <= PageView::KeptBytes);
}

void PageViewTest::scrollingWaitsForNoPicture()
{
    const auto file = std::make_shared<PendingFile>();
    PageView view;
    view.resize(800, 900);
    view.setFile(file);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_COMPARE(file->asked.size(), 2); // Little at a time.
    for (const qsizetype page : {300, 600, 999}) {
        view.showPlace(page);
        view.viewport()->repaint();
        QCOMPARE(view.currentPage(), page);
        QTRY_COMPARE(file->asked.constLast().first >= page - 2, true);
    }
    // What nobody waits for any more is cancelled, and what is in view is not.
    qsizetype open = 0;
    for (const auto &[page, promise] : file->asked) {
        QCOMPARE(promise->isCanceled(), page < 990);
        open += !promise->isCanceled();
    }
    QCOMPARE(open, 2);
    // A picture that comes is shown.
    QImage red(100, 100, QImage::Format_RGB32);
    red.fill(Qt::red);
    for (const auto &[page, promise] : file->asked) {
        if (promise->isCanceled())
            continue;
        promise->addResult(red);
        promise->finish();
    }
    QTRY_COMPARE(view.pictures().paintedCount(), 2);
    view.setFile(nullptr);
    for (const auto &[page, promise] : file->asked) {
        if (!promise->future().isFinished())
            promise->finish();
    }
}

QTEST_MAIN(PageViewTest)
#include "PageViewTest.moc"
