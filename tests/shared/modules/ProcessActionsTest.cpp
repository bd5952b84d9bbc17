// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class ProcessActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignerAsksFurtherOnes();
    void whoeverIsAddedInTurnSignsLast();
    void anOrdinaryStepTakesSignersOnlyWhereItSaysSo();
    void onlyWhoSentItRoundTakesASignerOut();
    void whereTheLastOneIsTakenOutTheOthersWordsCount();
    void anAdministratorTakesOutWhoCannotSign();
    void whoeverTookPartUrges();
    void nothingGoesOnWhileItIsSuspended();
    void whatAnAdministratorHaltedTheStarterDoesNotResume();
    void theStarterTerminatesUntilAStepIsFinal();
    void anAdministratorGivesATaskToSomebodyElse();
    void everyEarlierStepIsWhatCanBeOpenAlone();

private:
    Run drafted() const;
};

#define DO(expression) QCOMPARE(reasonOf(expression), QByteArray())
#define REFUSED(expression, why) QCOMPARE(reasonOf(expression), QByteArray(why))

static Action actOn(Run &run, ActionKind kind, const QString &who, const QString &task, const QString &other = {},
    const QString &words = {})
{
    Action action = run.action(kind, who, task);
    if (!other.isEmpty())
        action.others = {run.unit.actor(other)};
    action.opinion.words = words;
    return action;
}

// d names the signers, c is countersigned, and u follows where nobody refused.
static Result<ModuleDefinition> signingModule(const QByteArray &loop = {})
{
    return moduleOf("<startEvent id=\"s\"/>" + flow("s", "d") + userTask("d", "w:editable=\"signers\"") + flow("d", "c")
                    + countersignTask("c", "w:outcomes=\"yes no\" w:refusals=\"no\"", loop) + flow("c", "g")
                    + "<exclusiveGateway id=\"g\" default=\"g-u\"/>" + flow("g", "u")
                    + flow("g", "refused", "outcome = 'no'") + userTask("u", "w:addSigners=\"allowed\"")
                    + flow("u", "agreed") + "<endEvent id=\"agreed\"/><endEvent id=\"refused\"/>");
}

static Result<void> sentRound(Run &run, const QJsonArray &signers)
{
    WENYI_CHECK(run.start(u"clerk"_s));
    return run.complete(u"clerk"_s, u"d.1"_s, u"done"_s, {{u"signers"_s, signers}});
}

Run ProcessActionsTest::drafted() const
{
    Run run(product(u"outgoing"_s));
    const auto started = run.start(u"clerk"_s);
    const auto submitted = run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues());
    return started && submitted ? run : Run(run.module);
}

void ProcessActionsTest::aSignerAsksFurtherOnes()
{
    const auto module = signingModule();
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(sentRound(run, {u"clerk"_s, u"clerk2"_s}));
    REFUSED(run.act(actOn(run, ActionKind::AddSigner, u"leader"_s, u"c.1"_s, u"clerk3"_s)), "process.not-your-task");
    REFUSED(run.act(actOn(run, ActionKind::AddSigner, u"clerk2"_s, u"c.1"_s, u"leader"_s)), "process.other-member");
    REFUSED(run.act(actOn(run, ActionKind::AddSigner, u"clerk2"_s, u"c.1"_s, u"clerk"_s)), "process.signer-twice");
    REFUSED(run.act(actOn(run, ActionKind::AddSigner, u"clerk2"_s, u"c.1"_s)), "process.no-other-member");
    DO(run.act(actOn(run, ActionKind::AddSigner, u"clerk2"_s, u"c.1"_s, u"clerk3"_s)));
    QCOMPARE(run.open(), (QStringList{u"c.1"_s, u"c.2"_s, u"c.3"_s}));
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    REFUSED(run.act(actOn(run, ActionKind::AddSigner, u"clerk2"_s, u"c.2"_s, u"clerk3"_s)), "process.signer-twice");
    REFUSED(run.handOver(ActionKind::Transfer, u"clerk2"_s, u"c.2"_s, u"clerk3"_s), "process.signer-twice");
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void ProcessActionsTest::whoeverIsAddedInTurnSignsLast()
{
    const auto module = signingModule("isSequential=\"true\"");
    QVERIFY(module);
    Run run(*module);
    DO(sentRound(run, {u"clerk"_s, u"clerk2"_s}));
    DO(run.act(actOn(run, ActionKind::AddSigner, u"clerk"_s, u"c.1"_s, u"clerk3"_s)));
    QCOMPARE(run.open(), QStringList{u"c.1"_s});
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void ProcessActionsTest::anOrdinaryStepTakesSignersOnlyWhereItSaysSo()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(run.start(u"clerk"_s));
    REFUSED(run.act(actOn(run, ActionKind::AddSigner, u"clerk"_s, u"d.1"_s, u"clerk2"_s)), "process.add-signer");
    DO(run.complete(u"clerk"_s, u"d.1"_s, u"done"_s, {{u"signers"_s, QJsonArray{u"clerk"_s}}}));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    DO(run.act(actOn(run, ActionKind::AddSigner, u"clerk"_s, u"u.1"_s, u"clerk3"_s)));
    QCOMPARE(run.open(), (QStringList{u"u.1"_s, u"u.2"_s}));
    REFUSED(run.complete(u"clerk2"_s, u"u.2"_s, u"done"_s), "process.not-your-task");
    DO(run.complete(u"clerk"_s, u"u.1"_s, u"done"_s));
    QVERIFY(!run.state.isEnded());
    DO(run.complete(u"clerk3"_s, u"u.2"_s, u"done"_s));
    QCOMPARE(run.state.ended, u"agreed"_s);
}

void ProcessActionsTest::onlyWhoSentItRoundTakesASignerOut()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(sentRound(run, {u"clerk2"_s, u"clerk3"_s}));
    const auto out = [&](const QString &who, const QString &task, const QString &signer, const QString &words) {
        return run.act(actOn(run, ActionKind::RemoveSigner, who, task, signer, words));
    };
    REFUSED(out(u"clerk2"_s, u"c.1"_s, u"clerk3"_s, u"不涉及"_s), "process.not-opener");
    REFUSED(out(u"clerk"_s, u"c.1"_s, u"clerk3"_s, {}), "process.reason-required");
    REFUSED(out(u"clerk"_s, u"c.1"_s, u"leader"_s, u"不涉及"_s), "process.no-signer");
    DO(out(u"clerk"_s, u"c.1"_s, u"clerk3"_s, u"不涉及"_s));
    QCOMPARE(run.open(), QStringList{u"c.1"_s});
    REFUSED(run.complete(u"clerk3"_s, u"c.2"_s, u"yes"_s), "process.step-passed");
    REFUSED(out(u"clerk"_s, u"c.1"_s, u"clerk2"_s, u"不涉及"_s), "process.last-signer");
    DO(run.complete(u"clerk2"_s, u"c.1"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void ProcessActionsTest::whereTheLastOneIsTakenOutTheOthersWordsCount()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(sentRound(run, {u"clerk2"_s, u"clerk3"_s, u"clerk"_s}));
    DO(run.complete(u"clerk2"_s, u"c.1"_s, u"no"_s, {}, u"不同意"_s));
    DO(run.complete(u"clerk3"_s, u"c.2"_s, u"yes"_s));
    DO(run.act(actOn(run, ActionKind::RemoveSigner, u"clerk"_s, u"c.3"_s, u"clerk"_s, u"回避"_s)));
    QCOMPARE(run.state.ended, u"refused"_s);
}

void ProcessActionsTest::anAdministratorTakesOutWhoCannotSign()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    // A leader does not have the role that this step asks for, and everybody who has it signs already.
    DO(sentRound(run, {u"leader"_s, u"clerk"_s, u"clerk2"_s, u"clerk3"_s}));
    REFUSED(run.complete(u"leader"_s, u"c.1"_s, u"yes"_s), "process.role");
    REFUSED(run.act(actOn(run, ActionKind::Reassign, u"administrator"_s, u"c.1"_s, u"clerk"_s, u"无此角色"_s)),
        "process.signer-twice");
    DO(run.act(actOn(run, ActionKind::RemoveSigner, u"administrator"_s, u"c.1"_s, u"leader"_s, u"无此角色"_s)));
    QCOMPARE(run.open(), (QStringList{u"c.2"_s, u"c.3"_s, u"c.4"_s}));
    QVERIFY(!run.state.participants.contains(MemberId(u"administrator"_s)));
}

void ProcessActionsTest::whoeverTookPartUrges()
{
    ModuleDefinition module = product(u"outgoing"_s);
    Run run(module);
    DO(run.start(u"clerk"_s));
    REFUSED(run.act(actOn(run, ActionKind::Urge, u"clerk"_s, u"draft.1"_s)), "process.own-task");
    DO(run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues()));
    REFUSED(run.act(actOn(run, ActionKind::Urge, u"clerk2"_s, u"review.1"_s)), "process.not-participant");
    REFUSED(run.act(actOn(run, ActionKind::Urge, u"clerk"_s, u"draft.1"_s)), "process.step-passed");
    QCOMPARE(recordActs(run.module, run.state, run.unit.actor(u"clerk"_s)),
        (QList<ActionKind>{ActionKind::Withdraw, ActionKind::Urge, ActionKind::Suspend, ActionKind::Terminate}));
    const Action urge = actOn(run, ActionKind::Urge, u"clerk"_s, u"review.1"_s);
    DO(run.act(urge));
    // Once in two hours, whoever urges.
    const auto urgeAfter = [&](std::chrono::milliseconds time) {
        Action again = urge;
        again.at = urge.at + time;
        return run.act(again);
    };
    REFUSED(urgeAfter(std::chrono::minutes(-1)), "process.urged-lately");
    {
        Run behind = run; // A clock that was far ahead holds nobody up for long.
        Action earlier = urge;
        earlier.at = urge.at - std::chrono::hours(2);
        DO(behind.act(earlier));
    }
    REFUSED(urgeAfter(std::chrono::minutes(1)), "process.urged-lately");
    REFUSED(urgeAfter(std::chrono::hours(2) - std::chrono::milliseconds(1)), "process.urged-lately");
    QCOMPARE(run.state.tasks.constFirst().urges, 1);
    DO(urgeAfter(std::chrono::hours(2)));
    QCOMPARE(run.state.tasks.constFirst().urges, 2);
    QCOMPARE(*run.state.tasks.constFirst().urgedAt, urge.at + std::chrono::hours(2));
    // What says nothing of it, as the versions of before it was there, is urged at any time, by whichever clock.
    module.urgeInterval = ModuleDefinition().urgeInterval;
    DO(urgeAfter(std::chrono::hours(2)));
    DO(urgeAfter(std::chrono::hours(1)));
    QCOMPARE(run.state.tasks.constFirst().urges, 4);
    // It is still nobody's work: what was urged may be taken back.
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)));
}

void ProcessActionsTest::nothingGoesOnWhileItIsSuspended()
{
    Run run = drafted();
    REFUSED(run.act(actOn(run, ActionKind::Suspend, u"clerk"_s, {})), "process.reason-required");
    REFUSED(run.act(actOn(run, ActionKind::Suspend, u"reviewer"_s, {}, {}, u"等"_s)), "process.not-starter");
    REFUSED(run.act(actOn(run, ActionKind::Resume, u"clerk"_s, {})), "process.not-suspended");
    DO(run.act(actOn(run, ActionKind::Suspend, u"clerk"_s, {}, {}, u"待上级明确"_s)));
    REFUSED(run.act(actOn(run, ActionKind::Suspend, u"clerk"_s, {}, {}, u"再停"_s)), "process.suspended");
    REFUSED(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s), "process.suspended");
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)), "process.suspended");
    REFUSED(run.act(actOn(run, ActionKind::Urge, u"clerk"_s, u"review.1"_s)), "process.suspended");
    QVERIFY(possibleActs(run.module, run.state, run.unit.actor(u"reviewer"_s)).isEmpty());
    QCOMPARE(workState(run.module, run.state, run.unit.actor(u"reviewer"_s)), WorkState::InHand);
    QCOMPARE(recordActs(run.module, run.state, run.unit.actor(u"clerk"_s)),
        (QList<ActionKind>{ActionKind::Resume, ActionKind::Terminate}));
    DO(run.act(actOn(run, ActionKind::Resume, u"clerk"_s, {})));
    DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
}

void ProcessActionsTest::whatAnAdministratorHaltedTheStarterDoesNotResume()
{
    Run run = drafted();
    DO(run.act(actOn(run, ActionKind::Suspend, u"administrator"_s, {}, {}, u"核查"_s)));
    REFUSED(run.act(actOn(run, ActionKind::Resume, u"clerk"_s, {})), "process.not-administrator");
    DO(run.act(actOn(run, ActionKind::Resume, u"administrator"_s, {})));
    DO(run.act(actOn(run, ActionKind::Suspend, u"clerk"_s, {}, {}, u"待上级明确"_s)));
    DO(run.act(actOn(run, ActionKind::Resume, u"administrator"_s, {})));
    // Overseeing gives no part in the record.
    QCOMPARE(run.state.participants, QList<MemberId>{MemberId(u"clerk"_s)});
    QCOMPARE(workState(run.module, run.state, run.unit.actor(u"administrator"_s)), std::nullopt);
}

void ProcessActionsTest::theStarterTerminatesUntilAStepIsFinal()
{
    Run first = drafted();
    REFUSED(first.act(actOn(first, ActionKind::Terminate, u"clerk"_s, {})), "process.reason-required");
    REFUSED(first.act(actOn(first, ActionKind::Terminate, u"leader"_s, {}, {}, u"不办"_s)), "process.not-starter");
    DO(first.act(actOn(first, ActionKind::Terminate, u"clerk"_s, {}, {}, u"事项取消"_s)));
    QCOMPARE(first.state.ended, TerminatedEnd.toString());
    QVERIFY(first.state.tasks.isEmpty());
    REFUSED(first.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s), "process.step-passed");
    REFUSED(first.act(actOn(first, ActionKind::Suspend, u"clerk"_s, {}, {}, u"等"_s)), "process.ended");
    QVERIFY(recordActs(first.module, first.state, first.unit.actor(u"administrator"_s)).isEmpty());

    Run second = drafted();
    DO(second.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    DO(second.complete(u"leader"_s, u"issue.1"_s, u"agree"_s));
    DO(second.complete(u"registrar"_s, u"number.1"_s, u"numbered"_s,
        {{u"number"_s, u"澄政办发〔2026〕28号"_s}, {u"issueDate"_s, u"2026-11-21"_s}}));
    REFUSED(
        second.act(actOn(second, ActionKind::Terminate, u"clerk"_s, {}, {}, u"取消"_s)), "process.terminate-passed");
    DO(second.act(actOn(second, ActionKind::Terminate, u"administrator"_s, {}, {}, u"取消"_s)));
    QCOMPARE(second.state.ended, TerminatedEnd.toString());
}

void ProcessActionsTest::anAdministratorGivesATaskToSomebodyElse()
{
    Run run = drafted();
    DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    DO(run.handOver(ActionKind::Delegate, u"leader"_s, u"issue.1"_s, u"deputy"_s));
    REFUSED(run.act(actOn(run, ActionKind::Reassign, u"clerk"_s, u"issue.1"_s, u"deputy"_s, u"出差"_s)),
        "process.not-administrator");
    REFUSED(run.act(actOn(run, ActionKind::Reassign, u"administrator"_s, u"issue.1"_s, u"clerk"_s, u"出差"_s)),
        "process.other-member");
    REFUSED(run.act(actOn(run, ActionKind::Reassign, u"administrator"_s, u"issue.1"_s, u"deputy"_s)),
        "process.reason-required");
    DO(run.act(actOn(run, ActionKind::Reassign, u"administrator"_s, u"issue.1"_s, u"leader"_s, u"调离"_s)));
    REFUSED(run.complete(u"deputy"_s, u"issue.1"_s, u"agree"_s), "process.not-your-task");
    REFUSED(run.complete(u"administrator"_s, u"issue.1"_s, u"agree"_s), "process.not-your-task");
    DO(run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s));
}

void ProcessActionsTest::everyEarlierStepIsWhatCanBeOpenAlone()
{
    const auto module =
        moduleOf("<startEvent id=\"s\"/><parallelGateway id=\"p\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>"
                 + flow("s", "t") + userTask("t") + flow("t", "v") + userTask("v") + flow("v", "p") + flow("p", "a")
                 + flow("p", "b") + userTask("a", "w:returnTo=\"*\"") + userTask("b") + flow("a", "j") + flow("b", "j")
                 + flow("j", "u") + userTask("u", "w:returnTo=\"*\"") + flow("u", "e"));
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    QCOMPARE(module->process.node(u"u")->task.returnTo, (QStringList{u"t"_s, u"v"_s}));
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    DO(run.complete(u"clerk"_s, u"v.1"_s, u"done"_s));
    // What is behind it was not done yet.
    QCOMPARE(returnTargets(*module, run.state, *run.state.task(TaskId(u"a.1"_s))), (QStringList{u"t"_s, u"v"_s}));
    DO(run.returnTo(u"clerk"_s, u"a.1"_s, u"t"_s, u"重来"_s));
    QCOMPARE(run.open(), QStringList{u"t.2"_s});
}

QTEST_GUILESS_MAIN(ProcessActionsTest)
#include "ProcessActionsTest.moc"
