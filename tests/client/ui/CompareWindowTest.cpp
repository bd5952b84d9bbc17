// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/CompareWindow.h"
#include "client/ui/app/Language.h"
#include "client/ui/comparing/ComparisonView.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/drafting/FormatCheckPanel.h"
#include "client/ui/viewer/PrintPreview.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "shared/base/DurableFile.h"
#include "shared/document/TextImport.h"
#include "tests/Patience.h"
#include "tests/client/ui/SampleDomain.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPrintPreviewWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Comparing, merging and the format check as a person does them, through the real windows; pictures are kept in
/// build/…/screenshots.
class CompareWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comparesTwoVersionsSideBySide();
    void saysWhoMadeTheChangeAtTheCaret();
    void showsMarkedPagesInThreeViews();
    void stepsThroughTheChangesOnThePages();
    void printsTheMarkedPagesWithAPreview();
    void mergesAForkByChoice();
    void marksFaultsWhereTheyAreAndMendsThem();

private:
    void keep(QWidget *window, const QString &name);
    CompareWindow *open();
    template<typename Work>
    auto onCore(Work work);

    Language m_language;
    SampleDomain m_domain;
    std::unique_ptr<Session> m_session;
    SessionFacts m_facts;
    StreamId m_stream;
    document::OfficialDocument m_base;
    Digest m_first;
    QWidget m_parent;
};

template<typename Work>
auto CompareWindowTest::onCore(Work work)
{
    using Given = std::invoke_result_t<Work, Office &>;
    std::optional<Given> given;
    m_session->ask(work).then(this, [&given](const Given &answer) { given = answer; });
    [&given] { QTRY_VERIFY(given); }();
    return *given;
}

void CompareWindowTest::keep(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(200);
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

void CompareWindowTest::initTestCase()
{
    QVERIFY(m_domain.build());
    const auto [folder, member] = m_domain.desktopOf(u"澄江镇/clerk"_s);
    m_session = std::make_unique<Session>(m_domain.environment(), folder);
    std::optional<Result<SessionFacts>> facts;
    m_session->unlock(member, SecretBytes(QByteArrayView(SampleDomain::Pin)))
        .then(this, [&facts](const Result<SessionFacts> &given) { facts = given; });
    QTRY_VERIFY(facts);
    QVERIFY(*facts);
    m_facts = **facts;
    const auto text = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"), 1 << 20);
    QVERIFY(text);
    const auto imported = document::importText(*text);
    QVERIFY(imported);
    m_base = imported->document;
    const auto begun = onCore([base = m_base](Office &office) -> Result<std::pair<StreamId, Digest>> {
        WENYI_TRY(const StreamId stream, office.drafts.create(base));
        WENYI_TRY(const auto draft, office.drafts.load(stream));
        return std::pair{stream, draft.info.revision};
    });
    QVERIFY(begun);
    std::tie(m_stream, m_first) = *begun;
    document::OfficialDocument second = m_base;
    second.title = u"江阴市人民政府办公室关于印发《江阴市机关电子公文流转工作方案》的通知"_s;
    std::get<document::Paragraph>(second.body[0]).text.append(u"请各单位于2026年6月30日前完成接入。"_s);
    second.date = second.date.addDays(2);
    second.body.append(document::Paragraph{u"联系人：张国才，电话0510-86861234。"_s});
    const auto saved = onCore([stream = m_stream, second, first = m_first](Office &office) {
        return office.drafts.save(stream, {second, {}, {first}});
    });
    QVERIFY(saved);
}

CompareWindow *CompareWindowTest::open()
{
    showComparison(*m_session, m_facts, m_stream, &m_parent);
    return m_parent.findChild<CompareWindow *>();
}

void CompareWindowTest::comparesTwoVersionsSideBySide()
{
    CompareWindow *window = open();
    QVERIFY(window);
    auto *list = window->findChild<QListWidget *>(u"differences"_s);
    QTRY_COMPARE(list->count(), 4);
    QVERIFY(list->item(0)->text().startsWith(u"标题"_s));
    const QString shown = window->findChild<ComparisonView *>()->toPlainText();
    QVERIFY(shown.contains(u"规范"_s));
    QVERIFY(shown.contains(u"请各单位于2026年6月30日前完成接入。"_s));
    QTest::keyClick(window, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(list->currentRow(), 0);
    QTest::keyClick(window, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(list->currentRow(), 1);
    QTest::keyClick(window, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(list->currentRow(), 0);
    QVERIFY(!window->findChild<QPushButton *>(u"keepMerged"_s)->isVisible());
    keep(window, u"compare"_s);
}

void CompareWindowTest::saysWhoMadeTheChangeAtTheCaret()
{
    CompareWindow *window = open();
    auto *list = window->findChild<QListWidget *>(u"differences"_s);
    auto *note = window->findChild<QLabel *>(u"changeNote"_s);
    QTRY_COMPARE(list->count(), 4);
    auto *sides = window->findChild<ComparisonView *>();
    QTRY_VERIFY(sides->noteOf(0).contains(m_facts.memberName));
    list->setCurrentRow(-1);
    QTest::keyClick(window, Qt::Key_F7);
    QTRY_COMPARE(list->currentRow(), 0);
    QVERIFY2(note->text().contains(m_facts.memberName), qPrintable(note->text()));
    QVERIFY2(note->text().contains(u"删除：“规范”"_s) || note->text().contains(u"增加：“"_s), qPrintable(note->text()));
    QTest::keyClick(window, Qt::Key_F7);
    QCOMPARE(list->currentRow(), 1);
    QTest::keyClick(window, Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(list->currentRow(), 0);
    QTest::keyClick(window, Qt::Key_F7);
    QTest::keyClick(window, Qt::Key_F7);
    QCOMPARE(list->currentRow(), 2);
    QVERIFY2(note->text().contains(u"增加：“请各单位于2026年6月30日前完成接入。”"_s), qPrintable(note->text()));
    // The caret goes by the arrow keys, too: along the change and off it.
    sides->setFocus();
    const QString said = note->text();
    QTest::keyClick(sides, Qt::Key_Right);
    QCOMPARE(note->text(), said);
    QTest::keyClick(sides, Qt::Key_Home, Qt::ControlModifier);
    QVERIFY2(note->text().contains(u"Shift+F7"_s), qPrintable(note->text())); // What to do, in place of a note.
    keep(window, u"compare-note"_s);
}

void CompareWindowTest::stepsThroughTheChangesOnThePages()
{
    CompareWindow *window = open();
    auto *pages = window->findChild<PageView *>();
    auto *note = window->findChild<QLabel *>(u"changeNote"_s);
    window->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(pages->pageCount() > 2);
    QTest::qWait(50);
    QStringList notes;
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(window, Qt::Key_F7);
        if (!notes.contains(note->text()))
            notes.append(note->text());
    }
    // Title, the sentence and the last paragraph; the date is no text of the page.
    QVERIFY2(notes.size() >= 3, qPrintable(notes.join(u'\n')));
    for (const QString &one : std::as_const(notes))
        QVERIFY2(one.contains(m_facts.memberName), qPrintable(one));
    QVERIFY2(notes.constLast().contains(u"增加：“联系人：张国才"_s), qPrintable(notes.constLast()));
    keep(window, u"compare-marked-note"_s);
    QTest::keyClick(window, Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(note->text(), notes.at(notes.size() - 2));
    // Where the mouse rests on a change the same is said beside it, and elsewhere nothing.
    QSignalSpy pointed(pages, &PageView::pointedAt);
    const QPoint middle = pages->viewport()->rect().center();
    QHelpEvent help(QEvent::ToolTip, middle, pages->viewport()->mapToGlobal(middle));
    QCoreApplication::sendEvent(pages->viewport(), &help);
    QCOMPARE(pointed.count(), 1);
    window->close();
    QTRY_VERIFY(!m_parent.findChild<CompareWindow *>());
}

void CompareWindowTest::printsTheMarkedPagesWithAPreview()
{
    CompareWindow *window = open();
    auto *pages = window->findChild<PageView *>();
    QTRY_VERIFY(pages->pageCount() > 2);
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::keyClick(window, Qt::Key_P, Qt::ControlModifier);
    auto *preview = window->findChild<PrintPreview *>();
    QVERIFY(preview);
    QTRY_COMPARE(preview->findChild<QPrintPreviewWidget *>()->pageCount(), static_cast<int>(pages->pageCount()));
    keep(preview, u"compare-print"_s);
    preview->reject();
    QTRY_VERIFY(!window->findChild<PrintPreview *>());
    // What is saved has the text of both versions and the legend.
    const QTemporaryDir folder;
    window->findChild<QAction *>(u"savePages"_s)->trigger();
    auto *dialog = window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = folder.filePath(u"花脸稿.pdf"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(window->findChild<NoticeStrip *>()->sentence().contains(path));
    QProcess process;
    process.start(u"pdftotext"_s, {u"-raw"_s, u"-enc"_s, u"UTF-8"_s, path, u"-"_s});
    QVERIFY(process.waitForFinished());
    const QString text = QString::fromUtf8(process.readAllStandardOutput());
    for (const QString &part : {u"修改情况"_s, m_facts.memberName, u"联系人：张国才"_s, u"成文日期："_s})
        QVERIFY2(text.contains(part), qPrintable(text));
    window->close();
    QTRY_VERIFY(!m_parent.findChild<CompareWindow *>());
}

void CompareWindowTest::showsMarkedPagesInThreeViews()
{
    CompareWindow *window = open();
    window->findChild<QTabWidget *>()->setCurrentIndex(1);
    auto *pages = window->findChild<PageView *>();
    QTRY_VERIFY(pages->pageCount() > 2);
    const qsizetype marked = pages->pageCount();
    keep(window, u"compare-marked"_s);
    auto *view = window->findChild<QComboBox *>(u"revisionView"_s);
    view->setCurrentIndex(2);
    Q_EMIT view->activated(2);
    QTRY_VERIFY(pages->pageCount() < marked);
    const QString path = m_domain.environment().resources + u"/nowhere/marked.pdf"_s;
    window->presenter().savePdf(path);
    QTRY_VERIFY(window->findChild<NoticeStrip *>()->isVisible());
    window->close();
    QTRY_VERIFY(!m_parent.findChild<CompareWindow *>());
}

void CompareWindowTest::mergesAForkByChoice()
{
    document::OfficialDocument other = m_base;
    other.copyTo.append(u"市档案馆"_s);
    const auto forked = onCore([stream = m_stream, other, first = m_first](Office &office) {
        return office.drafts.save(stream, {other, {}, {first}});
    });
    QVERIFY(forked);
    CompareWindow *window = open();
    auto *list = window->findChild<QListWidget *>(u"differences"_s);
    auto *merge = window->findChild<QPushButton *>(u"keepMerged"_s);
    QTRY_VERIFY(list->count() > 0 && merge->isVisible());
    keep(window, u"compare-fork"_s);
    // The other's copies stay as they are; everything else as the first had it.
    for (int i = 0; i < list->count(); ++i)
        list->item(i)->setCheckState(list->item(i)->text().startsWith(u"抄送"_s) ? Qt::Unchecked : Qt::Checked);
    merge->click();
    const auto isMerged = [&] {
        const auto forks = onCore([stream = m_stream](Office &office) { return office.drafts.forks(stream); });
        return forks && forks->isEmpty();
    };
    QTRY_VERIFY(isMerged());
    const auto newest = onCore([stream = m_stream](Office &office) { return office.drafts.load(stream); });
    QVERIFY(newest);
    QCOMPARE(newest->content.parents.size(), 2);
    QCOMPARE(newest->content.document.copyTo, other.copyTo);
    QVERIFY(!newest->content.document.title.contains(u"规范"_s));
    QTRY_VERIFY(!merge->isVisible());
    window->close();
}

void CompareWindowTest::marksFaultsWhereTheyAreAndMendsThem()
{
    auto *draft = new DraftWindow(std::make_unique<DraftPresenter>(*m_session, m_facts, StreamId()), &m_parent);
    draft->show();
    document::OfficialDocument faulty = m_base;
    faulty.copyNumber = u"12"_s;
    faulty.body = {document::Heading{1, u"一、总体要求"_s},
        document::Paragraph{u"根据澄政办发[2004]28号文件,请于2026年06月08日前报送。"_s},
        document::Heading{1, u"三、工作步骤"_s}, document::Paragraph{u"名单见附件9。"_s}};
    draft->presenter().begin(faulty);
    auto *list = draft->findChild<QListWidget *>(u"formatFaults"_s);
    QTRY_COMPARE(list->count(), 6);
    auto *body = draft->findChild<QPlainTextEdit *>();
    QCOMPARE(body->extraSelections().size(), 5);
    QCOMPARE(body->extraSelections().at(0).format.underlineStyle(), QTextCharFormat::WaveUnderline);
    for (int i = 0; i < list->count(); ++i) {
        if (list->item(i)->text().contains(u"2026年6月8日"_s))
            list->setCurrentRow(i);
    }
    draft->findChild<QPushButton *>(u"locateFault"_s)->click();
    QCOMPARE(body->textCursor().selectedText(), u"2026年06月08日"_s);
    keep(draft, u"format-check"_s);
    draft->findChild<QPushButton *>(u"mendFault"_s)->click();
    QVERIFY(body->toPlainText().contains(u"2026年6月8日"_s));
    QTRY_COMPARE(list->count(), 5);
    draft->findChild<QPushButton *>(u"mendAllFaults"_s)->click();
    QTRY_COMPARE(list->count(), 1);
    QVERIFY(body->toPlainText().contains(u"〔2004〕28号文件，请于"_s));
    QVERIFY(body->toPlainText().contains(u"二、工作步骤"_s));
    auto *undo = draft->findChild<QPushButton *>(u"undoMending"_s);
    QVERIFY(undo->isVisible());
    undo->click();
    QVERIFY(body->toPlainText().contains(u"[2004]28号文件,请于2026年6月8日"_s));
    QTRY_COMPARE(list->count(), 5);
    QVERIFY(!undo->isVisible());
    QTRY_VERIFY(draft->presenter().isSaved()); // Faults never keep a draft from being saved.
}

QTEST_MAIN(CompareWindowTest)
#include "CompareWindowTest.moc"
