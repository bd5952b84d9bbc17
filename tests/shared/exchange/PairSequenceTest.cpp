// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/PairSequence.h"

#include "shared/crypto/Sm3.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace wenyi;
using namespace wenyi::exchange;

class PairSequenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesARowInOrder();
    void showsWhatIsMissing();
    void refusesReplaysForksAndAlteredNeighbours();
    void refusalsChangeNothing();
    void anyOrderOfArrivalGivesTheSameState();
    void everySingleDropIsSeen();

private:
    struct Item
    {
        PairPosition position;
        Digest digest;
    };
    static QList<Item> row(quint64 count);
};

QList<PairSequenceTest::Item> PairSequenceTest::row(quint64 count)
{
    QList<Item> items;
    for (quint64 i = 1; i <= count; ++i) {
        Item item{{i, {}}, crypto::sm3(QByteArray::number(i))};
        if (i > 1)
            item.position.previous = items.last().digest;
        items.append(item);
    }
    return items;
}

void PairSequenceTest::takesARowInOrder()
{
    PairSequence sequence;
    QVERIFY((sequence.following() == PairPosition{1, {}}));
    for (const Item &item : row(5)) {
        QVERIFY(sequence.following() == item.position);
        QCOMPARE(*sequence.take(item.position, item.digest), Arrival::Next);
    }
    QVERIFY(sequence.gaps().isEmpty());
    QVERIFY(sequence.requireNoGap());
}

void PairSequenceTest::showsWhatIsMissing()
{
    PairSequence sequence;
    const auto items = row(7);
    for (const int index : {2, 6})
        QCOMPARE(*sequence.take(items[index].position, items[index].digest), Arrival::OpensGap);
    QVERIFY((sequence.gaps() == QList<SequenceGap>{{1, 2}, {4, 6}}));
    QCOMPARE(sequence.requireNoGap().error().reason, "envelope.sequence-gap");
    QCOMPARE(sequence.requireNoGap().error().detail, QStringLiteral("1-2"));
    QCOMPARE(*sequence.take(items[4].position, items[4].digest), Arrival::FillsGap);
    QVERIFY((sequence.gaps() == QList<SequenceGap>{{1, 2}, {4, 4}, {6, 6}}));
}

void PairSequenceTest::refusesReplaysForksAndAlteredNeighbours()
{
    PairSequence sequence;
    const auto items = row(5);
    QVERIFY(sequence.take(items[0].position, items[0].digest));
    QVERIFY(sequence.take(items[3].position, items[3].digest));
    const Digest other = crypto::sm3("other");
    QCOMPARE(sequence.take(items[0].position, items[0].digest).error().reason, "envelope.replayed");
    QCOMPARE(sequence.take(items[0].position, other).error().reason, "envelope.sequence-fork");
    QCOMPARE(sequence.take({2, other}, items[1].digest).error().reason, "envelope.previous-altered");
    QCOMPARE(sequence.take(items[2].position, other).error().reason, "envelope.previous-altered");
    QCOMPARE(sequence.take({5, other}, items[4].digest).error().reason, "envelope.previous-altered");
    QCOMPARE(sequence.take({0, {}}, other).error().reason, "envelope.position");
    QCOMPARE(sequence.take({6, {}}, other).error().reason, "envelope.position");
    QCOMPARE(sequence.take({5 + PairSequence::LargestJump, other}, other).error().reason, "envelope.sequence-jump");
}

void PairSequenceTest::refusalsChangeNothing()
{
    PairSequence sequence;
    const auto items = row(3);
    QVERIFY(sequence.take(items[2].position, items[2].digest));
    const PairSequence before = sequence;
    QVERIFY(!sequence.take(items[1].position, crypto::sm3("other")));
    QVERIFY(!sequence.take(items[2].position, items[2].digest));
    QVERIFY(sequence == before);
}

void PairSequenceTest::anyOrderOfArrivalGivesTheSameState()
{
    auto items = row(12);
    PairSequence inOrder;
    for (const Item &item : items)
        QVERIFY(inOrder.take(item.position, item.digest));
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::shuffle(items.begin(), items.end(), random);
        PairSequence sequence;
        for (const Item &item : items)
            QVERIFY(sequence.take(item.position, item.digest));
        QVERIFY(sequence == inOrder);
    }
}

void PairSequenceTest::everySingleDropIsSeen()
{
    const auto items = row(8);
    for (qsizetype dropped = 0; dropped + 1 < items.size(); ++dropped) {
        PairSequence sequence;
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (i != dropped)
                QVERIFY(sequence.take(items[i].position, items[i].digest));
        }
        const quint64 number = static_cast<quint64>(dropped) + 1;
        QVERIFY((sequence.gaps() == QList<SequenceGap>{{number, number}}));
    }
}

QTEST_APPLESS_MAIN(PairSequenceTest)
#include "PairSequenceTest.moc"
