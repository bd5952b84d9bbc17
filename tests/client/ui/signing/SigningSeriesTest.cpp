// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/signing/SigningSeries.h"

#include "client/core/records/ImportService.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/signing/SigningDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "tests/Patience.h"
#include "tests/client/core/OutgoingSteps.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

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

} // namespace

/// 连续签批 by a town's leader through the real windows: four documents, one PIN, each with its pages before it is
/// decided.
class SigningSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePinIsForgotten();
    void initTestCase();
    void severalAreDecidedWithOnePin();
    void oneAloneHasNoSeries();

private:
    StreamId reviewed(const QString &title);
    QString stepOf(const StreamId &stream);
    SigningDialog *dialog() const
    {
        for (SigningDialog *one : m_window->findChildren<SigningDialog *>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    /// By the shortcut, once the chosen record can be handled.
    void handle()
    {
        const auto actions = m_window->findChildren<QAction *>();
        const auto handle = std::ranges::find_if(
            actions, [](const QAction *one) { return one->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Return); });
        QVERIFY(handle != actions.end());
        QTRY_VERIFY((*handle)->isEnabled());
        QApplication::setActiveWindow(m_window.get()); // There is no window manager who would; shortcuts want it.
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    }
    /// The dialog of the series that shows its record's buttons.
    SigningDialog *ready()
    {
        (void)QTest::qWaitFor([this] { return dialog() && agree(*dialog()); }, 30'000);
        return dialog();
    }
    static QPushButton *agree(const SigningDialog &dialog)
    {
        return dialog.findChild<QPushButton *>(u"outcome-agree"_s);
    }
    static void write(const SigningDialog &dialog, const QString &opinion)
    {
        dialog.findChild<QPlainTextEdit *>()->setPlainText(opinion);
    }

    Language m_language;
    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    QList<StreamId> m_streams;
};

void SigningSeriesTest::thePinIsForgotten()
{
    SigningSeries series({core::RecordRow(), core::RecordRow()});
    QVERIFY(!series.hasPin());
    QCOMPARE(series.left(), 1);
    series.keepPin(SecretBytes(QByteArrayView("123456")));
    QVERIFY(series.hasPin());
    QCOMPARE(series.pin().view(), QByteArrayView("123456"));
    series.goOn();
    QCOMPARE(series.left(), 0);
    QVERIFY(series.hasPin());
    series.forgetPin();
    QVERIFY(!series.hasPin());
}

void SigningSeriesTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    for (const QString &title :
        {u"关于第一件事的通知"_s, u"关于第二件事的通知"_s, u"关于第三件事的通知"_s, u"关于第四件事的通知"_s})
        m_streams.append(reviewed(title));
    const QString leader = u"澄江镇/leader"_s;
    m_session = std::make_unique<Session>(m_office->environment(), m_office->folderOf(leader));
    const auto facts = answerOf(m_session->unlock(m_office->domain().desktopOf(leader)->second, SampleOffice::pin()));
    QVERIFY2(facts, facts ? "" : qPrintable(describe(facts.error())));
    m_window = std::make_unique<MainWindow>(*m_session, *facts);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

StreamId SigningSeriesTest::reviewed(const QString &title)
{
    auto notice = SampleOffice::notice();
    notice.number.clear();
    notice.title = title;
    const auto clerk = m_office->unlock(u"澄江镇/clerk"_s);
    const StreamId stream = core::ImportService(*clerk).begin(notice).value();
    for (const QString &outcome : {u"submit"_s, u"agree"_s}) {
        if (const auto done = doStep(*clerk, stream, outcome, u"同意。"_s); !done)
            qFatal("%s", qPrintable(describe(done.error())));
    }
    return stream;
}

QString SigningSeriesTest::stepOf(const StreamId &stream)
{
    return answerOf(m_session->ask([stream](Office &office) -> Result<QString> {
        WENYI_TRY(const auto view, office.records.load(stream));
        return view.record.process.tasks.isEmpty() ? QString() : view.record.process.tasks.constFirst().node;
    })).value_or(u"?"_s);
}

void SigningSeriesTest::severalAreDecidedWithOnePin()
{
    auto *table = m_window->findChild<QTableView *>();
    QTRY_COMPARE(table->model()->rowCount(), 4);
    table->selectRow(0);
    handle();
    QPointer<SigningDialog> first = ready();
    QVERIFY(first);
    auto *goesOn = first->findChild<QCheckBox *>(u"goesOn"_s);
    QVERIFY(goesOn->isVisible() && !goesOn->isChecked());
    QVERIFY2(goesOn->text().contains(u"还有3件"_s), qPrintable(goesOn->text()));
    goesOn->setChecked(true);
    // A wrong PIN decides nothing, and is not kept.
    write(*first, u"同意。"_s);
    first->findChild<PinEdit *>()->setText(u"000000"_s);
    agree(*first)->click();
    QTRY_VERIFY(!first->findChild<NoticeStrip *>()->sentence().isEmpty());
    QVERIFY(first && first->isVisible());
    QTRY_VERIFY(agree(*first)->isEnabled());
    first->findChild<PinEdit *>()->setText(QString::fromUtf8(SampleOffice::pin().view().toByteArray()));
    agree(*first)->click();
    QTRY_VERIFY(!first || !first->isVisible());

    // The second is decided by the PIN that held.
    QPointer<SigningDialog> second = ready();
    QVERIFY(second && second != first);
    auto *again = second->findChild<QCheckBox *>(u"goesOn"_s);
    QVERIFY2(again->text().contains(u"还有2件"_s), qPrintable(again->text()));
    again->setChecked(true);
    QVERIFY(!second->findChild<PinEdit *>()->placeholderText().isEmpty());
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    QTest::qWait(500);
    QVERIFY(second->grab().save(folder + u"/signing-series.png"_s));
    write(*second, u"同意。"_s);
    agree(*second)->click();
    QTRY_VERIFY(!second || !second->isVisible());
    QPointer<SigningDialog> third = ready();
    QVERIFY(third);
    third->findChild<QPushButton *>(u"skip"_s)->click();
    QTRY_VERIFY(!third || !third->isVisible());
    // At the last there is nothing to go on with. A lock takes the window off the screen, and the PIN with it.
    QPointer<SigningDialog> last = ready();
    QVERIFY(last);
    QVERIFY(!last->findChild<QCheckBox *>(u"goesOn"_s)->isVisible());
    QVERIFY(!last->findChild<QPushButton *>(u"skip"_s));
    QVERIFY(!last->findChild<PinEdit *>()->placeholderText().isEmpty());
    last->hide();
    last->show();
    QVERIFY(last->findChild<PinEdit *>()->placeholderText().isEmpty());
    write(*last, u"同意发布。"_s);
    agree(*last)->click();
    QTRY_VERIFY(!last->findChild<NoticeStrip *>()->sentence().isEmpty());
    QTRY_VERIFY(agree(*last)->isEnabled());
    last->findChild<PinEdit *>()->setText(QString::fromUtf8(SampleOffice::pin().view().toByteArray()));
    agree(*last)->click();
    QTRY_VERIFY(!dialog());
    QStringList steps;
    for (const StreamId &stream : std::as_const(m_streams))
        steps.append(stepOf(stream));
    QCOMPARE(steps.count(u"number"_s), 3);
    QCOMPARE(steps.count(u"issue"_s), 1);
}

void SigningSeriesTest::oneAloneHasNoSeries()
{
    auto *table = m_window->findChild<QTableView *>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    handle();
    QPointer<SigningDialog> alone = ready();
    QVERIFY(alone);
    QVERIFY(!alone->findChild<QCheckBox *>(u"goesOn"_s)->isVisible());
    // The PIN of another series does not hold here.
    write(*alone, u"同意。"_s);
    agree(*alone)->click();
    QTRY_VERIFY(!alone->findChild<NoticeStrip *>()->sentence().isEmpty());
    QVERIFY(alone && alone->isVisible());
    alone->reject();
}

QTEST_MAIN(SigningSeriesTest)
#include "SigningSeriesTest.moc"
