// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/Language.h"
#include "client/ui/exchange/SyncLogDialog.h"
#include "client/ui/incoming/SignForDialog.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/records/RecordPreview.h"
#include "tests/Patience.h"
#include "tests/client/core/FreeEndpoint.h"
#include "tests/client/ui/incoming/ClientDesk.h"

#include <QDir>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Shows the windows of the incoming half and keeps a picture of each in build/…/screenshots, to be looked at. Run with
/// QT_SCALE_FACTOR=2 it keeps those at 200 %.
class IncomingScreenshotsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void emptyLog();
    void arrivedDocument();
    void signFor();
    void offline();
    void log();

private:
    void keep(QWidget *window, const QString &name);

    Language m_language;
    std::unique_ptr<core::tests::ExchangeOffice> m_exchange;
    std::unique_ptr<ClientDesk> m_desk;
};

void IncomingScreenshotsTest::initTestCase()
{
    m_exchange = std::make_unique<core::tests::ExchangeOffice>(core::tests::freeEndpoint());
    m_exchange->finance.reset();
    m_desk = std::make_unique<ClientDesk>(m_exchange->office, u"市财政局/mailroom"_s);
}

void IncomingScreenshotsTest::cleanupTestCase()
{
    m_desk.reset();
    m_exchange.reset();
}

void IncomingScreenshotsTest::keep(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(300);
    const QPixmap picture = window->grab();
    QVERIFY(!picture.isNull());
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

void IncomingScreenshotsTest::emptyLog()
{
    // A server that says nothing: nothing is synchronised, and nothing has failed yet.
    const core::tests::SilentPort port;
    auto settings = core::connectionSettings(*m_exchange->sender).value();
    settings.endpoint = port.endpoint();
    core::SyncKeeper idle(
        *m_exchange->sender, m_desk->session().core(), std::move(settings), m_exchange->office.environment());
    SyncLogDialog dialog(idle, m_exchange->office.environment().clock);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(dialog.findChild<QTableView *>()->model()->rowCount() == 0);
    QVERIFY(!dialog.findChild<QPushButton *>(u"copyDetails"_s)->isEnabled());
    keep(&dialog, u"sync-log-empty"_s);
}

void IncomingScreenshotsTest::arrivedDocument()
{
    for (int serial : {31, 32}) {
        auto order = m_exchange->order(StreamId(u"notice-%1"_s.arg(serial)), serial);
        order.recipients = {u"江阴市财政局"_s};
        order.urgency = serial == 31 ? exchange::Urgency::Expedited : exchange::Urgency::Ordinary;
        order.attachments = {{u"任务分解表.xlsx"_s, QByteArray(18'400, 'x')},
            {u"江阴市二〇二六年政务公开工作要点责任分工及完成时限一览表（征求意见后修改稿）.docx"_s,
                QByteArray(52'000, 'x')}};
        QVERIFY(core::DispatchService(*m_exchange->sender).dispatch(order));
    }
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    MainWindow &window = m_desk->window();
    QTRY_COMPARE(window.findChild<NavigationPane *>()->count(core::Box::Awaiting), 2);
    QTRY_VERIFY(window.findChild<RecordPreview *>()->pages().pageCount() > 1);
    QTRY_VERIFY(m_desk->status().contains(u"上次同步"_s));
    keep(&window, u"incoming"_s);
}

void IncomingScreenshotsTest::signFor()
{
    m_desk->window().handleChosen();
    auto *dialog = m_desk->window().findChild<SignForDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->findChild<PageView *>()->pageCount() > 1);
    keep(dialog, u"sign-for"_s);
    dialog->close();
}

void IncomingScreenshotsTest::offline()
{
    m_exchange->stopServer();
    QTRY_VERIFY(m_desk->status().contains(u"离线"_s));
    QVERIFY(m_desk->session().sync());
    m_desk->session().noteChange();
    QTest::qWait(500);
    keep(&m_desk->window(), u"incoming-offline"_s);
}

void IncomingScreenshotsTest::log()
{
    m_desk->window().showSyncLog();
    auto *dialog = m_desk->window().findChild<SyncLogDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QTableView *>()->model()->rowCount() > 3);
    keep(dialog, u"sync-log"_s);
}

QTEST_MAIN(IncomingScreenshotsTest)
#include "IncomingScreenshotsTest.moc"
