// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/ChangeDecisions.h"

#include <QTest>

using namespace wenyi::core;

class ChangeDecisionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsRejectedKeepsTheEarlierText();
    void eachStepIsTakenBackByItself();
    void whatChangesNothingIsNoStep();
    void anewNothingIsDecided();
};

void ChangeDecisionsTest::onlyWhatIsRejectedKeepsTheEarlierText()
{
    ChangeDecisions decisions;
    decisions.reset(4);
    QVERIFY(decisions.isNone());
    decisions.decide({0, 3}, ChangeDecision::Accepted);
    decisions.decide({1}, ChangeDecision::Rejected);
    QCOMPARE(decisions.keepsBefore(), (QList<bool>{false, true, false, false}));
    QCOMPARE(decisions.count(ChangeDecision::Accepted), 2);
    QCOMPARE(decisions.count(ChangeDecision::Open), 1);
    QVERIFY(!decisions.isNone());
}

void ChangeDecisionsTest::eachStepIsTakenBackByItself()
{
    ChangeDecisions decisions;
    decisions.reset(3);
    decisions.decide({1}, ChangeDecision::Rejected);
    decisions.decideAll(ChangeDecision::Accepted);
    QCOMPARE(decisions.count(ChangeDecision::Accepted), 3);
    decisions.undo();
    QCOMPARE(decisions.at(0), ChangeDecision::Open);
    QCOMPARE(decisions.at(1), ChangeDecision::Rejected);
    decisions.undo();
    QVERIFY(decisions.isNone() && !decisions.canUndo());
    decisions.undo();
    QVERIFY(decisions.isNone());
}

void ChangeDecisionsTest::whatChangesNothingIsNoStep()
{
    ChangeDecisions decisions;
    decisions.reset(2);
    decisions.decide({}, ChangeDecision::Accepted);
    decisions.decide({-1, 2, 99}, ChangeDecision::Rejected);
    QVERIFY(!decisions.canUndo());
    decisions.decide({0}, ChangeDecision::Accepted);
    decisions.decide({0}, ChangeDecision::Accepted);
    decisions.undo();
    QVERIFY(!decisions.canUndo());
}

void ChangeDecisionsTest::anewNothingIsDecided()
{
    ChangeDecisions decisions;
    decisions.reset(2);
    decisions.decideAll(ChangeDecision::Rejected);
    decisions.reset(5);
    QVERIFY(decisions.isNone() && !decisions.canUndo());
    QCOMPARE(decisions.size(), 5);
}

QTEST_GUILESS_MAIN(ChangeDecisionsTest)
#include "ChangeDecisionsTest.moc"
