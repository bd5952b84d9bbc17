// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftFiles.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/drafting/BodyEdit.h"
#include "client/ui/drafting/DraftForm.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/drafting/ImportPanel.h"
#include "client/ui/drafting/ImportWords.h"
#include "client/ui/drafting/PasteHint.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/ui/SampleDomain.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QDirIterator>
#include <QDropEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Importing into a draft, exporting it and pasting into it, by real windows. Keeps pictures in build/…/screenshots;
/// run with QT_SCALE_FACTOR=2 those at 200 %.
class DraftImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aReportStandsBeforeAnythingChanges();
    void whatIsTakenOverCanBeTakenBackAtOnce();
    void eachFindingGoesToItsPlace();
    void readingCanBeStoppedAndChangesNothing();
    void aBrokenFileIsOneSentence();
    void aFileThatIsDroppedIsRead();
    void theClipboardIsRecognisedAsAFileIs();
    void whatIsPastedHasNoForeignMarks();
    void pastedTablesKeepTheirContent();
    void plainPastingTakesTheBareText();
    void aHintOffersWhatWasPastedInAnotherForm();
    void noticesStandUntilTheirCauseIsGone();
    void aDraftIsExportedAndImportedAsTheSame();
    void aFailedExportIsOneSentence();
    void theMainWindowImportsIntoANewDraftWithTheSameReport();
    void everyReasonHasWordsInChinese();

private:
    void keep(const QString &name);
    void importAndWait(const QString &path);
    void paste(Qt::KeyboardModifiers modifiers);
    QPushButton *button(const char *name) { return m_window->findChild<QPushButton *>(QLatin1String(name)); }
    QTableView *findings() { return m_window->findChild<QTableView *>(u"importFindings"_s); }
    document::OfficialDocument document() { return m_window->findChild<DraftForm *>()->document(); }
    BodyEdit *body() { return m_window->findChild<BodyEdit *>(); }
    QString write(const QString &name, const QByteArray &bytes);

    Language m_language;
    SampleDomain m_domain;
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    SessionFacts m_facts;
    std::unique_ptr<QWidget> m_parent;
    QPointer<DraftWindow> m_window;
};

void DraftImportTest::initTestCase()
{
    QVERIFY(m_domain.build());
    const auto [folder, member] = m_domain.desktopOf(u"澄江镇/clerk"_s);
    m_session = std::make_unique<Session>(m_domain.environment(), folder);
    bool isUnlocked = false;
    m_session->unlock(member, SecretBytes(QByteArrayView(SampleDomain::Pin)))
        .then(this, [&](const Result<SessionFacts> &facts) {
            isUnlocked = facts.has_value();
            m_facts = facts.value_or(SessionFacts());
        });
    QTRY_VERIFY(isUnlocked);
}

void DraftImportTest::init()
{
    m_parent = std::make_unique<QWidget>();
    m_window = new DraftWindow(std::make_unique<DraftPresenter>(*m_session, m_facts, StreamId()), m_parent.get());
    m_window->show();
    m_window->presenter().load();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

void DraftImportTest::cleanup()
{
    m_parent.reset();
}

void DraftImportTest::keep(const QString &name)
{
    QTRY_VERIFY(m_window->pages().pageCount() > 0);
    QTest::qWait(300);
    const QPixmap picture = m_window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

QString DraftImportTest::write(const QString &name, const QByteArray &bytes)
{
    const QString path = m_folder.filePath(name);
    return writeDurably(path, bytes) ? path : QString();
}

void DraftImportTest::importAndWait(const QString &path)
{
    m_window->importFile(path);
    QTRY_VERIFY(button("acceptImport")->isVisible());
}

void DraftImportTest::aReportStandsBeforeAnythingChanges()
{
    const document::OfficialDocument before = document();
    importAndWait(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QVERIFY(document() == before);
    QVERIFY(m_window->presenter().isSaved());
    QVERIFY(findings()->model()->rowCount() > 5);
    QCOMPARE(findings()->model()->index(0, 0).data().toString(), u"✔ 识别"_s);
    // What was concluded stands there as it will be in the draft.
    QCOMPARE(findings()->model()->index(1, 2).data().toString(), u"江阴市人民政府办公室"_s);
    keep(u"draft-import-report"_s);
    // A click does not go anywhere yet: nothing is there to go to.
    QTest::mouseClick(
        findings()->viewport(), Qt::LeftButton, {}, findings()->visualRect(findings()->model()->index(3, 2)).center());
    QVERIFY(!body()->hasFocus());
    QTest::mouseClick(button("closeImport"), Qt::LeftButton);
    QVERIFY(!m_window->findChild<ImportPanel *>()->isVisible());
    QVERIFY(document() == before);
    QVERIFY(m_window->presenter().isSaved());
}

void DraftImportTest::whatIsTakenOverCanBeTakenBackAtOnce()
{
    const document::OfficialDocument before = document();
    const QString path = QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt");
    const auto expected = core::overDraft(before, core::readForImport(path, {}).value()).document;
    importAndWait(path);
    QTest::mouseClick(button("acceptImport"), Qt::LeftButton);
    QCOMPARE(document().title, expected.title);
    QCOMPARE(document().recipients, expected.recipients);
    QVERIFY(document().body == expected.body);
    QVERIFY(document().attachments == expected.attachments);
    // It is kept as everything that is typed is.
    QVERIFY(!m_window->presenter().isSaved());
    QTRY_VERIFY(m_window->presenter().isSaved());
    keep(u"draft-import-taken"_s);
    QTest::mouseClick(button("undoImport"), Qt::LeftButton);
    QVERIFY(document() == before);
    QVERIFY(button("acceptImport")->isVisible());
    QTest::mouseClick(button("acceptImport"), Qt::LeftButton);
    QVERIFY(document().body == expected.body);
}

void DraftImportTest::eachFindingGoesToItsPlace()
{
    importAndWait(write(u"plan.txt"_s,
        u"关于检查的通知\n各镇人民政府：\n现将《检查方案》印发给你们。\n澄江镇人民政府\n2026年3月5日\n附件\n检查方案\n"
        "一、时间\n三月开始。\n"_s.toUtf8()));
    QTest::mouseClick(button("acceptImport"), Qt::LeftButton);
    const auto click = [this](const QString &text) {
        const auto found =
            findings()->model()->match(findings()->model()->index(0, 2), Qt::DisplayRole, text, 1, Qt::MatchExactly);
        QVERIFY2(!found.isEmpty(), qPrintable(text));
        findings()->scrollTo(found.first());
        QTest::mouseClick(findings()->viewport(), Qt::LeftButton, {}, findings()->visualRect(found.first()).center());
    };
    click(u"现将《检查方案》印发给你们。"_s);
    QCOMPARE(body()->textCursor().selectedText(), u"现将《检查方案》印发给你们。"_s);
    click(u"三月开始。"_s);
    auto *annexed = qobject_cast<BodyEdit *>(m_window->focusWidget());
    QVERIFY(annexed && annexed != body());
    QCOMPARE(annexed->textCursor().selectedText(), u"三月开始。"_s);
    click(u"各镇人民政府："_s);
    auto *line = qobject_cast<QLineEdit *>(m_window->focusWidget());
    QVERIFY(line);
    QCOMPARE(line->text(), u"各镇人民政府"_s);
}

void DraftImportTest::readingCanBeStoppedAndChangesNothing()
{
    const document::OfficialDocument before = document();
    const QString path =
        write(u"long.txt"_s, u"关于检查的通知\n"_s.toUtf8() + u"现将有关事项通知如下。\n"_s.toUtf8().repeated(20'000));
    m_window->importFile(path);
    QVERIFY(m_window->findChild<ImportPanel *>()->isVisible());
    QVERIFY(!button("acceptImport")->isVisible());
    QTest::mouseClick(button("closeImport"), Qt::LeftButton);
    QVERIFY(!m_window->findChild<ImportPanel *>()->isVisible());
    QTest::qWait(600); // Longer than reading takes: what comes too late is not shown.
    QVERIFY(!m_window->findChild<ImportPanel *>()->isVisible());
    QVERIFY(m_window->findChild<NoticeStrip *>()->sentence().isEmpty());
    QVERIFY(document() == before);
    importAndWait(path); // And again, to its end.
}

void DraftImportTest::aBrokenFileIsOneSentence()
{
    const document::OfficialDocument before = document();
    auto *notice = m_window->findChild<NoticeStrip *>();
    m_window->importFile(write(u"broken.docx"_s, "PK\x03\x04 nothing"));
    QTRY_VERIFY(notice->sentence().endsWith(u'。'));
    keep(u"draft-import-broken"_s);
    QVERIFY(!m_window->findChild<ImportPanel *>()->isVisible());
    m_window->importFile(write(u"a.xyz"_s, "x"));
    QTRY_VERIFY(notice->sentence().contains(u"docx"_s));
    QVERIFY(document() == before);
}

void DraftImportTest::aFileThatIsDroppedIsRead()
{
    const auto drop = [this](const QList<QUrl> &urls) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window, &event);
        return event.isAccepted();
    };
    const QUrl text = QUrl::fromLocalFile(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QVERIFY(!drop({QUrl(u"https://example.invalid/a.docx"_s)}));
    QVERIFY(!drop({QUrl::fromLocalFile(u"/tmp/a.exe"_s)}));
    QVERIFY(!drop({text, text}));
    QVERIFY(drop({text}));
    QTRY_VERIFY(button("acceptImport")->isVisible());
}

void DraftImportTest::theClipboardIsRecognisedAsAFileIs()
{
    auto *data = new QMimeData;
    data->setHtml(
        u"<h1>关于检查的通知</h1><p>各镇人民政府：</p><p>请按下表报送。</p><table><tr><td>单位<td>数量<tr><td>甲"
        "<td>3</table><p>澄江镇人民政府</p><p>2026年3月5日</p><img src='file:///etc/passwd'>"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    m_window->findChild<QAction *>(u"importClipboard"_s)->trigger();
    QTRY_VERIFY(button("acceptImport")->isVisible());
    keep(u"draft-import-clipboard"_s);
    QTest::mouseClick(button("acceptImport"), Qt::LeftButton);
    QCOMPARE(document().title, u"关于检查的通知"_s);
    QCOMPARE(document().recipients, QStringList{u"各镇人民政府"_s});
    QCOMPARE(document().date, QDate(2026, 3, 5));
    const document::Table table{{{u"单位"_s, u"数量"_s}, {u"甲"_s, u"3"_s}}};
    QVERIFY(document().body == (QList<document::Block>{document::Paragraph{u"请按下表报送。"_s}, table}));
}

void DraftImportTest::paste(Qt::KeyboardModifiers modifiers)
{
    body()->setFocus();
    QTest::keyClick(body(), Qt::Key_V, modifiers);
}

void DraftImportTest::whatIsPastedHasNoForeignMarks()
{
    auto *data = new QMimeData;
    data->setHtml(u"<style>p{color:red}</style><h2>总体要求</h2><p>一、检查<b>范围</b></p><p>工矿\n企业。</p>"_s);
    data->setText(u"bare"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    body()->setPlainText(u"前文。"_s);
    body()->moveCursor(QTextCursor::End);
    body()->insertPlainText(u"\n"_s);
    const QString before = body()->toPlainText();
    paste(Qt::ControlModifier);
    QCOMPARE(body()->toPlainText(), u"前文。\n总体要求\n一、检查范围\n工矿企业。"_s);
    const QList<document::Block> expected{document::Paragraph{u"前文。"_s}, document::Heading{2, u"总体要求"_s},
        document::Heading{1, u"一、检查范围"_s}, document::Paragraph{u"工矿企业。"_s}};
    QVERIFY(document().body == expected);
    body()->undo();
    QCOMPARE(body()->toPlainText(), before);
}

void DraftImportTest::pastedTablesKeepTheirContent()
{
    const auto copy = [](const QString &cell) {
        auto *data = new QMimeData;
        data->setHtml(u"<table><tr><td>单位<td>数量<tr><td>%1<td>3</table>"_s.arg(cell));
        QGuiApplication::clipboard()->setMimeData(data);
    };
    const auto table = [](const QString &cell) {
        return document::Block(document::Table{{{u"单位"_s, u"数量"_s}, {cell, u"3"_s}}});
    };
    copy(u"甲"_s);
    paste(Qt::ControlModifier);
    // The second stands before the first, and each stays what it is, whatever is undone.
    copy(u"乙"_s);
    body()->moveCursor(QTextCursor::Start);
    paste(Qt::ControlModifier);
    QCOMPARE(body()->toPlainText(), u"［表格2］\n［表格1］"_s);
    QVERIFY(document().body == (QList<document::Block>{table(u"乙"_s), table(u"甲"_s)}));
    keep(u"draft-pasted-tables"_s);
    m_window->findChild<DraftForm *>()->changeTo(document());
    QVERIFY(document().body == (QList<document::Block>{table(u"乙"_s), table(u"甲"_s)}));
    body()->undo();
    QVERIFY(document().body == (QList<document::Block>{table(u"甲"_s)}));
    body()->redo();
    QVERIFY(document().body == (QList<document::Block>{table(u"乙"_s), table(u"甲"_s)}));
}

void DraftImportTest::plainPastingTakesTheBareText()
{
    auto *data = new QMimeData;
    data->setHtml(u"<h2>标题</h2><table><tr><td>甲<td>乙</table>"_s);
    data->setText(u"甲\t乙"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    paste(Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(body()->toPlainText(), u"甲\t乙"_s);
    QVERIFY(document().body == (QList<document::Block>{document::Paragraph{u"甲 乙"_s}}));
}

void DraftImportTest::aHintOffersWhatWasPastedInAnotherForm()
{
    auto *data = new QMimeData;
    data->setHtml(u"<p>一、检查<b>范围</b></p><table><tr><td>单位<td>数量<tr><td>甲<td>3</table>"_s);
    data->setText(u"一、检查范围\n单位\t数量\n甲\t3"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    body()->setPlainText(u"前文。后文。"_s);
    QTextCursor cursor = body()->textCursor();
    cursor.setPosition(3);
    body()->setTextCursor(cursor);
    body()->insertPlainText(u"\n"_s);
    auto *hint = body()->findChild<PasteHint *>();
    QVERIFY(hint && !hint->isVisible());
    paste(Qt::ControlModifier);
    QVERIFY(hint->isVisible());
    QCOMPARE(m_window->focusWidget(), body()); // It asks nothing.
    QVERIFY(hint->findChild<QToolButton *>(u"pasteRecognised"_s)->isChecked());
    const document::Block table = document::Table{{{u"单位"_s, u"数量"_s}, {u"甲"_s, u"3"_s}}};
    const auto bodyWith = [&](const document::Block &first) {
        return QList<document::Block>{document::Paragraph{u"前文。"_s}, first, table, document::Paragraph{u"后文。"_s}};
    };
    QVERIFY(document().body == bodyWith(document::Heading{1, u"一、检查范围"_s}));
    keep(u"draft-paste-hint"_s);
    QTest::mouseClick(hint->findChild<QToolButton *>(u"pasteAsCopied"_s), Qt::LeftButton);
    QVERIFY(document().body == bodyWith(document::Paragraph{u"一、检查范围"_s}));
    QVERIFY(hint->isVisible() && m_window->focusWidget() == body());
    // By the keyboard: Tab leads to it.
    QTest::keyClick(body(), Qt::Key_Tab);
    QVERIFY(hint->isAncestorOf(m_window->focusWidget()));
    QTest::mouseClick(hint->findChild<QToolButton *>(u"pastePlain"_s), Qt::LeftButton);
    QCOMPARE(body()->toPlainText(), u"前文。\n一、检查范围\n单位\t数量\n甲\t3\n后文。"_s);
    QTest::mouseClick(hint->findChild<QToolButton *>(u"pasteRecognised"_s), Qt::LeftButton);
    QCOMPARE(body()->toPlainText(), u"前文。\n一、检查范围\n［表格1］\n后文。"_s);
    // It goes with what is typed next, and nothing of it is left over.
    QTest::keyClick(body(), Qt::Key_A);
    QVERIFY(!hint->isVisible());
    paste(Qt::ControlModifier);
    QVERIFY(hint->isVisible());
    QTest::keyClick(hint, Qt::Key_Escape);
    QVERIFY(!hint->isVisible() && m_window->focusWidget() == body());
    // Where there is nothing to choose none is shown.
    QGuiApplication::clipboard()->setText(u"三、要求"_s);
    paste(Qt::ControlModifier);
    QVERIFY(!hint->isVisible());
}

void DraftImportTest::noticesStandUntilTheirCauseIsGone()
{
    auto *notice = m_window->findChild<NoticeStrip *>();
    m_window->importFile(write(u"broken2.docx"_s, "PK\x03\x04 nothing"));
    QTRY_VERIFY(notice->sentence().endsWith(u'。'));
    const QString sentence = notice->sentence();
    // Typing and its saving have nothing to do with it.
    body()->setFocus();
    QTest::keyClicks(body(), u"a"_s);
    QTRY_VERIFY(!m_window->presenter().isSaved());
    QTRY_VERIFY(m_window->presenter().isSaved());
    QCOMPARE(notice->sentence(), sentence);
    QVERIFY(notice->isVisible());
    QTest::mouseClick(notice->findChild<QPushButton *>(u"dismissNotice"_s), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
    // A saving that fails is told until one succeeds.
    Q_EMIT m_window->presenter().failed(DraftWork::Saving, {ErrorCode::StorageFailure, "file.write", {}});
    QVERIFY(notice->isVisible());
    QTest::keyClicks(body(), u"b"_s);
    QTRY_VERIFY(!m_window->presenter().isSaved());
    QTRY_VERIFY(m_window->presenter().isSaved());
    QTRY_VERIFY(!notice->isVisible());
}

void DraftImportTest::aDraftIsExportedAndImportedAsTheSame()
{
    importAndWait(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QTest::mouseClick(button("acceptImport"), Qt::LeftButton);
    const document::OfficialDocument written = document();
    m_window->findChild<QAction *>(u"exportDocx"_s)->trigger();
    auto *dialog = m_window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = m_folder.filePath(u"导出.docx"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    auto *notice = m_window->findChild<NoticeStrip *>();
    QTRY_VERIFY(notice->sentence().contains(path));
    QCOMPARE(notice->mood(), NoticeStrip::Mood::Good);
    QVERIFY(core::readForImport(path, {}).value().document == written);
}

void DraftImportTest::aFailedExportIsOneSentence()
{
    m_window->findChild<QAction *>(u"exportDocx"_s)->trigger();
    auto *dialog = m_window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(m_folder.filePath(u"nowhere/a.docx"_s));
    dialog->close();
    auto *notice = m_window->findChild<NoticeStrip *>();
    QTRY_VERIFY(notice->sentence().endsWith(u'。'));
    QCOMPARE(notice->mood(), NoticeStrip::Mood::Bad);
}

void DraftImportTest::theMainWindowImportsIntoANewDraftWithTheSameReport()
{
    MainWindow window(*m_session, m_facts);
    window.show();
    window.findChild<QAction *>(u"importText"_s)->trigger();
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    dialog->close();
    auto *draft = window.findChild<DraftWindow *>();
    QVERIFY(draft);
    QTRY_VERIFY(draft->findChild<QPushButton *>(u"acceptImport"_s)->isVisible());
    // Nothing is kept of what nobody took over.
    QVERIFY(draft->presenter().stream().isEmpty() && draft->presenter().isSaved());
}

void DraftImportTest::everyReasonHasWordsInChinese()
{
    static const QRegularExpression reason(u"\"(import\\.[a-z-]+)\""_s);
    static const QRegularExpression error(u"Error\\{[^}]*\\}"_s);
    static const QRegularExpression han(u"\\p{Han}{2}.*。"_s);
    QSet<QString> seen;
    for (const QString &folder : {u"/shared/document"_s, u"/client/core"_s}) {
        QDirIterator files(
            QStringLiteral(WENYI_SOURCE_DIR) + folder, {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const auto source = readBounded(files.next(), 1 << 20);
            QVERIFY(source);
            auto matches = reason.globalMatch(QString::fromUtf8(*source).remove(error));
            while (matches.hasNext())
                seen.insert(matches.next().captured(1));
        }
    }
    QVERIFY(seen.size() > 25);
    for (const QString &one : std::as_const(seen)) {
        document::ImportFinding finding;
        finding.reason = one.toLatin1();
        QVERIFY2(han.match(findingSentence(finding)).hasMatch(), qPrintable(one));
    }
}

QTEST_MAIN(DraftImportTest)
#include "DraftImportTest.moc"
