// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/Language.h"
#include "client/ui/exchange/LimitDialog.h"
#include "client/ui/exchange/UnsentDialog.h"
#include "client/ui/widgets/PlainTable.h"
#include "tests/Patience.h"
#include "tests/client/core/FreeEndpoint.h"
#include "tests/client/ui/incoming/ClientDesk.h"

#include <QAction>
#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// Pause, limits and what has not gone, in the real main window over a real server.
class SyncMenuTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPauseIsOneClickAndIsToldAndKept();
    void whatHasNotGoneIsListedWithItsReason();
    void aLimitIsKept();

private:
    QAction *action(const QString &name);
    core::SyncSettings kept();
    void keepPicture(QWidget *window, const QString &name);

    Language m_language;
    std::unique_ptr<core::tests::ExchangeOffice> m_exchange;
    EnvelopeId m_envelope;
    std::unique_ptr<ClientDesk> m_desk;
};

void SyncMenuTest::initTestCase()
{
    m_exchange = std::make_unique<core::tests::ExchangeOffice>(core::tests::freeEndpoint());
    m_exchange->finance.reset(); // Its desktop is the client's.
    auto order = m_exchange->order(StreamId(u"unsent"_s), 91);
    order.recipients = {u"江阴市财政局"_s};
    m_envelope = core::DispatchService(*m_exchange->sender).dispatch(order)->envelope;
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    m_desk = std::make_unique<ClientDesk>(m_exchange->office, u"市财政局/mailroom"_s);
    QTRY_COMPARE(m_desk->receipts(m_envelope, exchange::ReceiptKind::Delivered), 1);
    QTRY_VERIFY2(m_desk->status().startsWith(u"● 在线"), qPrintable(m_desk->status()));
}

QAction *SyncMenuTest::action(const QString &name)
{
    auto *found = m_desk->window().findChild<QAction *>(name);
    if (!found)
        qFatal("no action %s", qPrintable(name));
    return found;
}

core::SyncSettings SyncMenuTest::kept()
{
    const auto settings = m_desk->ask(
        [](Office &office) -> Result<core::SyncSettings> { return core::syncSettingsOf(office.workspace->profile()); });
    return *settings;
}

void SyncMenuTest::keepPicture(QWidget *window, const QString &name)
{
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QTest::qWait(200);
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(window->grab().save(folder + u'/' + name + u".png"_s));
}

void SyncMenuTest::aPauseIsOneClickAndIsToldAndKept()
{
    QAction *resume = action(u"resumeSync"_s);
    QVERIFY(!resume->isEnabled());
    action(u"pause60"_s)->trigger();
    QTRY_VERIFY2(m_desk->status().startsWith(u"‖ 已暂停到"), qPrintable(m_desk->status()));
    QTRY_VERIFY(resume->isEnabled());
    const Instant now = m_exchange->office.environment().clock.now();
    QVERIFY(kept().pauseLeft(now) > std::chrono::minutes(50)); // A restart does not end it.
    keepPicture(&m_desk->window(), u"sync-paused"_s);
    resume->trigger();
    QTRY_VERIFY2(m_desk->status().startsWith(u"● 在线"), qPrintable(m_desk->status()));
    QTRY_VERIFY(kept().pauseLeft(now) == std::chrono::milliseconds(0));
}

void SyncMenuTest::whatHasNotGoneIsListedWithItsReason()
{
    m_exchange->stopServer();
    QTRY_VERIFY2(m_desk->status().startsWith(u"○ 离线"), qPrintable(m_desk->status()));
    const auto signedFor = m_desk->ask([this](Office &office) {
        return core::ReceiptService(*office.workspace)
            .signFor(core::incomingStream(m_envelope), core::tests::SampleOffice::pin());
    });
    QVERIFY2(signedFor, core::tests::reasonOf(signedFor).constData());
    m_desk->session().noteChange();
    action(u"showUnsent"_s)->trigger();
    auto *dialog = m_desk->window().findChild<UnsentDialog *>();
    QVERIFY(dialog);
    auto *table = dialog->findChild<PlainTable *>();
    QVERIFY(table);
    const auto row = [table](const QString &kind) {
        for (int i = 0; i < table->rowCount(); ++i) {
            if (table->text(i, UnsentDialog::Kind) == kind)
                return i;
        }
        return -1;
    };
    QTRY_VERIFY(row(u"回执"_s) >= 0);
    const int receipt = row(u"回执"_s);
    QVERIFY(!table->text(receipt, UnsentDialog::Title).isEmpty());
    QVERIFY(!table->text(receipt, UnsentDialog::Since).isEmpty());
    QCOMPARE(table->text(receipt, UnsentDialog::Why), u"等待网络"_s);
    QCOMPARE(table->text(receipt, UnsentDialog::NextStep), u"网络恢复后自动重试"_s);
    keepPicture(dialog, u"sync-unsent"_s);
    m_exchange->startServer();
    QTRY_COMPARE(table->rowCount(), 0); // Without a hand.
    dialog->close();
}

void SyncMenuTest::aLimitIsKept()
{
    action(u"limitSpeed"_s)->trigger();
    auto *dialog = m_desk->window().findChild<LimitDialog *>();
    QVERIFY(dialog);
    keepPicture(dialog, u"sync-limits"_s);
    dialog->findChild<QSpinBox *>(u"upLimit"_s)->setValue(256);
    dialog->findChild<QSpinBox *>(u"downLimit"_s)->setValue(3); // Less than anything moves at.
    dialog->findChild<QPushButton *>(u"saveLimit"_s)->click();
    QTRY_COMPARE(kept().limit.up, quint32(256));
    QCOMPARE(kept().limit.down, core::SyncSettings::LeastLimit);
    QVERIFY(!kept().limit.from.isValid());
}

QTEST_MAIN(SyncMenuTest)
#include "SyncMenuTest.moc"
