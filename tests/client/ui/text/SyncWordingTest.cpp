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

QTEST_GUILESS_MAIN(SyncWordingTest)
#include "SyncWordingTest.moc"
