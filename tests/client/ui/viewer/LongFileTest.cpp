// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/FileOpening.h"
#include "client/ui/app/Language.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/viewer/SearchBar.h"
#include "client/ui/viewer/ViewerSide.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/Patience.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// An OFD of 5,000 pages as a person opens it: what is shown and found costs what is seen, not what is there.
class LongFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensShowsItsFirstPageAndJumpsToItsLast();
    void keepsNoMorePicturesThanItsBoundHoweverFarOneScrolls();
    void aSearchTellsHowFarItIsAndIsStopped();

private:
    static constexpr qsizetype Pages = 5000;
    std::unique_ptr<DocumentViewer> shown() const;

    Language m_language;
    core::ViewedFileRef m_file;
};

static layout::GlyphRun lineOf(const layout::FontFaceRef &face, const QString &text)
{
    layout::GlyphRun run{face, 10, {}, {}, text, {}};
    for (qsizetype i = 0; i < text.size(); ++i)
        run.glyphs.append({face->glyphFor(text[i].unicode()), {20 + static_cast<double>(i) * 10, 40}, i});
    return run;
}

void LongFileTest::initTestCase()
{
    const auto fonts = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS")).value();
    const layout::FontFaceRef face =
        layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s).value();
    ofd::OfdContent content;
    for (qsizetype page = 1; page <= Pages; ++page)
        content.scene.pages.append(layout::PageScene{210, 297, {lineOf(face, u"第%1页要点"_s.arg(page))}, {}});
    const auto bytes = ofd::writeOfd(content);
    QVERIFY2(bytes, bytes ? "" : qPrintable(describe(bytes.error())));
    QElapsedTimer timer;
    timer.start();
    const auto opening = core::openForViewing(*bytes, fonts);
    QTRY_VERIFY(opening.isFinished());
    const auto file = opening.result();
    QVERIFY2(file, file ? "" : qPrintable(describe(file.error())));
    m_file = *file;
    qInfo("%lld pages of %lld KiB opened in %lld ms", static_cast<long long>(Pages),
        static_cast<long long>(bytes->size() / 1024), static_cast<long long>(timer.elapsed()));
    QCOMPARE(m_file->pages().size(), Pages);
}

std::unique_ptr<DocumentViewer> LongFileTest::shown() const
{
    auto viewer = std::make_unique<DocumentViewer>();
    viewer->resize(900, 800);
    viewer->setFile(m_file);
    viewer->show();
    viewer->activateWindow();
    if (!QTest::qWaitForWindowActive(viewer.get()))
        qFatal("no window");
    return viewer;
}

static bool isPainted(const PageView &view, qsizetype page)
{
    const auto picture = view.pictures().anyOf(page);
    return picture && !picture->isNull();
}

void LongFileTest::opensShowsItsFirstPageAndJumpsToItsLast()
{
    const auto viewer = shown();
    PageView &pages = viewer->pages();
    QCOMPARE(pages.pageCount(), Pages);
    QTRY_VERIFY(isPainted(pages, 0));
    QTest::keyClick(&pages, Qt::Key_End);
    QCOMPARE(pages.currentPage(), Pages - 1);
    QTRY_VERIFY(isPainted(pages, Pages - 1));
    // The way between was not painted.
    QVERIFY2(pages.pictures().paintedCount() < 10, qPrintable(QString::number(pages.pictures().paintedCount())));
    QCOMPARE(m_file->text(Pages - 1).result()->text, u"第5000页要点"_s);
    QTest::keyClick(&pages, Qt::Key_Home);
    QCOMPARE(pages.currentPage(), 0);
}

void LongFileTest::keepsNoMorePicturesThanItsBoundHoweverFarOneScrolls()
{
    const auto viewer = shown();
    PageView &pages = viewer->pages();
    QTest::keyClick(&pages, Qt::Key_F9);
    auto *list = viewer->findChild<QListView *>(u"thumbnails"_s);
    const core::PictureCache &thumbnails = qobject_cast<ThumbnailModel *>(list->model())->pictures();
    QScrollBar *bar = pages.verticalScrollBar();
    qsizetype mostBytes = 0;
    qsizetype mostPictures = 0;
    for (int step = 0; step <= 60; ++step) {
        bar->setValue(static_cast<int>(qint64(bar->maximum()) * step / 60));
        QTRY_VERIFY(isPainted(pages, pages.currentPage()));
        mostBytes = std::max(mostBytes, pages.pictures().bytes());
        mostPictures = std::max(mostPictures, pages.pictures().pictureCount());
        QVERIFY(thumbnails.bytes() <= ThumbnailModel::KeptBytes);
    }
    qInfo("%lld pictures with %lld MiB at the most, %lld painted", static_cast<long long>(mostPictures),
        static_cast<long long>(mostBytes / 1024 / 1024), static_cast<long long>(pages.pictures().paintedCount()));
    QVERIFY(mostBytes <= PageView::KeptBytes);
    QVERIFY2(pages.pictures().paintedCount() > mostPictures, "so little was painted that nothing had to go");
}

void LongFileTest::aSearchTellsHowFarItIsAndIsStopped()
{
    const auto viewer = shown();
    QTest::keyClick(&viewer->pages(), Qt::Key_F, Qt::ControlModifier);
    SearchBar &bar = viewer->searchBar();
    auto *state = bar.findChild<QLabel *>(u"searchState"_s);
    auto *stop = bar.findChild<QPushButton *>(u"stopSearch"_s);
    QSet<QString> told;
    QElapsedTimer sinceTick;
    qint64 longest = 0;
    QTimer tick;
    connect(&tick, &QTimer::timeout, this, [&] {
        longest = std::max(longest, sinceTick.restart());
        told.insert(state->text());
    });
    bar.findChild<QLineEdit *>(u"searchWords"_s)->setText(u"页要点"_s);
    sinceTick.start();
    tick.start(5);
    QTRY_VERIFY(bar.search().hits().size() > 200);
    QVERIFY(bar.search().isRunning() && stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(!bar.search().isRunning() && !stop->isVisible());
    const qsizetype found = bar.search().hits().size();
    QVERIFY(found < Pages);
    QTest::qWait(50);
    QCOMPARE(bar.search().hits().size(), found);
    tick.stop();
    const auto isProgress = [](const QString &words) { return words.contains(u"5000"_s); };
    QVERIFY2(std::ranges::any_of(told, isProgress), qPrintable(QStringList(told.values()).join(u'|')));
    // The window was there all the time. A generous bound: machines that run tests do other things, too.
    qInfo("the window answered after %lld ms at the latest", static_cast<long long>(longest));
    QVERIFY(longest < 1000);
}

QTEST_MAIN(LongFileTest)
#include "LongFileTest.moc"
