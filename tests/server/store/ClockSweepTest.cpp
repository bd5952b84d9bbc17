// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"
#include "tests/server/TestDomain.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

/// A clock that somebody sets.
class SetClock final : public Clock
{
public:
    Instant now() const override { return m_now; }
    void set(Instant now) { m_now = now; }

private:
    Instant m_now;
};

Instant inChina(int year, int month, int day, int hour, int minute, int second)
{
    const QDateTime local(QDate(year, month, day), QTime(hour, minute, second), QTimeZone(8 * 60 * 60));
    return instantFromMilliseconds(local.toMSecsSinceEpoch());
}

/// Where the server's clock goes, one moment after another; the way back is part of it.
QList<std::pair<const char *, Instant>> sweep()
{
    const Instant start = inChina(2026, 11, 30, 9, 0, 0);
    QList<std::pair<const char *, Instant>> moments{{"begin", start}};
    const auto around = [&moments, start](const char *name, std::chrono::milliseconds step) {
        moments.append({name, start + step});
        moments.append({"back", start - step});
    };
    using namespace std::chrono_literals;
    around("a second", 1s);
    around("a minute", 1min);
    around("an hour", 1h);
    around("a day", 24h);
    around("a year", 24h * 365);
    around("ten years", 24h * 3'653);
    moments.append({"before New Year's midnight", inChina(2026, 12, 31, 23, 59, 59)});
    moments.append({"New Year's midnight", inChina(2027, 1, 1, 0, 0, 0)});
    moments.append({"before it again", inChina(2026, 12, 31, 23, 59, 58)});
    moments.append({"29 February", inChina(2028, 2, 29, 12, 0, 0)});
    moments.append({"1 March", inChina(2028, 3, 1, 0, 0, 0)});
    moments.append({"28 February after it", inChina(2028, 2, 28, 23, 59, 59)});
    return moments;
}

} // namespace

/// The server's clock goes forwards and back (F21, T29): what it numbers follows its order, whatever the time.
class ClockSweepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAndQueuesFollowTheOrderOfAcceptance();

private:
    static void step(server::Store &store, TestDomain &domain, Instant now);
    static void check(server::Store &store);

    static constexpr quint64 Block = 5;
};

void ClockSweepTest::step(server::Store &store, TestDomain &domain, Instant now)
{
    quint64 next = 0;
    {
        // Let go before the commit: SQLite makes none while a statement is open.
        journal::Statement drawn(store.database(), "SELECT coalesce(max(next), 1) FROM series");
        QVERIFY(drawn.next().value_or(false));
        next = static_cast<quint64>(drawn.integer(0));
    }
    const LeaseNumbers request{u"澄政办发/2026"_s, Block, domain.random().bytes(16)};
    const DesktopId desktop = domain.desktop(Office).id;
    auto transaction = journal::Transaction::begin(store.database());
    QVERIFY(transaction);
    const auto lease = store.numbers().lease(Office, desktop, request, now);
    QVERIFY2(lease, reasonOf(lease).constData());
    QCOMPARE(lease->first, next);
    // The answer was lost and the clock went on by ten years, or back: the same block, not another one.
    for (const auto later : {std::chrono::hours(87'672), -std::chrono::hours(87'672)})
        QCOMPARE(store.numbers().lease(Office, desktop, request, now + later)->first, next);
    const auto number = store.envelopes().accept(domain.envelope(Office, {Finance}, 10).header, now);
    QVERIFY2(number, reasonOf(number).constData());
    QVERIFY(store.envelopes().keepReceipt(*number, "receipt"));
    QVERIFY((*transaction)->commit());
    QVERIFY(store.audit().record(u"ZFB"_s, u"test"_s, u"test.reason"_s, u"subject"_s));
}

void ClockSweepTest::check(server::Store &store)
{
    const auto moments = sweep();
    const auto waiting = store.envelopes().waiting(Finance, 100, 1 << 24);
    QVERIFY2(waiting, reasonOf(waiting).constData());
    QCOMPARE(waiting->size(), moments.size());
    for (qsizetype i = 0; i < moments.size(); ++i) {
        QCOMPARE(waiting->at(i).number, static_cast<quint64>(i) + 1);
        QCOMPARE(toMilliseconds(waiting->at(i).acceptedAt), toMilliseconds(moments.at(i).second)); // Told as it was.
    }
    const auto rows = store.audit().verify();
    QVERIFY2(rows, reasonOf(rows).constData());
    QCOMPARE(*rows, static_cast<quint64>(moments.size()));
}

void ClockSweepTest::numbersAndQueuesFollowTheOrderOfAcceptance()
{
    TestDomain domain;
    QTemporaryDir folder;
    SetClock clock;
    const QString path = folder.filePath(u"store"_s);
    {
        const auto store = server::Store::open(path, clock);
        QVERIFY2(store, reasonOf(store).constData());
        for (const auto &moment : sweep()) {
            clock.set(moment.second);
            step(**store, domain, moment.second);
            if (QTest::currentTestFailed())
                QFAIL(moment.first);
        }
        check(**store);
    }
    // And after a start in a time before all of it.
    clock.set(inChina(2010, 1, 1, 0, 0, 0));
    const auto again = server::Store::open(path, clock);
    QVERIFY2(again, reasonOf(again).constData());
    check(**again);
}

QTEST_GUILESS_MAIN(ClockSweepTest)
#include "ClockSweepTest.moc"
