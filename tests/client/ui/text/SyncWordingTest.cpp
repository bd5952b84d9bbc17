// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SyncWording.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// How a desktop stands to its server, in words.
class SyncWordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thatTheDirectoryIsOutOfDateIsSaidWhereverTheDesktopStands_data();
    void thatTheDirectoryIsOutOfDateIsSaidWhereverTheDesktopStands();
    void aClockThatIsMinutesOffIsSaid_data();
    void aClockThatIsMinutesOffIsSaid();
    void progressTellsWhatIsLeftAndHowFast();
    void whatWaitsSaysWhyAndWhenItIsTriedAgain();
};

void SyncWordingTest::thatTheDirectoryIsOutOfDateIsSaidWhereverTheDesktopStands_data()
{
    QTest::addColumn<core::SyncStatus>("status");
    core::SyncStatus status;
    status.reach = core::SyncStatus::Reach::Online;
    QTest::newRow("online") << status;
    status.lastWhole = instantFromMilliseconds(1'795'250'000'000);
    QTest::newRow("synchronised") << status;
    status.refusals = 1;
    QTest::newRow("needs attention") << status;
    status = {};
    status.reach = core::SyncStatus::Reach::Offline;
    QTest::newRow("offline") << status;
    status.waiting = 3;
    QTest::newRow("offline, with records that wait") << status;
}

void SyncWordingTest::thatTheDirectoryIsOutOfDateIsSaidWhereverTheDesktopStands()
{
    QFETCH(core::SyncStatus, status);
    const Instant now = instantFromMilliseconds(1'795'290'000'000);
    QVERIFY(!statusWords(status, now).contains(u"directory"_s));
    status.directoryDue = instantFromMilliseconds(1'795'160'000'000);
    const QString words = statusWords(status, now);
    QVERIFY2(words.contains(u"▲ the directory is out of date since"_s), qPrintable(words));
}

void SyncWordingTest::aClockThatIsMinutesOffIsSaid_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("said");
    QTest::newRow("not worth a word") << 119 << QString();
    QTest::newRow("nor this way") << -119 << QString();
    QTest::newRow("behind") << 7 * 60 << u"minutes behind the server's"_s;
    QTest::newRow("before") << -7 * 60 << u"minutes before the server's"_s;
}

void SyncWordingTest::aClockThatIsMinutesOffIsSaid()
{
    QFETCH(int, seconds);
    QFETCH(QString, said);
    core::SyncStatus status;
    status.reach = core::SyncStatus::Reach::Online;
    status.serverAhead = std::chrono::seconds(seconds);
    const QString words = statusWords(status, instantFromMilliseconds(1'795'290'000'000));
    QVERIFY2(said.isEmpty() ? !words.contains(u"clock"_s) : words.contains(said), qPrintable(words));
}

void SyncWordingTest::progressTellsWhatIsLeftAndHowFast()
{
    core::SyncStatus status;
    status.running = core::SyncProgress{core::SyncStep::Outbox, 2, 1 << 20, 8 << 20, 2 << 20};
    const QString words = progressWords(status, instantFromMilliseconds(1'795'290'000'000));
    for (const quint64 bytes : QList<quint64>{1 << 20, 8 << 20, 2 << 20})
        QVERIFY2(words.contains(sizeWords(bytes)), qPrintable(words));
    status.running->left = 0;
    QVERIFY(!progressWords(status, instantFromMilliseconds(1'795'290'000'000)).contains(u"left"_s));
}

void SyncWordingTest::whatWaitsSaysWhyAndWhenItIsTriedAgain()
{
    const Instant now = instantFromMilliseconds(1'795'290'000'000);
    core::SyncStatus status;
    status.reach = core::SyncStatus::Reach::Offline;
    QCOMPARE(waitingWords(core::UnsentKind::Document, status), u"Waits for the network"_s);
    status.reach = core::SyncStatus::Reach::Online;
    status.nextRun = now + std::chrono::seconds(12);
    QCOMPARE(waitingWords(core::UnsentKind::Document, status), u"Waits for its turn"_s);
    QVERIFY(attemptWords(core::UnsentKind::Document, status, now).startsWith(u"In "_s));
    status.fault = Error{ErrorCode::StorageFailure, "store.full", {}};
    QCOMPARE(waitingWords(core::UnsentKind::Receipt, status), u"Waits for the disk"_s);
    status.pausedUntil = now + std::chrono::minutes(5);
    QCOMPARE(waitingWords(core::UnsentKind::Changes, status), u"Synchronising is paused"_s);
    QVERIFY(statusWords(status, now).startsWith(u"‖ Paused until"_s));
    // A stick is waited for whatever the network does.
    QVERIFY(waitingWords(core::UnsentKind::ByStick, status).contains(u"USB"_s));
}

QTEST_GUILESS_MAIN(SyncWordingTest)
#include "SyncWordingTest.moc"
