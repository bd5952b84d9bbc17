// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2KnownKeys.h"

#include <QTest>

#include <thread>

using namespace wenyi::crypto::sm2;

/// Which keys' multiples are kept.
class Sm2KnownKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsKnownWhoseSignaturesComeAgain();
    void noMoreAreKeptThanThereIsRoomFor();
    void severalThreadsMayAsk();

private:
    /// Asks as often as makes a key known. The name need not be the point's.
    void learn(KnownKeys &known, const QByteArray &key)
    {
        for (int i = 0; i < KnownKeys::Often; ++i)
            known.of(key, m_point);
    }
    const Affine m_point{inForm(BaseX), inForm(BaseY)};
};

void Sm2KnownKeysTest::aKeyIsKnownWhoseSignaturesComeAgain()
{
    KnownKeys known;
    for (int i = 1; i < KnownKeys::Often; ++i)
        QVERIFY(!known.of("a", m_point));
    QVERIFY(!known.of("b", m_point));
    const auto multiples = known.of("a", m_point);
    QVERIFY(multiples);
    QCOMPARE(known.of("a", m_point), multiples);
    QVERIFY(!known.of("b", m_point));
    QCOMPARE(known.kept(), 1);
}

void Sm2KnownKeysTest::noMoreAreKeptThanThereIsRoomFor()
{
    KnownKeys known;
    for (int i = 0; i < KnownKeys::Most; ++i)
        learn(known, QByteArray::number(i));
    QCOMPARE(known.kept(), KnownKeys::Most);
    QVERIFY(known.of("0", m_point)); // Asked last, so that it is not the oldest.
    learn(known, "more");
    QCOMPARE(known.kept(), KnownKeys::Most);
    QVERIFY(known.of("more", m_point));
    QVERIFY(known.of("0", m_point));
    QVERIFY(!known.of("1", m_point));
    // Those that are only counted go as well, and the oldest first.
    for (int i = 0; i < KnownKeys::MostCounted; ++i)
        known.of("once " + QByteArray::number(i), m_point);
    QVERIFY(!known.of("more", m_point));
    QCOMPARE(known.kept(), 0);
}

void Sm2KnownKeysTest::severalThreadsMayAsk()
{
    KnownKeys known;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&known, this] {
            for (int turn = 0; turn < 50; ++turn)
                learn(known, QByteArray::number(turn % 5));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(known.kept(), 5);
}

QTEST_GUILESS_MAIN(Sm2KnownKeysTest)
#include "Sm2KnownKeysTest.moc"
