// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/peer/ReceiptRow.h"

#include <QTest>

using namespace wenyi::server;

class ReceiptRowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsHoldsUpNothingAndIsNotToldAsTaken();
    void eachHasItsTurnAndNothingElseIsTriedAgain();
    void whatIsTakenIsNotLookedAtAgain();
    void moreThanAreRememberedHoldUpNothing();
    void whatIsNotRememberedIsLookedAtAgain();
    void aNumberThatIsNotInTheQueueAnyMoreWaitsForNothing();

private:
    /// As many wait as are remembered.
    static ReceiptRow full()
    {
        ReceiptRow row;
        for (qsizetype i = 1; i <= ReceiptRow::MostHeld; ++i)
            row.hold(static_cast<quint64>(i));
        row.pass(static_cast<quint64>(ReceiptRow::MostHeld));
        return row;
    }
};

void ReceiptRowTest::whatWaitsHoldsUpNothingAndIsNotToldAsTaken()
{
    ReceiptRow row;
    row.noteTaken(10);
    QCOMPARE(row.next(), quint64(10));
    QVERIFY(row.mayTry(11));
    row.hold(12);
    row.pass(20);
    QCOMPARE(row.next(), quint64(20));
    QCOMPARE(row.taken(), quint64(11));
    row.pass(30);
    QCOMPARE(row.taken(), quint64(11));
    QVERIFY(row.isHolding());
}

void ReceiptRowTest::eachHasItsTurnAndNothingElseIsTriedAgain()
{
    ReceiptRow row;
    row.hold(3);
    row.hold(7);
    row.pass(8);
    QVERIFY(!row.mayTry(3));
    row.giveTurn();
    QCOMPARE(row.next(), quint64(2));
    QVERIFY(row.mayTry(3) && row.mayTry(7));
    QVERIFY(!row.mayTry(2) && !row.mayTry(5));
    row.letGo(3);
    row.pass(3);
    QCOMPARE(row.next(), quint64(6));
    QCOMPARE(row.taken(), quint64(6));
    row.hold(7);
    row.pass(7);
    QCOMPARE(row.next(), quint64(8));
    QCOMPARE(row.taken(), quint64(6));
    QVERIFY(!row.mayTry(7));
    row.giveTurn();
    row.letGo(7);
    row.pass(8);
    QCOMPARE(row.taken(), quint64(8));
    QVERIFY(!row.isHolding());
}

void ReceiptRowTest::whatIsTakenIsNotLookedAtAgain()
{
    ReceiptRow row;
    row.pass(5);
    row.noteTaken(3);
    QCOMPARE(row.next(), quint64(5));
    row.noteTaken(9);
    QCOMPARE(row.next(), quint64(9));
    QCOMPARE(row.taken(), quint64(9));
}

void ReceiptRowTest::moreThanAreRememberedHoldUpNothing()
{
    constexpr quint64 Most = ReceiptRow::MostHeld;
    ReceiptRow row = full();
    QVERIFY(!row.isOverfull());
    QVERIFY(row.mayTry(Most + 1));
    row.hold(Most + 1);
    row.hold(Most + 3);
    row.letGo(Most + 2);
    row.pass(Most + 4);
    QVERIFY(row.isOverfull());
    QCOMPARE(row.next(), Most + 4);
    QVERIFY(row.mayTry(Most + 5));
    QCOMPARE(row.held(), ReceiptRow::MostHeld);
    QCOMPARE(row.taken(), quint64(0));
    QVERIFY2(!row.passEnd(), "There is no room to remember more");
    // Those that are remembered have their turns.
    row.giveTurn();
    row.letGo(1);
    for (quint64 i = 2; i <= Most; ++i)
        row.hold(i);
    row.pass(Most);
    QCOMPARE(row.taken(), quint64(1));
    QCOMPARE(row.next(), Most + 4);
    // Where one of them went, one more is.
    QVERIFY(row.passEnd());
    QCOMPARE(row.next(), Most);
    for (quint64 i = 1; i <= 4; ++i)
        QVERIFY(row.mayTry(Most + i));
    row.hold(Most + 1);
    row.hold(Most + 3);
    row.pass(Most + 4);
    QVERIFY(row.isOverfull());
    QVERIFY(!row.mayTry(Most + 1));
    QCOMPARE(row.taken(), quint64(1));
    QVERIFY(!row.passEnd());
}

void ReceiptRowTest::whatIsNotRememberedIsLookedAtAgain()
{
    constexpr quint64 Most = ReceiptRow::MostHeld;
    ReceiptRow row = full();
    row.hold(Most + 1);
    row.pass(Most + 1);
    row.lookAgain();
    QVERIFY(!row.isOverfull());
    QCOMPARE(row.next(), Most);
    // All that are remembered may be taken now, and what is behind them too.
    row.giveTurn();
    for (quint64 i = 1; i <= Most; ++i)
        row.letGo(i);
    row.pass(Most);
    QCOMPARE(row.next(), Most);
    QVERIFY(row.mayTry(Most + 1));
    row.letGo(Most + 1);
    row.pass(Most + 1);
    QCOMPARE(row.taken(), Most + 1);
    QVERIFY(!row.isHolding());
}

void ReceiptRowTest::aNumberThatIsNotInTheQueueAnyMoreWaitsForNothing()
{
    ReceiptRow row;
    row.hold(4);
    row.pass(6);
    row.giveTurn();
    QVERIFY(!row.passEnd());
    QVERIFY(!row.isHolding());
    QCOMPARE(row.taken(), quint64(6));
}

QTEST_GUILESS_MAIN(ReceiptRowTest)
#include "ReceiptRowTest.moc"
