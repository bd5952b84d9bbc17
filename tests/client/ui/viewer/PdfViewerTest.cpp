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
#include "shared/layout/PdfWriter.h"
#include "tests/Patience.h"
#include "tests/client/render/signatures/CmsMaking.h"
#include "tests/client/ui/viewer/SampleFile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
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

void PdfViewerTest::aPageThatKillsTheHelperHasASentenceAndTheWindowLives()
{
    const auto file = core::PdfFile::open(
        "die at first page", {QStringLiteral(WENYI_BUILD_DIR "/tests/test-bad-render-helper"),
                                 core::RenderProcess::Containers::Never, std::chrono::seconds(20), 4});
    QVERIFY(file);
    QElapsedTimer sinceTick;
    qint64 longestStall = 0;
    QTimer tick;
    connect(&tick, &QTimer::timeout, this, [&] { longestStall = std::max(longestStall, sinceTick.restart()); });
    DocumentViewer viewer;
    viewer.resize(900, 800);
    viewer.setFile(*file);
    viewer.show();
    viewer.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&viewer));
    sinceTick.start();
    tick.start(5);
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
    QVERIFY2(longestStall < 1000, qPrintable(QString::number(longestStall)));
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
