// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Sessions.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;
using protocol::MessageType;

class SessionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helloComesFirstAndOnce();
    void answersAreNoRequests();
    void theOldestOfTooManySessionsOfADesktopIsForgotten();
    void aSessionWhoseWelcomeIsNotSentIsForgotten();
    void closingADesktopEndsAllItsSessions();
    void countsWhomItHeardLately();
};

void SessionsTest::helloComesFirstAndOnce()
{
    Sessions sessions;
    QCOMPARE(sessions.checkOrder("a", MessageType::PullEntries).error().reason, QByteArray("session.hello-missing"));
    QVERIFY(sessions.checkOrder("a", MessageType::Hello));
    sessions.open("a", DesktopId(u"zfb-1"_s));
    QVERIFY(sessions.checkOrder("a", MessageType::PullEntries));
    QCOMPARE(sessions.checkOrder("a", MessageType::Hello).error().reason, QByteArray("session.hello-again"));
    QCOMPARE(sessions.checkOrder("b", MessageType::PullEntries).error().reason, QByteArray("session.hello-missing"));
}

void SessionsTest::answersAreNoRequests()
{
    Sessions sessions;
    sessions.open("a", DesktopId(u"zfb-1"_s));
    for (const MessageType type : {MessageType::Welcome, MessageType::Refused, MessageType::Notify})
        QCOMPARE(sessions.checkOrder("a", type).error().reason, QByteArray("session.not-a-request"));
}

void SessionsTest::theOldestOfTooManySessionsOfADesktopIsForgotten()
{
    Sessions sessions;
    for (int i = 0; i < 100; ++i)
        sessions.open(QByteArray::number(i), DesktopId(u"zfb-1"_s));
    sessions.open("other", DesktopId(u"czj-1"_s));
    QCOMPARE(sessions.count(), Sessions::PerDesktop + 1);
    QCOMPARE(sessions.connectionsOf(DesktopId(u"zfb-1"_s)), (QList<QByteArray>{"96", "97", "98", "99"}));
    QVERIFY(!sessions.checkOrder("95", MessageType::PullEntries));
}

void SessionsTest::aSessionWhoseWelcomeIsNotSentIsForgotten()
{
    Sessions sessions;
    const DesktopId desktop(u"zfb-1"_s);
    sessions.open("a", desktop);
    sessions.open("b", desktop);
    sessions.forget("b");
    sessions.forget("nobody's");
    QCOMPARE(sessions.connectionsOf(desktop), QList<QByteArray>{"a"});
    QCOMPARE(sessions.count(), 1);
    QVERIFY(sessions.checkOrder("b", MessageType::Hello));
    QVERIFY(sessions.checkOrder("a", MessageType::PullEntries));
}

void SessionsTest::closingADesktopEndsAllItsSessions()
{
    Sessions sessions;
    sessions.open("a", DesktopId(u"zfb-1"_s));
    sessions.open("b", DesktopId(u"zfb-1"_s));
    sessions.close(DesktopId(u"zfb-1"_s));
    QCOMPARE(sessions.count(), 0);
    QVERIFY(!sessions.checkOrder("a", MessageType::PullEntries));
}

void SessionsTest::countsWhomItHeardLately()
{
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    Sessions sessions;
    sessions.hear(DesktopId(u"zfb-1"_s), now - 10min);
    sessions.hear(DesktopId(u"zfb-2"_s), now - 10min);
    sessions.hear(DesktopId(u"zfb-2"_s), now);
    sessions.hear(DesktopId(u"czj-1"_s), now);
    QCOMPARE(sessions.heardSince(now - 5min), 2);
    QCOMPARE(sessions.heardSince(now - 11min), 3);
    sessions.close(DesktopId(u"czj-1"_s));
    QCOMPARE(sessions.heardSince(now - 5min), 1);
}

QTEST_GUILESS_MAIN(SessionsTest)
#include "SessionsTest.moc"
