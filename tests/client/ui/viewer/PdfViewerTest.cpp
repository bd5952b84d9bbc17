// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/FileOpening.h"
#include "client/core/viewing/PdfFile.h"
#include "client/ui/app/Language.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/viewer/FileWindow.h"
#include "client/ui/viewer/PagePrinter.h"
#include "client/ui/viewer/PrintPreview.h"
#include "client/ui/viewer/SearchBar.h"
#include "client/ui/viewer/ViewerSide.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "shared/layout/PdfWriter.h"
#include "tests/Patience.h"
#include "tests/client/render/signatures/CmsMaking.h"
#include "tests/client/ui/viewer/SampleFile.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// An attached PDF in its window, through the real helper. Keeps pictures in build/…/screenshots.
class PdfViewerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPdfIsShownSearchedAndCopied();
    void aPageThatKillsTheHelperHasASentenceAndTheWindowLives();
    void aPageThatTheHelperHangsOnCostsNoOtherAndTheWindowAnswers();
    void itsWindowTellsTheFilesOwnTitle_data();
    void itsWindowTellsTheFilesOwnTitle();
    void aFileThatForbidsPrintingIsNotPrinted();
    void anOutlineEntryLeadsToItsPlace();
    void itsPrintPreviewShowsThePages();
    void itsPagesArePrintedAsPictures();
    void signaturesAreToldAboveThePages_data();
    void signaturesAreToldAboveThePages();

private:
    static void waitForThumbnails(DocumentViewer &viewer);
    static void keep(QWidget *widget, const QString &name);

    Language m_language;
    SampleFile m_sample;
    QByteArray m_pdf;
    tests::SigningUnit m_unit;
};

void PdfViewerTest::initTestCase()
{
    QVERIFY(m_sample.load());
    m_pdf = layout::writePdf(*m_sample.scene, {u"通知"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC),
                                                  {{u"一、总体要求"_s, 1, 1, 0}, {u"（一）工作目标"_s, 2, 1, 0}}})
                .value();
}

void PdfViewerTest::waitForThumbnails(DocumentViewer &viewer)
{
    auto *list = viewer.findChild<QListView *>(u"thumbnails"_s);
    QTRY_VERIFY(list->isVisible());
    const core::PictureCache &pictures = qobject_cast<ThumbnailModel *>(list->model())->pictures();
    QTRY_VERIFY(pictures.paintedCount() > 1);
    QTest::qWait(200); // What is seen is wished for together, a moment later.
    QTRY_VERIFY(pictures.isIdle());
}

void PdfViewerTest::keep(QWidget *widget, const QString &name)
{
    QTest::qWait(300);
    const QPixmap picture = widget->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

void PdfViewerTest::aPdfIsShownSearchedAndCopied()
{
    const auto file = core::openForViewing(m_pdf, m_sample.fonts).result();
    QVERIFY2(file, file ? "" : qPrintable(describe(file.error())));
    auto *window = new FileWindow(u"通知.pdf"_s, *file);
    window->open();
    QVERIFY(QTest::qWaitForWindowActive(window));
    auto *viewer = window->findChild<DocumentViewer *>();
    PageView &pages = viewer->pages();
    QCOMPARE(pages.pageCount(), m_sample.scene->pages.size());
    QTRY_VERIFY(pages.pictures().paintedCount() > 0);
    qsizetype expected = 0;
    for (const layout::PageScene &page : m_sample.scene->pages)
        expected += core::findIn(core::textOf(page), u"公文"_s).size();
    QVERIFY(expected > 2);
    QTest::keyClick(&pages, Qt::Key_F, Qt::ControlModifier);
    SearchBar &bar = viewer->searchBar();
    bar.findChild<QLineEdit *>(u"searchWords"_s)->setText(u"公文"_s);
    QTRY_COMPARE(bar.search().hits().size(), expected);
    QTest::keyClick(&pages, Qt::Key_F9);
    auto *outline = viewer->findChild<QTreeWidget *>(u"outline"_s);
    QCOMPARE(outline->topLevelItemCount(), 1);
    QCOMPARE(outline->topLevelItem(0)->childCount(), 1);
    waitForThumbnails(*viewer);
    keep(window, u"viewer-pdf"_s);
    Q_EMIT outline->itemActivated(outline->topLevelItem(0), 0);
    QTRY_COMPARE(pages.currentPage(), 1);
    window->close();
}

/// A file that a helper of hostile orders shows.
static Result<core::ViewedFileRef> openBadly(const QByteArray &orders, std::chrono::milliseconds patience)
{
    return core::PdfFile::open(orders, {QStringLiteral(WENYI_BUILD_DIR "/tests/test-bad-render-helper"),
                                           core::RenderProcess::Containers::Never, patience, 4});
}

/// The longest time in which the window's thread answered nobody, as a timer of 5 ms sees it.
class StallWatch
{
public:
    StallWatch()
    {
        QObject::connect(&m_tick, &QTimer::timeout, [this] { m_longest = std::max(m_longest, m_sinceTick.restart()); });
        m_sinceTick.start();
        m_tick.start(5);
    }
    qint64 longest() const { return m_longest; }

private:
    QElapsedTimer m_sinceTick;
    QTimer m_tick;
    qint64 m_longest = 0;
};

/// Machines that run tests do other things, too: the goal of 100 ms is told, not asserted.
static constexpr qint64 LongestStall = 1000;

void PdfViewerTest::aPageThatKillsTheHelperHasASentenceAndTheWindowLives()
{
    const auto file = openBadly("die at first page", std::chrono::seconds(20));
    QVERIFY(file);
    DocumentViewer viewer;
    viewer.resize(900, 800);
    viewer.setFile(*file);
    viewer.show();
    viewer.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&viewer));
    const StallWatch watch;
    const PageView &pages = viewer.pages();
    QTRY_VERIFY(pages.pictures().faultOf(0));
    QCOMPARE(pages.pictures().faultOf(0)->reason, "render.crashed");
    viewer.pages().showPlace(1, -60);
    QTRY_VERIFY(pages.pictures().paintedCount() > 0 && pages.pictures().isIdle());
    QVERIFY(!pages.pictures().faultOf(1));
    // The thumbnails ask for the deadly page once more, which kills no further helper.
    QTest::keyClick(&viewer.pages(), Qt::Key_F9);
    waitForThumbnails(viewer);
    viewer.pages().showPlace(0, 110); // The sentence stands in the middle.
    keep(&viewer, u"viewer-pdf-deadly-page"_s);
    viewer.pages().showPlace(2);
    QTRY_VERIFY(pages.pictures().isIdle());
    QVERIFY(!pages.pictures().faultOf(2));
    qInfo("the window answered after %lld ms at the latest", static_cast<long long>(watch.longest()));
    QVERIFY2(watch.longest() < LongestStall, qPrintable(QString::number(watch.longest())));
}

void PdfViewerTest::aPageThatTheHelperHangsOnCostsNoOtherAndTheWindowAnswers()
{
    const auto file = openBadly("hang at first page", std::chrono::milliseconds(1500));
    QVERIFY(file);
    DocumentViewer viewer;
    viewer.resize(900, 800);
    viewer.setFile(*file);
    viewer.show();
    viewer.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&viewer));
    PageView &pages = viewer.pages();
    const StallWatch watch;
    // While nobody answers, a person zooms, turns to another page and back, and opens the search.
    QVERIFY(!pages.pictures().isIdle() && !pages.pictures().faultOf(0));
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(&pages, Qt::Key_PageDown);
    QTest::keyClick(&pages, Qt::Key_Home);
    QTest::keyClick(&pages, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(viewer.searchBar().isVisible());
    QTest::keyClick(viewer.searchBar().findChild<QLineEdit *>(u"searchWords"_s), Qt::Key_Escape);
    qInfo("keys were answered in %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(timer.elapsed() < LongestStall);
    QTRY_VERIFY(pages.pictures().faultOf(0));
    QCOMPARE(pages.pictures().faultOf(0)->reason, "render.time");
    pages.showPlace(1);
    QTRY_VERIFY(pages.pictures().anyOf(1));
    QVERIFY(!pages.pictures().faultOf(1));
    pages.showPlace(0, 110);
    keep(&viewer, u"viewer-pdf-hanging-page"_s);
    qInfo("the window answered after %lld ms at the latest", static_cast<long long>(watch.longest()));
    QVERIFY2(watch.longest() < LongestStall, qPrintable(QString::number(watch.longest())));
}

/// Two pages in memory with facts of their own.
class ToldFile final : public core::ViewedFile
{
public:
    explicit ToldFile(core::FileFacts facts, QList<core::FileHeading> outline = {})
        : m_facts(std::move(facts))
        , m_outline(std::move(outline))
    {
    }
    core::FileFacts facts() const override { return m_facts; }
    QList<core::PageSize> pages() const override { return QList<core::PageSize>(2); }
    QList<core::FileHeading> outline() const override { return m_outline; }
    core::PagePicture picture(const core::PictureRequest &) const override
    {
        return QtFuture::makeReadyFuture(Result<QImage>(QImage(10, 10, QImage::Format_RGB32)));
    }
    core::PageTextAnswer text(qsizetype) const override
    {
        return QtFuture::makeReadyFuture(Result<core::PageText>(core::PageText()));
    }

private:
    core::FileFacts m_facts;
    QList<core::FileHeading> m_outline;
};

void PdfViewerTest::itsWindowTellsTheFilesOwnTitle_data()
{
    QTest::addColumn<QString>("own");
    QTest::addColumn<QString>("window");
    QTest::newRow("title") << u"关于防汛的通知"_s << u"附件 – 通知.pdf –“关于防汛的通知”"_s;
    QTest::newRow("none") << QString() << u"附件 – 通知.pdf"_s;
    QTest::newRow("the file's name") << u"通知.pdf"_s << u"附件 – 通知.pdf"_s;
    QTest::newRow("the name without its ending") << u"通知"_s << u"附件 – 通知.pdf"_s;
    QTest::newRow("line breaks") << u" 关于\n防汛 "_s << u"附件 – 通知.pdf –“关于 防汛”"_s;
    QTest::newRow("hidden characters") << u"关于\u202E防汛"_s << u"附件 – 通知.pdf"_s;
    QTest::newRow("long") << QString(70, u'长') << u"附件 – 通知.pdf –“"_s + QString(60, u'长') + u"…”"_s;
}

void PdfViewerTest::itsWindowTellsTheFilesOwnTitle()
{
    QFETCH(const QString, own);
    QFETCH(const QString, window);
    const FileWindow shown(
        u"通知.pdf"_s, std::make_shared<ToldFile>(core::FileFacts{u"pdf"_s, own, {}, {}, {}, {}, true}));
    QCOMPARE(shown.windowTitle(), window);
    QVERIFY(!shown.findChild<NoticeStrip *>(u"noPrinting"_s));
}

void PdfViewerTest::aFileThatForbidsPrintingIsNotPrinted()
{
    FileWindow window(u"通知.pdf"_s, std::make_shared<ToldFile>(core::FileFacts{u"pdf"_s, {}, {}, {}, {}, {}, false}));
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QApplication::setActiveWindow(&window); // There is no window manager who would; shortcuts want it.
    QTRY_VERIFY(window.isActiveWindow());
    const auto *notice = window.findChild<NoticeStrip *>(u"noPrinting"_s);
    QVERIFY(notice && notice->isVisible());
    QCOMPARE(notice->sentence(), u"此文件的制作者不允许打印。"_s);
    const QImage strip = window.findChild<NoticeStrip *>(u"noPrinting"_s)->grab().toImage();
    QCOMPARE(strip.pixelColor(strip.width() / 2, 3), QColor(0xff, 0xf3, 0xd6)); // It looks as a caution does.
    QTest::keyClick(&window.findChild<DocumentViewer *>()->pages(), Qt::Key_P, Qt::ControlModifier);
    QVERIFY(!window.findChild<PrintPreview *>());
    keep(&window, u"viewer-pdf-no-printing"_s);
}

void PdfViewerTest::anOutlineEntryLeadsToItsPlace()
{
    const core::FileHeading heading{u"二、要求"_s, 1, 1, 120};
    DocumentViewer viewer;
    viewer.resize(900, 500);
    viewer.setFile(std::make_shared<ToldFile>(core::FileFacts{u"pdf"_s, {}, {}, {}, {}, {}, true}, QList{heading}));
    viewer.show();
    viewer.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&viewer));
    QTest::keyClick(&viewer.pages(), Qt::Key_F9);
    auto *outline = viewer.findChild<QTreeWidget *>(u"outline"_s);
    viewer.pages().showPlace(1, 120);
    const int place = viewer.pages().verticalScrollBar()->value();
    viewer.pages().showPlace(0);
    QVERIFY(viewer.pages().verticalScrollBar()->value() < place);
    Q_EMIT outline->itemActivated(outline->topLevelItem(0), 0);
    QCOMPARE(viewer.pages().verticalScrollBar()->value(), place);
    QVERIFY(place > SampleFile::topOf(viewer.pages(), 1));
}

/// The red of the head: on the page, and nowhere else in a window.
static bool showsRedHead(const QImage &picture)
{
    qsizetype red = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor color = picture.pixelColor(x, y);
            red += color.red() > 200 && color.green() < 80 && color.blue() < 80;
        }
    }
    return red > 100;
}

void PdfViewerTest::itsPrintPreviewShowsThePages()
{
    const auto file = core::openForViewing(m_pdf, m_sample.fonts).result();
    QVERIFY(file);
    auto *preview = new PrintPreview(*file);
    preview->open();
    QVERIFY(QTest::qWaitForWindowExposed(preview));
    QTRY_VERIFY(showsRedHead(preview->grab().toImage()));
    keep(preview, u"viewer-pdf-print-preview"_s);
    preview->reject();
}

void PdfViewerTest::itsPagesArePrintedAsPictures()
{
    const auto file = core::openForViewing(m_pdf, m_sample.fonts).result();
    QVERIFY(file);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.pdf"_s);
    auto printer = std::make_unique<QPrinter>(QPrinter::ScreenResolution);
    printer->setOutputFormat(QPrinter::PdfFormat);
    printer->setOutputFileName(path);
    PagePrinter job(*file, std::move(printer), 0, 0);
    std::optional<Result<void>> result;
    connect(&job, &PagePrinter::finished, this, [&](const Result<void> &ended) { result = ended; });
    job.start();
    QTRY_VERIFY(result);
    QVERIFY(*result);
    QVERIFY2(QFileInfo(path).size() > 20'000, qPrintable(QString::number(QFileInfo(path).size())));
}

void PdfViewerTest::signaturesAreToldAboveThePages_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("lines");
    const tests::PdfDraft good = tests::PdfDraft().sign(m_unit.sign());
    QTest::newRow("valid") << good.bytes() << u"签名有效，覆盖整个文件：江阴市人民政府办公室"_s << 1;
    QTest::newRow("changed")
        << tests::PdfDraft(good).update({{tests::Drawing, tests::PdfDraft::drawing("Pay 900")}}).bytes()
        << u"签后有改动：江阴市人民政府办公室"_s << 1;
    tests::SigningUnit stranger;
    QTest::newRow("unknown") << tests::PdfDraft().sign(stranger.sign()).bytes() << u"证书未受信任"_s << 1;
    QTest::newRow("invalid") << tests::replacedInPlace(good.bytes(), "Pay 100", "Pay 900") << u"签名无效"_s << 1;
    QTest::newRow("none") << m_pdf << u"文件没有电子签名"_s << 0;
}

void PdfViewerTest::signaturesAreToldAboveThePages()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, words);
    QFETCH(int, lines);
    const core::PdfTrust trust{m_unit.trust(), tests::Hierarchy::now()};
    const auto opened = core::openForViewing(file, m_sample.fonts, trust).result();
    QVERIFY(opened);
    auto *window = new FileWindow(u"合同.pdf"_s, *opened);
    window->open();
    QVERIFY(QTest::qWaitForWindowExposed(window));
    auto *panel = window->findChild<VerifyPanel *>();
    QVERIFY(panel && panel->isVisible());
    QVERIFY2(panel->sentence().startsWith(words), qPrintable(panel->sentence()));
    auto *steps = panel->findChild<QTreeWidget *>();
    QCOMPARE(steps->topLevelItemCount(), lines);
    panel->openSteps();
    QCOMPARE(steps->isVisible(), lines > 0);
    const auto &pages = window->findChild<DocumentViewer *>()->pages();
    QTRY_VERIFY(pages.pictures().paintedCount() > 0 && pages.pictures().isIdle());
    keep(window, u"viewer-pdf-signature-"_s + QString::fromLatin1(QTest::currentDataTag()));
    window->close();
}

QTEST_MAIN(PdfViewerTest)
#include "PdfViewerTest.moc"
