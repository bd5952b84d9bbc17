// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/DocumentViewer.h"

#include "client/core/viewing/FileOpening.h"
#include "client/ui/app/Language.h"
#include "client/ui/viewer/FileWindow.h"
#include "client/ui/viewer/PagePrinter.h"
#include "client/ui/viewer/PrintPreview.h"
#include "client/ui/viewer/SealMarks.h"
#include "client/ui/viewer/SearchBar.h"
#include "client/ui/viewer/ViewerSide.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/viewer/SampleFile.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTreeWidget>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// The viewer with everything around the pages, used as a person does. Keeps pictures in build/…/screenshots.
class DocumentViewerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hitsAreCountedAndWalkedByKeyboard();
    void aSearchOverManyPagesTellsHowFarItIsAndCanBeStopped();
    void pageBoxAndZoomBoxLead();
    void thumbnailsArePaintedWhenTheyAreSeen();
    void theOutlineLeadsToItsPlace();
    void whatIsPrintedIntoAPdfHasTheSourcesText();
    void printingCanBeCancelled();
    void aPrintPreviewShowsThePages();
    void anArrivedDocumentIsNotPrintedByTheWay();
    void everyControlHasAName();
    void sealsBearTheirVerdicts();
    void samplesOfOthersOpen();

private:
    std::unique_ptr<DocumentViewer> shown(const core::ViewedFileRef &file, const QSize &size = {900, 800});
    core::ViewedFileRef thousandPages() const;
    static void keep(QWidget *widget, const QString &name);

    Language m_language;
    SampleFile m_sample;
};

void DocumentViewerTest::initTestCase()
{
    QVERIFY(m_sample.load());
}

std::unique_ptr<DocumentViewer> DocumentViewerTest::shown(const core::ViewedFileRef &file, const QSize &size)
{
    auto viewer = std::make_unique<DocumentViewer>();
    viewer->resize(size);
    viewer->setFile(file);
    viewer->show();
    viewer->activateWindow();
    if (!QTest::qWaitForWindowActive(viewer.get()))
        qFatal("no window");
    viewer->setFocus();
    return viewer;
}

void DocumentViewerTest::keep(QWidget *widget, const QString &name)
{
    QTest::qWait(400);
    const QPixmap picture = widget->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

core::ViewedFileRef DocumentViewerTest::thousandPages() const
{
    auto scene = std::make_shared<layout::DocumentScene>();
    while (scene->pages.size() < 1000)
        scene->pages += m_sample.scene->pages;
    return core::viewScene(scene);
}

void DocumentViewerTest::hitsAreCountedAndWalkedByKeyboard()
{
    const auto viewer = shown(core::viewScene(m_sample.scene));
    qsizetype expected = 0;
    for (const layout::PageScene &page : m_sample.scene->pages)
        expected += core::findIn(core::textOf(page), u"公文"_s).size();
    QTest::keyClick(&viewer->pages(), Qt::Key_F, Qt::ControlModifier);
    SearchBar &bar = viewer->searchBar();
    QVERIFY(bar.isVisible());
    auto *words = bar.findChild<QLineEdit *>(u"searchWords"_s);
    auto *state = bar.findChild<QLabel *>(u"searchState"_s);
    words->setText(u"公文"_s);
    QVERIFY(expected > 2);
    QTRY_COMPARE(bar.search().hits().size(), expected);
    QTRY_VERIFY(!bar.search().isRunning());
    QTRY_COMPARE(state->text(), u"第 1 处，共 %1 处"_s.arg(expected));
    QVERIFY(std::ranges::is_sorted(bar.search().hits(), {}, &core::SearchHit::page));
    QTest::keyClick(&bar, Qt::Key_F3);
    QCOMPARE(bar.currentHit(), 1);
    keep(viewer.get(), u"viewer-search"_s);
    QTest::keyClick(&bar, Qt::Key_F3, Qt::ShiftModifier);
    QTest::keyClick(&bar, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(bar.currentHit(), expected - 1); // Round at the ends.
    QCOMPARE(viewer->pages().currentPage(), bar.search().hits().constLast().page);
    words->setText(u"绝不会有的词"_s);
    QTRY_COMPARE(state->text(), u"未找到"_s);
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(!bar.isVisible());
    QVERIFY(bar.search().hits().isEmpty());
}

void DocumentViewerTest::aSearchOverManyPagesTellsHowFarItIsAndCanBeStopped()
{
    core::TextSearch search;
    QList<qsizetype> done;
    connect(&search, &core::TextSearch::progressed, this, [&](qsizetype pages, qsizetype all) {
        QVERIFY(all >= 1000);
        done.append(pages);
        if (pages == 20)
            search.cancel();
    });
    QSignalSpy finished(&search, &core::TextSearch::finished);
    search.start(thousandPages(), u"的"_s, 990);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(done.size(), 20);
    QVERIFY(!search.isRunning());
    QVERIFY(!search.hits().isEmpty());
    // It began at page 990 and went round.
    QVERIFY(search.hits().constLast().page >= 990);
    QVERIFY(search.hits().constFirst().page < 20);
}

void DocumentViewerTest::pageBoxAndZoomBoxLead()
{
    const auto viewer = shown(core::viewScene(m_sample.scene));
    auto *page = viewer->findChild<QSpinBox *>(u"pageNumber"_s);
    auto *zoom = viewer->findChild<QComboBox *>(u"zoom"_s);
    QCOMPARE(page->maximum(), static_cast<int>(m_sample.scene->pages.size()));
    page->setValue(2);
    QCOMPARE(viewer->pages().currentPage(), 1);
    QTest::keyClick(&viewer->pages(), Qt::Key_End);
    QCOMPARE(page->value(), page->maximum());
    zoom->setEditText(u"150%"_s);
    QTest::keyClick(zoom->lineEdit(), Qt::Key_Return);
    QCOMPARE(viewer->pages().zoom(), 1.5);
    zoom->setEditText(u"不是数"_s);
    QTest::keyClick(zoom->lineEdit(), Qt::Key_Return);
    QCOMPARE(viewer->pages().zoom(), 1.5);
    QCOMPARE(zoom->currentText(), u"150%"_s);
    QTest::keyClick(&viewer->pages(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(zoom->currentText(), u"适合宽度"_s);
}

void DocumentViewerTest::thumbnailsArePaintedWhenTheyAreSeen()
{
    const auto viewer = shown(thousandPages());
    auto *list = viewer->findChild<QListView *>(u"thumbnails"_s);
    const auto *model = qobject_cast<ThumbnailModel *>(list->model());
    QCOMPARE(model->rowCount(), 0); // Nobody sees them yet.
    QTest::keyClick(&viewer->pages(), Qt::Key_F9);
    QTRY_VERIFY(list->isVisible());
    QVERIFY(model->rowCount() >= 1000);
    QTRY_VERIFY(model->pictures().paintedCount() > 2);
    QTest::qWait(200);
    QTRY_VERIFY(model->pictures().isIdle());
    QVERIFY2(model->pictures().paintedCount() <= ThumbnailModel::MostWanted,
        qPrintable(QString::number(model->pictures().paintedCount())));
    QVERIFY(model->pictures().bytes() <= ThumbnailModel::KeptBytes);
    Q_EMIT list->activated(model->index(500));
    QCOMPARE(viewer->pages().currentPage(), 500);
    keep(viewer.get(), u"viewer-thumbnails"_s);
}

void DocumentViewerTest::theOutlineLeadsToItsPlace()
{
    core::SceneContent content;
    content.scene = m_sample.scene;
    content.outline = {
        {u"一、总体要求"_s, 1, 1, 40}, {u"（一）工作目标"_s, 2, 1, 90}, {u"<b>二、工作安排"_s, 1, 2, 60}};
    const auto viewer = shown(std::make_shared<core::SceneFile>(content));
    auto *tree = viewer->findChild<QTreeWidget *>(u"outline"_s);
    QCOMPARE(tree->topLevelItemCount(), 2);
    QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
    QCOMPARE(tree->topLevelItem(1)->text(0), u"<b>二、工作安排"_s);
    Q_EMIT tree->itemActivated(tree->topLevelItem(1), 0);
    QCOMPARE(viewer->pages().currentPage(), 2);
    viewer->setFile(core::viewScene(m_sample.scene));
    QCOMPARE(tree->topLevelItemCount(), 0);
}

static QString withoutSpace(QString text)
{
    text.removeIf([](QChar character) { return character.isSpace(); });
    return text;
}

void DocumentViewerTest::whatIsPrintedIntoAPdfHasTheSourcesText()
{
    const QString tool = QStandardPaths::findExecutable(u"pdftotext"_s);
    if (tool.isEmpty())
        QFAIL("pdftotext is missing, and ./test installs it");
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.pdf"_s);
    auto printer = std::make_unique<QPrinter>(QPrinter::HighResolution);
    printer->setOutputFormat(QPrinter::PdfFormat);
    printer->setOutputFileName(path);
    PagePrinter job(core::viewScene(m_sample.scene), std::move(printer), 1, 2);
    std::optional<Result<void>> result;
    connect(&job, &PagePrinter::finished, this, [&](const Result<void> &ended) { result = ended; });
    job.start();
    QTRY_VERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(describe(result->error())));
    QProcess process;
    process.start(tool, {u"-raw"_s, u"-enc"_s, u"UTF-8"_s, path, u"-"_s});
    QVERIFY(process.waitForFinished());
    const QStringList pages = QString::fromUtf8(process.readAllStandardOutput()).split(u'\f', Qt::SkipEmptyParts);
    QCOMPARE(pages.size(), 2);
    for (int page = 0; page < 2; ++page)
        QCOMPARE(withoutSpace(pages.at(page)), withoutSpace(core::textOf(m_sample.scene->pages.at(page + 1)).text));
}

void DocumentViewerTest::printingCanBeCancelled()
{
    const QTemporaryDir folder;
    auto printer = std::make_unique<QPrinter>(QPrinter::HighResolution);
    printer->setOutputFormat(QPrinter::PdfFormat);
    printer->setOutputFileName(folder.filePath(u"out.pdf"_s));
    PagePrinter job(core::viewScene(m_sample.scene), std::move(printer), 0, 99);
    QList<QByteArray> reasons;
    connect(&job, &PagePrinter::finished, this,
        [&](const Result<void> &ended) { reasons.append(ended ? QByteArray() : ended.error().reason); });
    job.start();
    job.cancel();
    QCOMPARE(reasons, QList<QByteArray>{"print.cancelled"});
    QThreadPool::globalInstance()->waitForDone();
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
}

void DocumentViewerTest::aPrintPreviewShowsThePages()
{
    auto *preview = new PrintPreview(core::viewScene(m_sample.scene));
    preview->open();
    QVERIFY(QTest::qWaitForWindowExposed(preview));
    keep(preview, u"viewer-print-preview"_s);
    preview->reject();
}

void DocumentViewerTest::anArrivedDocumentIsNotPrintedByTheWay()
{
    DocumentViewer viewer;
    viewer.setFile(core::viewScene(m_sample.scene), DocumentViewer::Printing::NotHere);
    viewer.print();
    QVERIFY(!viewer.findChild<PrintPreview *>());
    viewer.setFile(core::viewScene(m_sample.scene));
    viewer.print();
    QVERIFY(viewer.findChild<PrintPreview *>());
}

void DocumentViewerTest::everyControlHasAName()
{
    DocumentViewer viewer;
    viewer.setFile(core::viewScene(m_sample.scene));
    for (const QWidget *control :
        {static_cast<QWidget *>(&viewer.pages()), static_cast<QWidget *>(viewer.findChild<QSpinBox *>(u"pageNumber"_s)),
            static_cast<QWidget *>(viewer.findChild<QComboBox *>(u"zoom"_s)),
            static_cast<QWidget *>(viewer.findChild<QListView *>(u"thumbnails"_s)),
            static_cast<QWidget *>(viewer.findChild<QTreeWidget *>(u"outline"_s)),
            static_cast<QWidget *>(viewer.findChild<QLineEdit *>(u"searchWords"_s))})
        QVERIFY(control && !control->accessibleName().isEmpty());
}

void DocumentViewerTest::sealsBearTheirVerdicts()
{
    core::SceneContent content;
    content.scene = m_sample.scene;
    content.seals = {{0, {20, 120, 40, 40}, u"甲"_s, core::SealingConclusion::Valid},
        {0, {85, 120, 40, 40}, u"乙"_s, core::SealingConclusion::CannotBeChecked},
        {0, {150, 120, 40, 40}, u"丙"_s, core::SealingConclusion::ContentChanged}};
    const auto viewer = shown(std::make_shared<core::SceneFile>(content));
    QStringList words;
    for (const core::ShownSeal &seal : content.seals)
        words.append(sealMarkWords(seal.conclusion));
    QCOMPARE(words, (QStringList{u"✔ 签章有效"_s, u"▲ 签章存疑"_s, u"■ 签章无效"_s}));
    QSignalSpy clicked(&viewer->pages(), &PageView::sealClicked);
    const double scale = viewer->pages().zoom() * viewer->logicalDpiX() / 25.4;
    const double left = (viewer->pages().viewport()->width() - 210 * scale) / 2;
    QTest::mouseClick(viewer->pages().viewport(), Qt::LeftButton, {},
        QPointF(left + 105 * scale, PagePlacing::Gap + 130 * scale).toPoint());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.constFirst().constFirst().value<core::ShownSeal>().name, u"乙"_s);
    keep(viewer.get(), u"viewer-seals"_s);
}

void DocumentViewerTest::samplesOfOthersOpen()
{
    QDir samples(QStringLiteral(WENYI_SAMPLES_DIR "/ofd"));
    if (!samples.exists())
        QSKIP("the sample OFD files are not here");
    for (const QString &name : samples.entryList({u"*.ofd"_s})) {
        const auto bytes = readBounded(samples.filePath(name), 64 << 20);
        QVERIFY(bytes);
        const auto file = core::openForViewing(*bytes, m_sample.fonts).result();
        QVERIFY2(file, qPrintable(name));
        FileWindow *window = new FileWindow(name, *file);
        window->open();
        QVERIFY(QTest::qWaitForWindowExposed(window));
        const PageView &pages = window->findChild<DocumentViewer *>()->pages();
        QTRY_VERIFY(pages.pictures().paintedCount() > 0);
        QVERIFY(!pages.pictures().faultOf(0));
        if (name.startsWith(u"ofdrw_V4"_s))
            keep(window, u"viewer-attachment"_s);
        window->close();
    }
}

QTEST_MAIN(DocumentViewerTest)
#include "DocumentViewerTest.moc"
