// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class CountersigningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allAtOnceItEndsWhenEverybodyHasSigned();
    void inTurnOneSignsAfterTheOther();
    void oneRefusalCountsHoweverTheOthersSign();
    void aConditionSaysWhatIsEnough();
    void withNobodyNamedItIsOneTaskOfTheRole();
    void aSignerTakesItBackWhileOthersSign();
    void aSignerInTurnTakesItBackBeforeTheNext();
    void theLastSignerTakesItBackUntilSomebodyGoesOn();
    void whatOthersLostIsNotTakenBack();
    void aReturnByOneGivesUpTheOthers();
    void whoeverStandsInForASignerStandsInAgain();
};

#define DO(expression) QCOMPARE(reasonOf(expression), QByteArray())
#define REFUSED(expression, why) QCOMPARE(reasonOf(expression), QByteArray(why))

// d names the signers, c is countersigned, and u follows where nobody refused.
static Result<ModuleDefinition> signingModule(const QByteArray &loop = {}, const QByteArray &enough = {})
{
    return moduleOf("<startEvent id=\"s\"/>" + flow("s", "d") + userTask("d", "w:editable=\"signers\"") + flow("d", "c")
                    + countersignTask("c", "w:outcomes=\"yes no\" w:refusals=\"no\" w:returnTo=\"d\"", loop, enough)
                    + flow("c", "g") + "<exclusiveGateway id=\"g\" default=\"g-u\"/>" + flow("g", "u")
                    + flow("g", "refused", "outcome = 'no'") + userTask("u") + flow("u", "agreed")
                    + "<endEvent id=\"agreed\"/><endEvent id=\"refused\"/>");
}

static const QByteArray InTurn = "isSequential=\"true\"";

static QJsonObject threeSigners()
{
    return {{u"signers"_s, QJsonArray{u"clerk"_s, u"clerk2"_s, u"clerk3"_s, u"clerk2"_s}}};
}

static Result<void> drafted(Run &run, const QJsonObject &values = threeSigners())
{
    WENYI_CHECK(run.start(u"clerk"_s));
    return run.complete(u"clerk"_s, u"d.1"_s, u"done"_s, values);
}

static MemberId signerOf(const Run &run, const QString &task)
{
    const OpenTask *open = run.state.task(TaskId(task));
    return open ? open->assigned : MemberId(u"nobody"_s);
}

void CountersigningTest::allAtOnceItEndsWhenEverybodyHasSigned()
{
    const auto module = signingModule();
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(drafted(run));
    // Whoever is named twice signs once.
    QCOMPARE(run.open(), (QStringList{u"c.1"_s, u"c.2"_s, u"c.3"_s}));
    REFUSED(run.complete(u"clerk"_s, u"c.2"_s, u"yes"_s), "process.not-your-task");
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    REFUSED(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s), "process.step-passed");
    QCOMPARE(run.open(), QStringList{u"c.3"_s});
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
    QVERIFY(run.state.countersigning.isEmpty());
}

void CountersigningTest::inTurnOneSignsAfterTheOther()
{
    const auto module = signingModule(InTurn);
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    for (const auto &[who, task] :
        {std::pair{u"clerk"_s, u"c.1"_s}, {u"clerk2"_s, u"c.2"_s}, {u"clerk3"_s, u"c.3"_s}}) {
        QCOMPARE(run.open(), QStringList{task});
        QCOMPARE(signerOf(run, task), MemberId(who));
        DO(run.complete(who, task, u"yes"_s));
    }
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void CountersigningTest::oneRefusalCountsHoweverTheOthersSign()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    REFUSED(run.complete(u"clerk"_s, u"c.1"_s, u"no"_s, {}, {}), "process.reason-required");
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"no"_s, {}, u"口径不符"_s));
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    QCOMPARE(run.state.ended, u"refused"_s);
    QCOMPARE(run.state.outcome, u"no"_s);
}

void CountersigningTest::aConditionSaysWhatIsEnough()
{
    const auto first = signingModule({}, "outcome = 'no'");
    QVERIFY(first);
    Run veto(*first);
    DO(drafted(veto));
    DO(veto.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    DO(veto.complete(u"clerk"_s, u"c.1"_s, u"no"_s, {}, u"不同意"_s));
    QCOMPARE(veto.state.ended, u"refused"_s);
    QVERIFY(veto.state.tasks.isEmpty());

    const auto second = signingModule(InTurn, "nrOfCompletedInstances &gt;= 2 and nrOfInstances = 3");
    QVERIFY(second);
    Run majority(*second);
    DO(drafted(majority));
    DO(majority.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    QCOMPARE(majority.open(), QStringList{u"c.2"_s});
    DO(majority.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    QCOMPARE(majority.open(), QStringList{u"u.1"_s});
}

void CountersigningTest::withNobodyNamedItIsOneTaskOfTheRole()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run, {}));
    QCOMPARE(run.open(), QStringList{u"c.1"_s});
    QVERIFY(signerOf(run, u"c.1"_s).isEmpty());
    REFUSED(run.complete(u"leader"_s, u"c.1"_s, u"yes"_s), "process.role");
    DO(run.complete(u"clerk3"_s, u"c.1"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void CountersigningTest::aSignerTakesItBackWhileOthersSign()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"no"_s, {}, u"不同意"_s));
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk2"_s)));
    QCOMPARE(run.open(), (QStringList{u"c.1"_s, u"c.3"_s, u"c.4"_s}));
    QCOMPARE(signerOf(run, u"c.4"_s), MemberId(u"clerk2"_s));
    DO(run.complete(u"clerk2"_s, u"c.4"_s, u"yes"_s));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"clerk2"_s)), "process.not-your-task");
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    // What was taken back does not count as a refusal.
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void CountersigningTest::aSignerInTurnTakesItBackBeforeTheNext()
{
    const auto module = signingModule(InTurn);
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"c.2"_s});
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)));
    QCOMPARE(run.open(), QStringList{u"c.3"_s});
    QCOMPARE(signerOf(run, u"c.3"_s), MemberId(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"c.3"_s, u"yes"_s));
    QCOMPARE(signerOf(run, u"c.4"_s), MemberId(u"clerk2"_s));
    DO(run.act(run.action(ActionKind::Save, u"clerk2"_s, u"c.4"_s)));
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)), "process.nothing-to-withdraw");
    DO(run.complete(u"clerk2"_s, u"c.4"_s, u"yes"_s));
    DO(run.complete(u"clerk3"_s, u"c.5"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void CountersigningTest::theLastSignerTakesItBackUntilSomebodyGoesOn()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk3"_s)));
    QCOMPARE(run.open(), QStringList{u"c.4"_s});
    QCOMPARE(run.state.countersigning.size(), 1);
    QCOMPARE(run.state.countersigning.constFirst().done.size(), 2);
    DO(run.complete(u"clerk3"_s, u"c.4"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.2"_s});
    DO(run.complete(u"clerk"_s, u"u.2"_s, u"done"_s));
    QCOMPARE(run.state.ended, u"agreed"_s);
}

void CountersigningTest::whatOthersLostIsNotTakenBack()
{
    const auto module = signingModule({}, "nrOfCompletedInstances = 1");
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    DO(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"clerk2"_s)), "process.nothing-to-withdraw");
    REFUSED(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s), "process.step-passed");
}

void CountersigningTest::aReturnByOneGivesUpTheOthers()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    DO(run.returnTo(u"clerk3"_s, u"c.3"_s, u"d"_s, u"请补附件"_s));
    QCOMPARE(run.open(), QStringList{u"d.2"_s});
    QVERIFY(run.state.countersigning.isEmpty());
    REFUSED(run.complete(u"clerk2"_s, u"c.2"_s, u"yes"_s), "process.step-passed");
    DO(run.complete(u"clerk"_s, u"d.2"_s, u"done"_s, {{u"signers"_s, QJsonArray{u"clerk2"_s}}}));
    QCOMPARE(run.open(), QStringList{u"c.4"_s});
    DO(run.complete(u"clerk2"_s, u"c.4"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

void CountersigningTest::whoeverStandsInForASignerStandsInAgain()
{
    const auto module = signingModule();
    QVERIFY(module);
    Run run(*module);
    DO(drafted(run, {{u"signers"_s, QJsonArray{u"clerk"_s, u"clerk2"_s}}}));
    DO(run.handOver(ActionKind::Delegate, u"clerk2"_s, u"c.2"_s, u"clerk3"_s));
    DO(run.complete(u"clerk3"_s, u"c.2"_s, u"yes"_s));
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk3"_s)));
    QCOMPARE(signerOf(run, u"c.3"_s), MemberId(u"clerk2"_s));
    DO(run.complete(u"clerk3"_s, u"c.3"_s, u"yes"_s));
    DO(run.complete(u"clerk"_s, u"c.1"_s, u"yes"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
}

QTEST_GUILESS_MAIN(CountersigningTest)
#include "CountersigningTest.moc"
