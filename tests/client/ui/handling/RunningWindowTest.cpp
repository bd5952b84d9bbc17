// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/RunningWindow.h"

#include "client/core/records/ImportService.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/handling/FurtherActDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/core/OutgoingSteps.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using modules::ActionKind;

namespace {

template<typename T>
T answerOf(QFuture<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return future.result();
}

} // namespace

/// 运转监控 in the client of a standalone town: its administrator hands on what nobody does any more.
class RunningWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aUnitWithoutWorkSaysSo();
    void whatWaitsForWhomIsTold();
    void itsWordsAreSearched();
    void whatNobodyDoesIsHandedOn();
    void theMenuOffersItToAdministratorsAlone();

private:
    MemberId idOf(const QString &member) const { return m_office->domain().desktopOf(member)->second; }
    void openFor(const QString &member);
    StreamId submitted(const QString &title);
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    PlainTable *table() const { return m_window->findChild<PlainTable *>(); }

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Session> m_session;
    SessionFacts m_facts;
    QPointer<QDialog> m_window;
    StreamId m_first;
};

void RunningWindowTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
}

void RunningWindowTest::cleanup()
{
    delete m_window;
    m_session.reset();
}

void RunningWindowTest::openFor(const QString &member)
{
    m_session = std::make_unique<Session>(m_office->environment(), m_office->folderOf(member));
    const auto facts = answerOf(m_session->unlock(idOf(member), SampleOffice::pin()));
    QVERIFY2(facts, facts ? "" : qPrintable(describe(facts.error())));
    m_facts = *facts;
    m_window = new RunningWindow(std::make_unique<RunningPresenter>(*m_session));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

StreamId RunningWindowTest::submitted(const QString &title)
{
    auto notice = SampleOffice::notice();
    notice.number.clear();
    notice.title = title;
    const auto clerk = m_office->unlock(u"澄江镇/clerk"_s);
    const StreamId stream = core::ImportService(*clerk).begin(notice).value();
    if (const auto done = doStep(*clerk, stream, u"submit"_s); !done)
        qFatal("%s", qPrintable(describe(done.error())));
    return stream;
}

void RunningWindowTest::aUnitWithoutWorkSaysSo()
{
    openFor(u"澄江镇/admin"_s);
    QTRY_COMPARE(part<QLabel>(u"standing"_s)->text(), u"本单位没有等待办理的事项。"_s);
    QCOMPARE(table()->rowCount(), 0);
    QVERIFY(!part<QPushButton>(u"act"_s)->isEnabled());
}

void RunningWindowTest::whatWaitsForWhomIsTold()
{
    m_first = submitted(u"关于印发防汛应急预案的通知"_s);
    const StreamId second = submitted(u"关于开展安全检查的通知"_s);
    {
        const auto clerk = m_office->unlock(u"澄江镇/clerk"_s);
        const auto reviewed = doStep(*clerk, second, u"agree"_s, u"同意。"_s);
        QVERIFY2(reviewed, reasonOf(reviewed).constData());
    }
    openFor(u"澄江镇/admin"_s);
    QTRY_COMPARE(table()->rowCount(), 2);
    QStringList steps;
    for (int row = 0; row < 2; ++row) {
        steps.append(table()->text(row, RunningWindow::Step) + u'/' + table()->text(row, RunningWindow::Holder));
        QCOMPARE(table()->text(row, RunningWindow::Module), u"发文"_s);
        QCOMPARE(table()->text(row, RunningWindow::Number), u"—"_s);
        QVERIFY(!table()->text(row, RunningWindow::Starter).isEmpty());
    }
    steps.sort();
    QCOMPARE(steps, (QStringList{u"核稿/核稿人"_s, u"签发/签发人"_s}));
    // What a document is about is none of an administrator's business.
    QVERIFY2(!table()->copied().contains(u"防汛"_s), qPrintable(table()->copied()));
    QTRY_VERIFY(part<QLabel>(u"standing"_s)->text().startsWith(u"现在："_s));
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    QVERIFY(m_window->grab().save(folder + u"/running-records.png"_s));
}

void RunningWindowTest::itsWordsAreSearched()
{
    openFor(u"澄江镇/admin"_s);
    QTRY_COMPARE(table()->rowCount(), 2);
    auto *filter = part<QLineEdit>(u"filter"_s);
    filter->setText(u"签发"_s);
    QCOMPARE(table()->rowCount(), 1);
    QCOMPARE(table()->text(0, RunningWindow::Step), u"签发"_s);
    filter->setText(u"防汛"_s);
    QCOMPARE(table()->rowCount(), 0);
    QCOMPARE(part<QLabel>(u"standing"_s)->text(), u"没有符合的事项。"_s);
    filter->clear();
    QCOMPARE(table()->rowCount(), 2);
}

void RunningWindowTest::whatNobodyDoesIsHandedOn()
{
    openFor(u"澄江镇/admin"_s);
    QTRY_COMPARE(table()->rowCount(), 2);
    const int row = table()->text(0, RunningWindow::Step) == u"签发" ? 0 : 1;
    table()->chooseRow(row);
    const QString name = u"act-%1"_s.arg(static_cast<int>(ActionKind::Reassign));
    auto *menu = part<QMenu>(u"furtherActs"_s);
    QTRY_VERIFY(menu->findChild<QAction *>(name));
    QTRY_VERIFY(part<QPushButton>(u"act"_s)->isEnabled());
    menu->findChild<QAction *>(name)->trigger();
    auto *dialog = m_window->findChild<FurtherActDialog *>();
    QVERIFY(dialog);
    auto *people = dialog->findChild<QListWidget *>();
    QVERIFY(people->count() > 0);
    people->setCurrentRow(0);
    const QString person = people->item(0)->text();
    dialog->findChild<QPlainTextEdit *>(u"words"_s)->setPlainText(u"原签发人外出学习。"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"perform"_s), Qt::LeftButton);
    const auto holder = [&] {
        for (int i = 0; i < table()->rowCount(); ++i) {
            if (table()->text(i, RunningWindow::Step) == u"签发")
                return table()->text(i, RunningWindow::Holder);
        }
        return QString();
    };
    QTRY_VERIFY2(person.startsWith(holder()) && holder() != u"签发人", qPrintable(holder()));
    QTRY_VERIFY(m_window->findChild<NoticeStrip *>(u"notice"_s)->sentence().startsWith(u"已完成"_s));
}

void RunningWindowTest::theMenuOffersItToAdministratorsAlone()
{
    for (const auto &[member, isOffered] : {std::pair(u"澄江镇/admin"_s, true), std::pair(u"澄江镇/clerk"_s, false)}) {
        openFor(member);
        MainWindow window(*m_session, m_facts);
        QCOMPARE(window.findChild<QAction *>(u"runningRecords"_s) != nullptr, isOffered);
        cleanup();
    }
}

QTEST_MAIN(RunningWindowTest)
#include "RunningWindowTest.moc"
