// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/PageView.h"

#include "shared/document/TextImport.h"
#include "shared/layout/Typesetter.h"

#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// The page view over a typeset document.
class PageViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsRedHeadAndBlackTextOnWhitePaper();
    void pagesAreWalkedByKeyboard();
    void aSceneOfAsManyPagesKeepsThePlace();
    void withoutADocumentThereIsASentence();

private:
    SceneRef m_scene;
};

void PageViewTest::initTestCase()
{
    QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto imported = document::importText(file.readAll());
    QVERIFY(imported);
    const auto fonts = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS"));
    QVERIFY(fonts);
    const auto set = layout::typeset(imported->document, *fonts);
    QVERIFY(set);
    m_scene = std::make_shared<layout::DocumentScene>(set->scene);
    QVERIFY(m_scene->pages.size() > 2);
}

void PageViewTest::showsRedHeadAndBlackTextOnWhitePaper()
{
    PageView view;
    view.resize(800, 900);
    view.setScene(m_scene);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QImage image = view.viewport()->grab().toImage();
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
    PageView view;
    view.resize(800, 600);
    view.setScene(m_scene);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy pages(&view, &PageView::currentPageChanged);
    QCOMPARE(view.currentPage(), 0);
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.currentPage(), m_scene->pages.size() - 1);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.currentPage(), 0);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QVERIFY(view.currentPage() > 0);
    QVERIFY(pages.size() >= 3);
    const double before = view.zoom();
    QTest::keyClick(&view, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(view.zoom() > before);
    QTest::keyClick(&view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view.zoom(), before);
}

void PageViewTest::aSceneOfAsManyPagesKeepsThePlace()
{
    PageView view;
    view.resize(800, 600);
    view.setScene(m_scene);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.showPage(1);
    const int place = view.verticalScrollBar()->value();
    view.setScene(std::make_shared<layout::DocumentScene>(*m_scene));
    QCOMPARE(view.verticalScrollBar()->value(), place);
}

void PageViewTest::withoutADocumentThereIsASentence()
{
    PageView view;
    QCOMPARE(view.pageCount(), 0);
    view.setEmptySentence(u"请选择一件公文"_s);
    view.resize(400, 300);
    QVERIFY(!view.grab().isNull());
    view.showPage(3);
    QCOMPARE(view.currentPage(), 0);
}

QTEST_MAIN(PageViewTest)
#include "PageViewTest.moc"
