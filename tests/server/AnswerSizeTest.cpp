// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/AnswerSize.h"

#include <QTest>

using namespace std::chrono_literals;
using wenyi::server::AnswerSize;

/// An answer's size follows the wire.
class AnswerSizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuickWireIsGivenMore();
    void aSlowOneIsGivenAsLittleAsAtFirst();
    void whatWasNotFilledSaysNothing();
};

void AnswerSizeTest::aQuickWireIsGivenMore()
{
    AnswerSize sizes;
    AnswerSize::Time now{};
    QCOMPARE(sizes.next(now), AnswerSize::Least);
    for (qint64 expected = 2 * AnswerSize::Least; expected <= AnswerSize::Most; expected *= 2) {
        sizes.give(sizes.next(now), now);
        now += 20ms;
        QCOMPARE(sizes.next(now), expected);
        sizes.give(expected - 1'000, now);
    }
    now += 20ms;
    QCOMPARE(sizes.next(now), AnswerSize::Most);
}

void AnswerSizeTest::aSlowOneIsGivenAsLittleAsAtFirst()
{
    AnswerSize sizes;
    AnswerSize::Time now{};
    sizes.give(AnswerSize::Least, now);
    now += 50ms;
    QCOMPARE(sizes.next(now), 2 * AnswerSize::Least);
    sizes.give(2 * AnswerSize::Least, now);
    now += 500ms;
    QCOMPARE(sizes.next(now), 2 * AnswerSize::Least);
    sizes.give(2 * AnswerSize::Least, now);
    now += 3s;
    QCOMPARE(sizes.next(now), AnswerSize::Least);
}

void AnswerSizeTest::whatWasNotFilledSaysNothing()
{
    AnswerSize sizes;
    AnswerSize::Time now{};
    sizes.give(AnswerSize::Least, now);
    now += 50ms;
    QCOMPARE(sizes.next(now), 2 * AnswerSize::Least);
    sizes.give(10'000, now);
    now += 1h;
    QCOMPARE(sizes.next(now), 2 * AnswerSize::Least);
    sizes.give(0, now);
    now += 1ms;
    QCOMPARE(sizes.next(now), 2 * AnswerSize::Least);
}

QTEST_GUILESS_MAIN(AnswerSizeTest)
#include "AnswerSizeTest.moc"
