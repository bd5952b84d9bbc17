// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/Patience.h"
#include "tests/server/DirectiveSteps.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// The place of what was taken out of a unit's queue before it came, at a real server in this process.
class WithdrawnTest : public QObject, private DirectiveSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoeverItWasTakenFromLearnsItsPlace();
    void aUnitThatReceivesAgainLearnsWhatItsRowLacks();

private:
    Result<DirectiveState> recall(const EnvelopeHeader &header, const QList<UnitCode> &units)
    {
        const auto directive =
            Directive::sign(factsOf(DirectiveKind::Recall, header, units, u"附件有误"_s), m_domain.unitSigner(Office));
        return ask<DirectiveState>(*connectAs(Office), GiveDirective{directive->toBytes()});
    }
};

void WithdrawnTest::initTestCase()
{
    start();
}

void WithdrawnTest::whoeverItWasTakenFromLearnsItsPlace()
{
    const Envelope envelope = send({Finance, Town});
    const AskWithdrawn question{envelope.header.digest()};
    QCOMPARE(reasonOf(ask<Withdrawn>(*connectAs(Finance), question)), QByteArray("envelope.unknown"));
    const auto recalled = recall(envelope.header, {Finance});
    QVERIFY2(recalled, reasonOf(recalled).constData());
    const auto told = ask<Withdrawn>(*connectAs(Finance), question);
    QVERIFY2(told, reasonOf(told).constData());
    QCOMPARE(told->header, envelope.header.toBytes());
    // From nobody else it was taken, and nobody else is told.
    for (const UnitCode &unit : {Town, Office})
        QCOMPARE(reasonOf(ask<Withdrawn>(*connectAs(unit), question)), QByteArray("envelope.unknown"));
    QCOMPARE(reasonOf(ask<Withdrawn>(*connectAs(Finance), AskWithdrawn{Digest()})), QByteArray("envelope.unknown"));
}

void WithdrawnTest::aUnitThatReceivesAgainLearnsWhatItsRowLacks()
{
    const Envelope waiting = send({Town});
    const quint64 before = static_cast<quint64>(ask<Rulings>(*connectAs(Office), PullRulings{0, 1000})->rulings.size());
    QVERIFY(m_domain.retire(Town, Finance));
    m_server->followNow();
    const auto isRuled = [&] {
        const auto rulings = ask<Rulings>(*connectAs(Office), PullRulings{before, 1000});
        return rulings && !rulings->rulings.isEmpty();
    };
    QTRY_VERIFY2(isRuled(), "the sender is not told that it could not be delivered");
    QVERIFY(m_domain.reinstate(Town));
    m_server->followNow();
    const SendEnvelope again{m_domain.envelope(Office, {Town}, 500).header.toBytes()};
    QTRY_VERIFY2(ask<EnvelopeState>(*connectAs(Office), again), "the unit does not receive again");
    const auto town = m_domain.connect(m_server->endpoint(), m_domain.desktop(Town, 3));
    const auto pulled = ask<Rulings>(*town, PullRulings{0, 1000});
    QVERIFY2(pulled, reasonOf(pulled).constData());
    const bool isTold = std::any_of(pulled->rulings.begin(), pulled->rulings.end(), [&waiting](const Numbered &one) {
        return Ruling::fromBytes(one.bytes)->facts().envelopeDigest == waiting.header.digest();
    });
    QVERIFY2(isTold, "the unit does not learn what was not delivered to it");
    const auto withdrawn = ask<Withdrawn>(*town, AskWithdrawn{waiting.header.digest()});
    QVERIFY2(withdrawn, reasonOf(withdrawn).constData());
    QCOMPARE(withdrawn->header, waiting.header.toBytes());
}

QTEST_GUILESS_MAIN(WithdrawnTest)
#include "WithdrawnTest.moc"
