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
    void aRowThatHoldsTooMuchStops();
    void aNumberThatIsNotInTheQueueAnyMoreWaitsForNothing();
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

void ReceiptRowTest::aRowThatHoldsTooMuchStops()
{
    ReceiptRow row;
    for (qsizetype i = 1; i <= ReceiptRow::MostHeld; ++i) {
        QVERIFY(!row.isFull());
        row.hold(static_cast<quint64>(i));
    }
    row.pass(static_cast<quint64>(ReceiptRow::MostHeld));
    QVERIFY(row.isFull());
    QCOMPARE(row.taken(), quint64(0));
    row.giveTurn(); // They may be taken now.
    QVERIFY(!row.isFull());
}

void ReceiptRowTest::aNumberThatIsNotInTheQueueAnyMoreWaitsForNothing()
{
    ReceiptRow row;
    row.hold(4);
    row.pass(6);
    row.giveTurn();
    row.passEnd();
    QVERIFY(!row.isHolding());
    QCOMPARE(row.taken(), quint64(6));
}

QTEST_GUILESS_MAIN(ReceiptRowTest)
#include "ReceiptRowTest.moc"
