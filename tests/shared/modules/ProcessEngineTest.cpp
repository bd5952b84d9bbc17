// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class ProcessEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOutgoingDocumentGoesFromDraftToArchive();
    void anIncomingDocumentGoesFromArrivalToArchive();
    void aDocumentThatDoesNotFitIsReturnedToItsSender();
    void aStampIsForWhoeverIssued();
    void aStampThatNobodyCanPutComesBackByTheRegistrar();
    void anOrderOfAnEarlierVersionEndsAsItBegan();
    void minutesGoOutWithoutASeal();
    void aReturnedTaskGoesBackToWhoDidIt();
    void aStepIsTakenBackUntilSomebodyTouchesWhatItOpened();
    void anIrreversibleStepIsNotTakenBack();
    void aTransferredTaskIsTheOthersAlone();
    void aDelegatedTaskIsBothPersons();
    void parallelBranchesJoinOnlyWhenAllAreDone();
    void aReturnGivesUpParallelBranches();
    void deadlinesComeFromDaysOrAField();
    void circulationStandsBesideTheProcess();
    void whoeverLeftTheRoleDoesNoMoreOfIts();
    void refusesWithAReasonAndLeavesTheStateAlone_data();
    void refusesWithAReasonAndLeavesTheStateAlone();

private:
    Run drafted() const;
    Run issued() const;
};

#define DO(expression) QCOMPARE(reasonOf(expression), QByteArray())
#define REFUSED(expression, why) QCOMPARE(reasonOf(expression), QByteArray(why))

Run ProcessEngineTest::drafted() const
{
    Run run(product(u"outgoing"_s));
    const auto started = run.start(u"clerk"_s);
    const auto submitted = run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues());
    return started && submitted ? run : Run(run.module);
}

Run ProcessEngineTest::issued() const
{
    Run run = drafted();
    const auto reviewed = run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s);
    const auto issued = run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s);
    return reviewed && issued ? run : Run(run.module);
}

static QJsonObject numberValues()
{
    return {{u"number"_s, u"澄政办发〔2026〕28号"_s}, {u"issueDate"_s, u"2026-11-21"_s}};
}

void ProcessEngineTest::anOutgoingDocumentGoesFromDraftToArchive()
{
    Run run = issued();
    QCOMPARE(run.open(), QStringList{u"number.1"_s});
    DO(run.complete(u"registrar"_s, u"number.1"_s, u"numbered"_s, numberValues()));
    DO(run.complete(u"seal-keeper"_s, u"seal.1"_s, u"sealed"_s));
    DO(run.complete(u"mail-room"_s, u"dispatch.1"_s, u"dispatched"_s));
    QVERIFY(!run.state.isEnded());
    DO(run.complete(u"clerk2"_s, u"track.1"_s, u"conclude"_s));
    REFUSED(run.complete(u"registrar"_s, u"archive.1"_s, u"archived"_s), "process.required-field");
    REFUSED(run.complete(u"registrar"_s, u"archive.1"_s, u"archived"_s, {{u"retention"_s, u"15年"_s}}), "field.choice");
    DO(run.complete(u"registrar"_s, u"archive.1"_s, u"archived"_s, {{u"retention"_s, u"永久"_s}}));
    QCOMPARE(run.state.ended, u"archived"_s);
    QVERIFY(run.state.tasks.isEmpty());
    QCOMPARE(run.state.values.value(u"number"), QJsonValue(u"澄政办发〔2026〕28号"_s));
}

void ProcessEngineTest::anIncomingDocumentGoesFromArrivalToArchive()
{
    Run run(product(u"incoming"_s));
    // Whichever desktop takes the envelope in; the mail room signs for it.
    DO(run.start(u"leader"_s, {{u"title"_s, u"通知"_s}, {u"sender"_s, u"江阴市人民政府办公室"_s}}));
    REFUSED(run.complete(u"leader"_s, u"sign-for.1"_s, u"sign-for"_s), "process.role");
    DO(run.complete(u"mail-room"_s, u"sign-for.1"_s, u"sign-for"_s));
    DO(run.complete(u"registrar"_s, u"register.1"_s, u"registered"_s,
        {{u"registerNumber"_s, 17}, {u"receivedDate"_s, u"2026-11-21"_s}}));
    DO(run.complete(u"clerk"_s, u"propose.1"_s, u"proposed"_s, {}, u"拟请黄局长阅示。"_s));
    DO(run.complete(
        u"leader"_s, u"instruct.1"_s, u"instructed"_s, {{u"handleBy"_s, u"2026-12-01"_s}}, u"请预算科办理。"_s));
    DO(run.complete(u"handler"_s, u"handle.1"_s, u"handled"_s, {{u"result"_s, u"已安排资金"_s}}, u"已办"_s));
    DO(run.complete(u"clerk"_s, u"conclude.1"_s, u"concluded"_s));
    DO(run.complete(u"registrar"_s, u"archive.1"_s, u"archived"_s, {{u"retention"_s, u"30年"_s}}));
    QCOMPARE(run.state.ended, u"archived"_s);
}

void ProcessEngineTest::aDocumentThatDoesNotFitIsReturnedToItsSender()
{
    Run run(product(u"incoming"_s));
    DO(run.start(u"mail-room"_s));
    REFUSED(run.complete(u"mail-room"_s, u"sign-for.1"_s, u"return"_s, {}, u" "_s), "process.reason-required");
    DO(run.complete(u"mail-room"_s, u"sign-for.1"_s, u"sign-for"_s));
    // A refusal needs a reason, but no register number.
    DO(run.complete(u"registrar"_s, u"register.1"_s, u"return"_s, {}, u"主送机关不是本单位"_s));
    QCOMPARE(run.state.ended, u"returned"_s);
}

void ProcessEngineTest::aStampIsForWhoeverIssued()
{
    Run run(product(u"outgoing"_s));
    QJsonObject values = draftValues();
    values.insert(u"signing"_s, u"加盖签名章"_s);
    DO(run.start(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, values));
    DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    DO(run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s));
    DO(run.complete(u"registrar"_s, u"number.1"_s, u"numbered"_s, numberValues()));
    QCOMPARE(run.open(), QStringList{u"stamp.1"_s});
    REFUSED(run.complete(u"seal-keeper"_s, u"stamp.1"_s, u"sealed"_s), "process.not-your-task");
    REFUSED(run.complete(u"deputy"_s, u"stamp.1"_s, u"sealed"_s), "process.not-your-task");
    DO(run.returnTo(u"leader"_s, u"stamp.1"_s, u"number"_s, u"文号有误"_s));
    DO(run.returnTo(u"registrar"_s, u"number.2"_s, u"review"_s, u"文号有误"_s));
    DO(run.complete(u"reviewer"_s, u"review.2"_s, u"agree"_s));
    // Whoever issues it the second time stamps it.
    DO(run.complete(u"deputy"_s, u"issue.2"_s, u"agree"_s));
    DO(run.complete(u"registrar"_s, u"number.3"_s, u"numbered"_s, numberValues()));
    REFUSED(run.complete(u"leader"_s, u"stamp.2"_s, u"sealed"_s), "process.not-your-task");
    DO(run.complete(u"deputy"_s, u"stamp.2"_s, u"sealed"_s));
    QCOMPARE(run.open(), QStringList{u"dispatch.1"_s});
}

/// Issued by the leader and numbered: the stamp is what is missing.
static Result<void> takeToStamp(Run &run)
{
    QJsonObject values = draftValues();
    values.insert(u"signing"_s, u"加盖签名章"_s);
    WENYI_CHECK(run.start(u"clerk"_s));
    WENYI_CHECK(run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, values));
    WENYI_CHECK(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    WENYI_CHECK(run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s));
    return run.complete(u"registrar"_s, u"number.1"_s, u"numbered"_s, numberValues());
}

void ProcessEngineTest::aStampThatNobodyCanPutComesBackByTheRegistrar()
{
    Run run(product(u"outgoing"_s));
    DO(takeToStamp(run));
    run.unit.dismiss(u"leader"_s);
    REFUSED(run.complete(u"leader"_s, u"stamp.1"_s, u"sealed"_s), "process.role");
    // Who may send it back may do nothing else with it, and nobody else may even that.
    REFUSED(run.complete(u"registrar"_s, u"stamp.1"_s, u"sealed"_s), "process.not-your-task");
    REFUSED(run.handOver(ActionKind::Transfer, u"registrar"_s, u"stamp.1"_s, u"deputy"_s), "process.not-your-task");
    REFUSED(run.returnTo(u"deputy"_s, u"stamp.1"_s, u"issue"_s, u"签发人调离"_s), "process.not-your-task");
    REFUSED(run.returnTo(u"seal-keeper"_s, u"stamp.1"_s, u"issue"_s, u"签发人调离"_s), "process.not-your-task");
    REFUSED(run.returnTo(u"registrar"_s, u"stamp.1"_s, u"draft"_s, u"签发人调离"_s), "process.return-target");
    REFUSED(run.returnTo(u"registrar"_s, u"stamp.1"_s, u"issue"_s, u" "_s), "process.reason-required");
    // It is not asked of them either.
    const Actor registrar = run.unit.actor(u"registrar"_s);
    QCOMPARE(workState(run.module, run.state, registrar), WorkState::InHand);
    const QList<PossibleActs> acts = possibleActs(run.module, run.state, registrar);
    QCOMPARE(acts.size(), 1);
    QCOMPARE(acts.constFirst().rules.act, ReturnAct.toString());
    QVERIFY(acts.constFirst().rules.outcomes.isEmpty());
    QCOMPARE(acts.constFirst().returnTargets, (QStringList{u"number"_s, u"issue"_s, u"review"_s}));
    DO(run.returnTo(u"registrar"_s, u"stamp.1"_s, u"issue"_s, u"签发人调离"_s));
    // Another leader issues it anew, and is who stamps it.
    QCOMPARE(run.open(), QStringList{u"issue.2"_s});
    QVERIFY(possibleActs(run.module, run.state, registrar).isEmpty());
    DO(run.complete(u"deputy"_s, u"issue.2"_s, u"agree"_s));
    DO(run.complete(u"registrar"_s, u"number.2"_s, u"numbered"_s, numberValues()));
    DO(run.complete(u"deputy"_s, u"stamp.2"_s, u"sealed"_s));
    QCOMPARE(run.open(), QStringList{u"dispatch.1"_s});
}

void ProcessEngineTest::anOrderOfAnEarlierVersionEndsAsItBegan()
{
    const auto second = productModules().find(u"outgoing"_s, 2);
    QVERIFY(second);
    Run run(**second);
    DO(takeToStamp(run));
    REFUSED(run.returnTo(u"registrar"_s, u"stamp.1"_s, u"issue"_s, u"签发人调离"_s), "process.not-your-task");
    DO(run.complete(u"leader"_s, u"stamp.1"_s, u"sealed"_s));
    QCOMPARE(run.open(), QStringList{u"dispatch.1"_s});
}

void ProcessEngineTest::minutesGoOutWithoutASeal()
{
    for (const bool areMinutes : {true, false}) {
        Run run(product(u"outgoing"_s));
        QJsonObject values = draftValues();
        values.insert(u"signing"_s, u"不加盖印章"_s);
        values.insert(u"format"_s, areMinutes ? u"纪要"_s : u"文件"_s);
        values.insert(u"kind"_s, u"纪要"_s);
        DO(run.start(u"clerk"_s));
        DO(run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, values));
        DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
        DO(run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s));
        DO(run.complete(u"registrar"_s, u"number.1"_s, u"numbered"_s, numberValues()));
        QCOMPARE(run.open(), QStringList{areMinutes ? u"dispatch.1"_s : u"seal.1"_s});
        if (areMinutes)
            DO(run.returnTo(u"mail-room"_s, u"dispatch.1"_s, u"number"_s, u"份数有误"_s));
    }
}

void ProcessEngineTest::aReturnedTaskGoesBackToWhoDidIt()
{
    Run run = drafted();
    DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    DO(run.returnTo(u"deputy"_s, u"issue.1"_s, u"draft"_s, u"附件数字有误"_s));
    QCOMPARE(run.open(), QStringList{u"draft.2"_s});
    REFUSED(run.complete(u"clerk2"_s, u"draft.2"_s, u"submit"_s), "process.not-your-task");
    DO(run.complete(u"clerk"_s, u"draft.2"_s, u"submit"_s));
    DO(run.complete(u"reviewer"_s, u"review.2"_s, u"agree"_s));
    DO(run.complete(u"leader"_s, u"issue.2"_s, u"agree"_s));
}

void ProcessEngineTest::aStepIsTakenBackUntilSomebodyTouchesWhatItOpened()
{
    Run run = drafted();
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"reviewer"_s)), "process.not-your-task");
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)));
    QCOMPARE(run.open(), QStringList{u"draft.2"_s});
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)), "process.nothing-to-withdraw");
    REFUSED(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s), "process.step-passed");
    DO(run.complete(u"clerk"_s, u"draft.2"_s, u"submit"_s));
    Action save = run.action(ActionKind::Save, u"reviewer"_s, u"review.2"_s);
    save.values = {{u"urgency"_s, u"特急"_s}};
    DO(run.act(save));
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)), "process.nothing-to-withdraw");
}

void ProcessEngineTest::anIrreversibleStepIsNotTakenBack()
{
    Run run = issued();
    DO(run.complete(u"registrar"_s, u"number.1"_s, u"numbered"_s, numberValues()));
    REFUSED(run.act(run.action(ActionKind::Withdraw, u"registrar"_s)), "process.withdraw-passed");
}

void ProcessEngineTest::aTransferredTaskIsTheOthersAlone()
{
    Run run = drafted();
    DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    REFUSED(run.handOver(ActionKind::Transfer, u"leader"_s, u"issue.1"_s, u"clerk"_s), "process.other-member");
    DO(run.handOver(ActionKind::Transfer, u"leader"_s, u"issue.1"_s, u"deputy"_s));
    REFUSED(run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s), "process.not-your-task");
    DO(run.complete(u"deputy"_s, u"issue.1"_s, u"agree"_s));
}

void ProcessEngineTest::aDelegatedTaskIsBothPersons()
{
    for (const QString &who : {u"leader"_s, u"deputy"_s}) {
        Run run = drafted();
        DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
        DO(run.handOver(ActionKind::Delegate, u"leader"_s, u"issue.1"_s, u"deputy"_s));
        DO(run.complete(who, u"issue.1"_s, u"agree"_s));
    }
}

static Result<ModuleDefinition> parallelModule(const QByteArray &afterwards)
{
    ModuleDefinition module;
    module.id = u"parallel"_s;
    const QByteArray file = bpmn("<startEvent id=\"s\"/><parallelGateway id=\"p\"/><parallelGateway id=\"j\"/>"
                                 "<endEvent id=\"e\"/>"
                                 + flow("s", "t") + userTask("t") + flow("t", "p") + flow("p", "a") + flow("p", "b")
                                 + userTask("a", "w:returnTo=\"t\"") + userTask("b") + flow("a", "j") + flow("b", "j")
                                 + flow("j", "u") + userTask("u", afterwards) + flow("u", "e"));
    WENYI_TRY(module.process, ProcessDefinition::fromBpmn(file));
    return module;
}

void ProcessEngineTest::parallelBranchesJoinOnlyWhenAllAreDone()
{
    const auto module = parallelModule("w:returnTo=\"t\"");
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    QCOMPARE(run.open(), (QStringList{u"a.1"_s, u"b.1"_s}));
    DO(run.complete(u"clerk"_s, u"b.1"_s, u"done"_s));
    QCOMPARE(run.open(), QStringList{u"a.1"_s});
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)));
    QCOMPARE(run.open(), (QStringList{u"a.1"_s, u"b.2"_s}));
    QVERIFY(run.state.waiting.isEmpty());
    DO(run.complete(u"clerk2"_s, u"a.1"_s, u"done"_s));
    DO(run.complete(u"clerk"_s, u"b.2"_s, u"done"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
    DO(run.complete(u"clerk"_s, u"u.1"_s, u"done"_s));
    QCOMPARE(run.state.ended, u"e"_s);
}

void ProcessEngineTest::aReturnGivesUpParallelBranches()
{
    const auto module = parallelModule({});
    QVERIFY(module);
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    DO(run.complete(u"clerk"_s, u"b.1"_s, u"done"_s));
    DO(run.returnTo(u"clerk2"_s, u"a.1"_s, u"t"_s, u"重来"_s));
    QCOMPARE(run.open(), QStringList{u"t.2"_s});
    QVERIFY(run.state.waiting.isEmpty());
    DO(run.complete(u"clerk"_s, u"t.2"_s, u"done"_s));
    QCOMPARE(run.open(), (QStringList{u"a.2"_s, u"b.2"_s}));
}

void ProcessEngineTest::deadlinesComeFromDaysOrAField()
{
    Run run(product(u"outgoing"_s));
    DO(run.start(u"clerk"_s));
    QJsonObject values = draftValues();
    values.insert(u"handleBy"_s, u"2026-12-01"_s);
    DO(run.complete(u"clerk"_s, u"draft.1"_s, u"submit"_s, values));
    // Midnight in China is 16:00 UTC.
    QCOMPARE(toDateTime(*run.state.tasks.constFirst().due), QDateTime(QDate(2026, 12, 1), QTime(16, 0), Qt::UTC));
    DO(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s));
    DO(run.complete(u"leader"_s, u"issue.1"_s, u"agree"_s));
    const OpenTask number = run.state.tasks.constFirst();
    QVERIFY(*number.due - number.since == std::chrono::days(1));
    QCOMPARE(deadlineLight(number, number.since), DeadlineLight::Green);
    QCOMPARE(deadlineLight(number, *number.due - std::chrono::hours(8)), DeadlineLight::Yellow);
    QCOMPARE(deadlineLight(number, *number.due + std::chrono::milliseconds(1)), DeadlineLight::Red);
}

void ProcessEngineTest::circulationStandsBesideTheProcess()
{
    Run run = drafted();
    Action circulate = run.action(ActionKind::Circulate, u"handler"_s);
    circulate.others = {run.unit.actor(u"deputy"_s), run.unit.actor(u"handler"_s)};
    REFUSED(run.act(circulate), "process.not-participant");
    circulate.actor = run.unit.actor(u"clerk"_s);
    DO(run.act(circulate));
    QCOMPARE(run.open(), QStringList{u"review.1"_s});
    const auto stateOf = [&](const QString &who) { return workState(run.module, run.state, run.unit.actor(who)); };
    QCOMPARE(stateOf(u"handler"_s), WorkState::Circulated);
    DO(run.act(run.action(ActionKind::MarkRead, u"handler"_s)));
    QCOMPARE(stateOf(u"handler"_s), WorkState::Done);
    QCOMPARE(stateOf(u"reviewer"_s), WorkState::Awaiting);
    QCOMPARE(stateOf(u"clerk"_s), WorkState::InHand);
    QCOMPARE(stateOf(u"registrar"_s), std::nullopt);
    REFUSED(run.act(run.action(ActionKind::MarkRead, u"registrar"_s)), "process.not-circulated");
}

void ProcessEngineTest::whoeverLeftTheRoleDoesNoMoreOfIts()
{
    Run run = drafted();
    run.unit.dismiss(u"reviewer"_s);
    REFUSED(run.complete(u"reviewer"_s, u"review.1"_s, u"agree"_s), "process.role");
}

void ProcessEngineTest::refusesWithAReasonAndLeavesTheStateAlone_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("word"); // The outcome, or the task to return to.
    QTest::addColumn<QJsonObject>("values");
    const auto row = [](const char *reason, ActionKind kind, const QString &who, const QString &task,
                         const QString &word, const QJsonObject &values = {}) {
        QTest::addRow("%s %s %s", reason, qPrintable(who), qPrintable(task + word))
            << QByteArray(reason) << static_cast<int>(kind) << who << task << word << values;
    };
    const QString number = u"number.1"_s;
    const QString numbered = u"numbered"_s;
    row("process.already-started", ActionKind::Start, u"clerk"_s, {}, {});
    row("process.role", ActionKind::Complete, u"leader"_s, number, numbered, numberValues());
    row("process.step-passed", ActionKind::Complete, u"leader"_s, u"issue.1"_s, u"agree"_s);
    row("process.no-such-task", ActionKind::Complete, u"leader"_s, u"issue.2"_s, u"agree"_s);
    row("process.no-such-task", ActionKind::Complete, u"leader"_s, u"issue"_s, u"agree"_s);
    row("process.no-such-task", ActionKind::Complete, u"leader"_s, {}, u"agree"_s);
    row("process.outcome", ActionKind::Complete, u"registrar"_s, number, u"agree"_s);
    row("process.required-field", ActionKind::Complete, u"registrar"_s, number, numbered);
    row("process.return-target", ActionKind::ReturnTo, u"registrar"_s, number, u"issue"_s);
    row("process.field-not-editable", ActionKind::Save, u"registrar"_s, number, {}, {{u"title"_s, u"别的"_s}});
    row("process.field-not-editable", ActionKind::Save, u"registrar"_s, number, {}, {{u"nothing"_s, u"x"_s}});
    row("field.document-number", ActionKind::Save, u"registrar"_s, number, {},
        {{u"number"_s, u"澄政办发[2026]028号"_s}});
    row("field.date", ActionKind::Save, u"registrar"_s, number, {}, {{u"issueDate"_s, u"2026-02-30"_s}});
    row("field.range", ActionKind::Save, u"registrar"_s, number, {}, {{u"copies"_s, -1}});
    row("field.value", ActionKind::Save, u"registrar"_s, number, {}, {{u"copies"_s, 1.5}});
    row("field.value", ActionKind::Save, u"registrar"_s, number, {}, {{u"copies"_s, u"三"_s}});
    row("field.length", ActionKind::Save, u"registrar"_s, number, {},
        {{u"proofreader"_s, QString(u'张').repeated(41)}});
    row("process.no-other-member", ActionKind::Transfer, u"registrar"_s, number, {});
}

void ProcessEngineTest::refusesWithAReasonAndLeavesTheStateAlone()
{
    QFETCH(const int, kind);
    QFETCH(const QString, who);
    QFETCH(const QString, task);
    QFETCH(const QString, word);
    QFETCH(const QJsonObject, values);
    Run run = issued();
    Action action = run.action(static_cast<ActionKind>(kind), who, task);
    action.outcome = word;
    action.node = word;
    action.values = values;
    action.opinion.words = u"同意"_s;
    action.signature = "signature";
    const ProcessState before = run.state;
    QTEST(reasonOf(run.act(action)), "reason");
    QVERIFY(run.state == before);
    action.actor.unit = UnitCode(u"another"_s);
    QVERIFY(!run.act(action));
    QVERIFY(run.state == before);
}

QTEST_GUILESS_MAIN(ProcessEngineTest)
#include "ProcessEngineTest.moc"
