// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/numbers/NumbersWindow.h"
#include "client/core/records/OfficeClock.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/ui/AltKeys.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

template<typename T>
T answerOf(QFuture<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return future.result();
}

void keepPicture(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(window->grab().save(folder + u'/' + name + u".png"_s));
}

} // namespace

/// 编号序列 in the client of a standalone town, whose mail room registers. Keeps pictures in build/…/screenshots.
class NumbersWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aSeriesGoesOnBehindTheLastNumberOnPaper();
    void whatWouldChangeNothingCannotBeDone();
    void aNewTermCountsFromOne();
    void aRefusalIsToldAndTheDialogStays();
    void whoIsNoRegistrarMayLookAlone();
    void theMenuHasItForRegistrarsAndAdministrators();

private:
    std::unique_ptr<Session> sessionOf(const QString &member);
    void openWindow(Session &session);
    int rowOf(const QString &series) const;
    /// Chooses a series and opens the dialog of an act.
    NumberActDialog *openAct(const QString &series, const QString &button);
    QString cell(const QString &series, NumbersWindow::Column column) const
    {
        return m_window->findChild<PlainTable *>()->text(rowOf(series), column);
    }
    static void typeLast(NumberActDialog *dialog, const QString &number);
    QString documentNumber(int number) const { return u"澄镇政发〔%1〕%2号"_s.arg(m_year).arg(number); }
    QPushButton *button(const QString &name) const { return m_window->findChild<QPushButton *>(name); }

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    QPointer<NumbersWindow> m_window;
    SessionFacts m_facts;
    int m_year = 0;
    const QString m_documents = u"发文 · 发文字号"_s;
    const QString m_orders = u"发文 · 令号"_s;
};

void NumbersWindowTest::init()
{
    m_office = std::make_unique<SampleOffice>();
    m_year = core::yearInChina(m_office->environment().clock.now());
}

void NumbersWindowTest::cleanup()
{
    delete m_window;
}

std::unique_ptr<Session> NumbersWindowTest::sessionOf(const QString &member)
{
    auto session = std::make_unique<Session>(m_office->environment(), m_office->folderOf(member));
    const auto facts = answerOf(session->unlock(m_office->domain().desktopOf(member)->second, SampleOffice::pin()));
    if (!facts)
        qFatal("%s", qPrintable(describe(facts.error())));
    m_facts = *facts;
    return session;
}

void NumbersWindowTest::openWindow(Session &session)
{
    m_window = new NumbersWindow(std::make_unique<NumbersPresenter>(session));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    QTRY_VERIFY(m_window->findChild<PlainTable *>()->rowCount() > 0);
}

int NumbersWindowTest::rowOf(const QString &series) const
{
    const auto *table = m_window->findChild<PlainTable *>();
    for (int row = 0; row < table->rowCount(); ++row) {
        if (table->text(row, NumbersWindow::Series) == series)
            return row;
    }
    return -1;
}

NumberActDialog *NumbersWindowTest::openAct(const QString &series, const QString &name)
{
    m_window->findChild<PlainTable *>()->chooseRow(rowOf(series));
    auto *opening = button(name);
    if (!opening->isEnabled())
        return nullptr;
    opening->setFocus();
    QTest::keyClick(opening, Qt::Key_Space);
    return m_window->findChild<NumberActDialog *>();
}

void NumbersWindowTest::typeLast(NumberActDialog *dialog, const QString &number)
{
    auto *last = dialog->findChild<QSpinBox *>(u"last"_s);
    last->selectAll();
    QTest::keyClicks(last, number);
}

void NumbersWindowTest::aSeriesGoesOnBehindTheLastNumberOnPaper()
{
    const auto session = sessionOf(u"澄江镇/mailroom"_s);
    openWindow(*session);
    QCOMPARE(tests::sharedAltKeys(*m_window), QStringList());
    QCOMPARE(cell(m_documents, NumbersWindow::State), u"○未启用"_s);
    QPointer<NumberActDialog> dialog = openAct(m_documents, u"goOn"_s);
    QVERIFY(dialog);
    QCOMPARE(tests::sharedAltKeys(*dialog), QStringList());
    typeLast(dialog, u"37"_s);
    QString outlook = dialog->findChild<QLabel *>(u"outlook"_s)->text();
    QVERIFY2(outlook.contains(documentNumber(38)), qPrintable(outlook));
    // Enter says nothing.
    QTest::keyClick(dialog->findChild<QSpinBox *>(u"last"_s), Qt::Key_Return);
    QVERIFY(dialog && dialog->isVisible());
    dialog->findChild<QPushButton *>(u"act"_s)->click();
    QTRY_COMPARE(cell(m_documents, NumbersWindow::Next), documentNumber(38));
    QCOMPARE(cell(m_documents, NumbersWindow::State), u"✔本终端编号"_s);
    QTRY_VERIFY(!dialog);
    // It is open by now: what lies between is unused, and why.
    dialog = openAct(m_documents, u"goOn"_s);
    QVERIFY(dialog);
    typeLast(dialog, u"40"_s);
    outlook = dialog->findChild<QLabel *>(u"outlook"_s)->text();
    QVERIFY2(outlook.contains(documentNumber(41)), qPrintable(outlook));
    QVERIFY2(outlook.contains(documentNumber(38) + u"至"_s + documentNumber(40)), qPrintable(outlook));
    auto *reason = dialog->findChild<QLineEdit *>(u"reason"_s);
    reason->setText(u" "_s);
    QVERIFY(!dialog->findChild<QPushButton *>(u"act"_s)->isEnabled());
    reason->setText(u"停电期间手工编号"_s);
    keepPicture(dialog, u"number-series-go-on"_s);
    dialog->findChild<QPushButton *>(u"act"_s)->click();
    QTRY_COMPARE(cell(m_documents, NumbersWindow::Next), documentNumber(41));
    QVERIFY(cell(m_documents, NumbersWindow::Gaps).contains(documentNumber(38)));
    const auto *details = m_window->findChild<QPlainTextEdit *>(u"details"_s);
    QTRY_VERIFY2(details->toPlainText().contains(u"停电期间手工编号"_s), qPrintable(details->toPlainText()));
    QCOMPARE(m_window->findChild<NoticeStrip *>(u"notice"_s)->mood(), NoticeStrip::Mood::Good);
    keepPicture(m_window, u"number-series"_s);
    delete m_window;
}

void NumbersWindowTest::whatWouldChangeNothingCannotBeDone()
{
    const auto session = sessionOf(u"澄江镇/mailroom"_s);
    const auto opened =
        answerOf(session->ask([](Office &office) { return core::NumberService(*office.workspace).openAll(); }));
    QVERIFY2(opened, reasonOf(opened).constData());
    openWindow(*session);
    QPointer<NumberActDialog> dialog = openAct(m_documents, u"goOn"_s);
    QVERIFY(dialog);
    const auto *act = dialog->findChild<QPushButton *>(u"act"_s);
    QVERIFY(!act->isEnabled()); // The next number is 1 as it is.
    typeLast(dialog, u"3"_s);
    QVERIFY(act->isEnabled());
    typeLast(dialog, u"0"_s);
    QVERIFY(!act->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"outlook"_s)->text().contains(documentNumber(1)));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(cell(m_documents, NumbersWindow::Next), documentNumber(1));
    delete m_window;
}

void NumbersWindowTest::aNewTermCountsFromOne()
{
    const auto session = sessionOf(u"澄江镇/mailroom"_s);
    openWindow(*session);
    QCOMPARE(cell(m_orders, NumbersWindow::Period), u"第1届"_s);
    QVERIFY(!openAct(m_orders, u"newTerm"_s)); // Nothing of the first one has begun.
    QPointer<NumberActDialog> dialog = openAct(m_orders, u"goOn"_s);
    QVERIFY(dialog);
    typeLast(dialog, u"12"_s);
    dialog->findChild<QPushButton *>(u"act"_s)->click();
    QTRY_COMPARE(cell(m_orders, NumbersWindow::Next), u"第13号"_s);
    QTRY_VERIFY(!dialog);
    dialog = openAct(m_orders, u"newTerm"_s);
    QVERIFY(dialog);
    const QString outlook = dialog->findChild<QLabel *>(u"outlook"_s)->text();
    QVERIFY2(outlook.contains(u"第2届从第1号开始"_s), qPrintable(outlook));
    keepPicture(dialog, u"number-series-new-term"_s);
    dialog->findChild<QPushButton *>(u"act"_s)->click();
    QTRY_COMPARE(cell(m_orders, NumbersWindow::Period), u"第2届"_s);
    QCOMPARE(cell(m_orders, NumbersWindow::Next), u"第1号"_s);
    // One that counts by the year has no terms, and says so.
    m_window->findChild<PlainTable *>()->chooseRow(rowOf(m_documents));
    QVERIFY(!button(u"newTerm"_s)->isEnabled());
    QVERIFY(button(u"newTerm"_s)->toolTip().contains(u"按年编号"_s));
    delete m_window;
}

void NumbersWindowTest::aRefusalIsToldAndTheDialogStays()
{
    const auto session = sessionOf(u"澄江镇/mailroom"_s);
    const auto opened =
        answerOf(session->ask([](Office &office) { return core::NumberService(*office.workspace).openAll(); }));
    QVERIFY2(opened, reasonOf(opened).constData());
    openWindow(*session);
    QPointer<NumberActDialog> dialog = openAct(m_documents, u"goOn"_s);
    QVERIFY(dialog);
    typeLast(dialog, u"20"_s);
    // Meanwhile it went further than the dialog knows.
    const auto further = answerOf(session->ask([](Office &office) -> Result<void> {
        WENYI_TRY(const auto all, core::allSeries(*office.workspace));
        for (const core::DrawnSeries &drawn : all) {
            if (drawn.key.series == u"documents"_s)
                return core::NumberService(*office.workspace).goOnFrom(drawn.key, 60, u"纸质文件已用"_s);
        }
        return Error{ErrorCode::NotFound, "number.no-such-series", {}};
    }));
    QVERIFY2(further, reasonOf(further).constData());
    dialog->findChild<QPushButton *>(u"act"_s)->click();
    auto *notice = dialog->findChild<NoticeStrip *>(u"actNotice"_s);
    QTRY_VERIFY2(notice->sentence().contains(u"已经编出或作空号"_s), qPrintable(notice->sentence()));
    QCOMPARE(notice->mood(), NoticeStrip::Mood::Bad);
    QVERIFY(dialog && dialog->isVisible());
    // The list tells where it stands.
    QTRY_COMPARE(cell(m_documents, NumbersWindow::Next), documentNumber(61));
    delete m_window;
}

void NumbersWindowTest::whoIsNoRegistrarMayLookAlone()
{
    const auto session = sessionOf(u"澄江镇/admin"_s);
    openWindow(*session);
    for (const QString &series : {m_documents, m_orders}) {
        QVERIFY(!openAct(series, u"goOn"_s));
        QVERIFY(!openAct(series, u"newTerm"_s));
    }
    const auto *notice = m_window->findChild<NoticeStrip *>(u"notice"_s);
    QVERIFY2(notice->sentence().contains(u"只有编号员"_s), qPrintable(notice->sentence()));
    delete m_window;
}

void NumbersWindowTest::theMenuHasItForRegistrarsAndAdministrators()
{
    for (const auto &[member, isOffered] : {std::pair(u"澄江镇/mailroom"_s, true), std::pair(u"澄江镇/admin"_s, true),
             std::pair(u"澄江镇/clerk"_s, false)}) {
        const auto session = sessionOf(member);
        MainWindow window(*session, m_facts);
        auto *action = window.findChild<QAction *>(u"numberSeries"_s);
        QCOMPARE(action != nullptr, isOffered);
        if (!isOffered)
            continue;
        action->trigger();
        action->trigger();
        QCOMPARE(window.findChildren<NumbersWindow *>().size(), 1);
    }
}

QTEST_MAIN(NumbersWindowTest)
#include "NumbersWindowTest.moc"
