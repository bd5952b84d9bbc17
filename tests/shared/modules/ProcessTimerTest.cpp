// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Deadline.h"
#include "shared/modules/ProcessEngine.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class ProcessTimerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEscalationTakesTheTaskAway();
    void aWarningBeginsABranchBesideTheTask();
    void whatWasTakenBackIsNotWarnedOfASecondTime();
    void aWarningWithoutAWayIsOnlyKept();
    void aTaskThatOpensAgainHasItsTimersAgain();
    void aTimerMayCountFromTheDeadline();
    void aTaskOfSeveralPeopleHasItsTimerOnce();
    void workingDaysPassOverAHoliday();
    void anotherCalendarAllowsTheSame();
    void aSubProcessIsLeftWhenAllOfItHasEnded();
    void aRecordGoesBackIntoASubProcess();
};

#define DO(expression) QCOMPARE(reasonOf(expression), QByteArray())
#define REFUSED(expression, why) QCOMPARE(reasonOf(expression), QByteArray(why))

static Action elapse(Run &run, const QString &who, const QString &task, const QString &timer, Instant at)
{
    Action elapse = run.action(ActionKind::Elapse, who, task);
    elapse.node = timer;
    elapse.at = at;
    return elapse;
}

static Instant sinceOf(const Run &run, const QString &task)
{
    const OpenTask *open = run.state.task(TaskId(task));
    return open ? open->since : Instant{};
}

static const QByteArray Opening = "<startEvent id=\"s\"/>" + flow("s", "t");
static const QByteArray Ending = "<endEvent id=\"e\"/>" + flow("t", "e");

void ProcessTimerTest::anEscalationTakesTheTaskAway()
{
    const auto module = moduleOf(Opening + userTask("t") + Ending + timer("late", "t", "P3D") + flow("late", "u")
                                 + "<userTask id=\"u\" w:act=\"draft\" w:role=\"leader\"/>" + flow("u", "e"));
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(run.start(u"clerk"_s));
    const Instant time = sinceOf(run, u"t.1"_s) + std::chrono::days(3);
    QVERIFY(dueTimers(*module, run.state, time - std::chrono::milliseconds(1)).isEmpty());
    QCOMPARE(dueTimers(*module, run.state, time), (QList<DueTimer>{{TaskId(u"t.1"_s), u"late"_s, time}}));
    REFUSED(run.act(elapse(run, u"mail-room"_s, u"t.1"_s, u"late"_s, time - std::chrono::milliseconds(1))),
        "process.timer-early");
    REFUSED(run.act(elapse(run, u"mail-room"_s, u"t.1"_s, u"t"_s, time)), "process.no-timer");
    REFUSED(run.act(elapse(run, u"stranger"_s, u"t.1"_s, u"late"_s, time)), "process.role");
    DO(run.act(elapse(run, u"mail-room"_s, u"t.1"_s, u"late"_s, time)));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
    // Whoever's desktop saw it first has no part in the record by that.
    QVERIFY(!run.state.participants.contains(MemberId(u"mail-room"_s)));
    REFUSED(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"late"_s, time)), "process.step-passed");
    REFUSED(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s), "process.step-passed");
    DO(run.complete(u"leader"_s, u"u.1"_s, u"done"_s));
    QCOMPARE(run.state.ended, u"e"_s);
}

static Result<ModuleDefinition> warningModule()
{
    return moduleOf(Opening + userTask("t") + Ending + timer("soon", "t", "PT36H", "cancelActivity=\"false\"")
                    + flow("soon", "w") + userTask("w") + flow("w", "f") + "<endEvent id=\"f\"/>");
}

void ProcessTimerTest::aWarningBeginsABranchBesideTheTask()
{
    const auto module = warningModule();
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(run.start(u"clerk"_s));
    const Instant time = sinceOf(run, u"t.1"_s) + std::chrono::hours(36);
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, time)));
    QCOMPARE(run.open(), (QStringList{u"t.1"_s, u"w.1"_s}));
    REFUSED(run.act(elapse(run, u"clerk2"_s, u"t.1"_s, u"soon"_s, time)), "process.timer-fired");
    QVERIFY(dueTimers(*module, run.state, time).isEmpty());
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    QVERIFY(!run.state.isEnded());
    QVERIFY(run.state.fired.isEmpty());
    DO(run.complete(u"clerk"_s, u"w.1"_s, u"done"_s));
    QCOMPARE(run.state.ended, u"f"_s);
}

void ProcessTimerTest::whatWasTakenBackIsNotWarnedOfASecondTime()
{
    const auto module = moduleOf(Opening + userTask("t") + flow("t", "u") + userTask("u") + flow("u", "e")
                                 + "<endEvent id=\"e\"/>" + timer("soon", "t", "P1D", "cancelActivity=\"false\"")
                                 + flow("soon", "w") + userTask("w") + flow("w", "f") + "<endEvent id=\"f\"/>");
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, sinceOf(run, u"t.1"_s) + std::chrono::days(1))));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    DO(run.act(run.action(ActionKind::Withdraw, u"clerk"_s)));
    // The branch that the warning began is still under way.
    QCOMPARE(run.open(), (QStringList{u"t.2"_s, u"w.1"_s}));
    QVERIFY(dueTimers(*module, run.state, sinceOf(run, u"t.2"_s) + std::chrono::days(9)).isEmpty());
}

void ProcessTimerTest::aWarningWithoutAWayIsOnlyKept()
{
    const auto module =
        moduleOf(Opening + userTask("t") + Ending + timer("soon", "t", "P1D", "cancelActivity=\"false\""));
    QVERIFY(module);
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, sinceOf(run, u"t.1"_s) + std::chrono::days(1))));
    QCOMPARE(run.open(), QStringList{u"t.1"_s});
    QCOMPARE(run.state.fired, QStringList{u"soon"_s});
}

void ProcessTimerTest::aTaskThatOpensAgainHasItsTimersAgain()
{
    const auto module =
        moduleOf(Opening + userTask("t") + flow("t", "u") + userTask("u", "w:returnTo=\"t\"") + flow("u", "e")
                 + "<endEvent id=\"e\"/>" + timer("soon", "t", "P1D", "cancelActivity=\"false\""));
    QVERIFY(module);
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, sinceOf(run, u"t.1"_s) + std::chrono::days(1))));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    DO(run.returnTo(u"clerk"_s, u"u.1"_s, u"t"_s, u"重来"_s));
    QVERIFY(run.state.fired.isEmpty());
    const Instant time = sinceOf(run, u"t.2"_s) + std::chrono::days(1);
    QCOMPARE(dueTimers(*module, run.state, time), (QList<DueTimer>{{TaskId(u"t.2"_s), u"soon"_s, time}}));
    DO(run.act(elapse(run, u"clerk"_s, u"t.2"_s, u"soon"_s, time)));
}

void ProcessTimerTest::aTimerMayCountFromTheDeadline()
{
    const auto module = moduleOf(Opening + userTask("t", "w:deadlineDays=\"5\"") + Ending
                                 + timer("soon", "t", "-P2D", "cancelActivity=\"false\" w:from=\"deadline\""));
    QVERIFY(module);
    Run run(*module);
    DO(run.start(u"clerk"_s));
    const Instant time = sinceOf(run, u"t.1"_s) + std::chrono::days(3);
    QVERIFY(dueTimers(*module, run.state, time - std::chrono::milliseconds(1)).isEmpty());
    QCOMPARE(dueTimers(*module, run.state, time).size(), 1);
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, time)));
}

void ProcessTimerTest::aTaskOfSeveralPeopleHasItsTimerOnce()
{
    const auto module =
        moduleOf("<startEvent id=\"s\" w:editable=\"signers\"/>" + flow("s", "t")
                 + countersignTask("t", {}, "isSequential=\"true\"") + Ending + timer("late", "t", "P9D")
                 + flow("late", "e") + timer("soon", "t", "P2D", "cancelActivity=\"false\""));
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(run.start(u"clerk"_s, {{u"signers"_s, QJsonArray{u"clerk"_s, u"clerk2"_s}}}));
    const Instant since = sinceOf(run, u"t.1"_s);
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, since + std::chrono::days(2))));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    QCOMPARE(run.open(), QStringList{u"t.2"_s});
    // It counts from when the task came to the first of them.
    QVERIFY(sinceOf(run, u"t.2"_s) > since);
    QCOMPARE(dueTimers(*module, run.state, since + std::chrono::days(9)),
        (QList<DueTimer>{{TaskId(u"t.2"_s), u"late"_s, since + std::chrono::days(9)}}));
    DO(run.act(elapse(run, u"clerk"_s, u"t.2"_s, u"late"_s, since + std::chrono::days(9))));
    QCOMPARE(run.state.ended, u"e"_s);
    QVERIFY(run.state.countersigning.isEmpty() && run.state.fired.isEmpty());
}

// Three working days, a warning one working day before that, and an escalation after the fourth.
static Result<ModuleDefinition> workingModule()
{
    return moduleOf(Opening + userTask("t", "w:deadlineWorkingDays=\"3\"") + Ending
                    + timer("soon", "t", "-P1D", "cancelActivity=\"false\" w:from=\"deadline\" w:days=\"working\"")
                    + timer("late", "t", "P4D", "w:days=\"working\"") + flow("late", "e"));
}

// The Friday before the Spring Festival of 2026, at ten in the morning.
static Instant beforeTheFestival()
{
    return instantFromMilliseconds(QDateTime(QDate(2026, 2, 13), QTime(2, 0), Qt::UTC).toMSecsSinceEpoch());
}

static Result<void> startAt(Run &run, Instant at)
{
    Action start = run.action(ActionKind::Start, u"clerk"_s);
    start.at = at;
    return run.act(start);
}

void ProcessTimerTest::workingDaysPassOverAHoliday()
{
    auto module = workingModule();
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    module->calendar = std::make_shared<const HolidayCalendar>(productModules().holidays());
    Run run(*module);
    DO(startAt(run, beforeTheFestival()));
    // Saturday 14 February is made up for; the next working days are 24 and 25 February.
    QCOMPARE(*run.state.tasks.constFirst().due, endOfDay(QDate(2026, 2, 25)));
    const Instant soon = endOfDay(QDate(2026, 2, 24));
    QVERIFY(dueTimers(*module, run.state, soon - std::chrono::milliseconds(1)).isEmpty());
    QCOMPARE(dueTimers(*module, run.state, soon), (QList<DueTimer>{{TaskId(u"t.1"_s), u"soon"_s, soon}}));
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"soon"_s, soon)));
    const Instant late = endOfDay(QDate(2026, 2, 26));
    QCOMPARE(dueTimers(*module, run.state, late), (QList<DueTimer>{{TaskId(u"t.1"_s), u"late"_s, late}}));
    DO(run.act(elapse(run, u"clerk"_s, u"t.1"_s, u"late"_s, late)));
}

void ProcessTimerTest::anotherCalendarAllowsTheSame()
{
    auto knows = workingModule();
    const auto weekendsOnly = workingModule();
    QVERIFY(knows && weekendsOnly);
    knows->calendar = std::make_shared<const HolidayCalendar>(productModules().holidays());
    for (int days = 0; days < 14; ++days) {
        Run first(*knows);
        Run second(*weekendsOnly);
        DO(startAt(first, beforeTheFestival()));
        DO(startAt(second, beforeTheFestival()));
        const Instant at = beforeTheFestival() + std::chrono::days(days);
        const QByteArray reason = reasonOf(first.act(elapse(first, u"clerk"_s, u"t.1"_s, u"late"_s, at)));
        QCOMPARE(reasonOf(second.act(elapse(second, u"clerk"_s, u"t.1"_s, u"late"_s, at))), reason);
        QCOMPARE(reason.isEmpty(), days > 4);
    }
}

static Result<ModuleDefinition> nestedModule()
{
    const QByteArray inside = flow("si", "p") + "<parallelGateway id=\"p\"/>" + flow("p", "a") + flow("p", "b")
                              + userTask("a") + userTask("b") + flow("a", "ea") + flow("b", "eb")
                              + "<endEvent id=\"ea\"/><endEvent id=\"eb\"/>";
    return moduleOf(Opening + userTask("t") + flow("t", "q") + subProcess("q", "si", inside) + flow("q", "u")
                    + userTask("u", "w:returnTo=\"a t\"") + flow("u", "e") + "<endEvent id=\"e\"/>");
}

void ProcessTimerTest::aSubProcessIsLeftWhenAllOfItHasEnded()
{
    const auto module = nestedModule();
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    QCOMPARE(run.open(), (QStringList{u"a.1"_s, u"b.1"_s}));
    DO(run.complete(u"clerk"_s, u"a.1"_s, u"done"_s));
    QCOMPARE(run.open(), QStringList{u"b.1"_s});
    QVERIFY(!run.state.isEnded());
    DO(run.complete(u"clerk"_s, u"b.1"_s, u"done"_s));
    QCOMPARE(run.open(), QStringList{u"u.1"_s});
    DO(run.complete(u"clerk"_s, u"u.1"_s, u"done"_s));
    QCOMPARE(run.state.ended, u"e"_s);
}

void ProcessTimerTest::aRecordGoesBackIntoASubProcess()
{
    const auto module = nestedModule();
    QVERIFY(module);
    Run run(*module);
    DO(run.start(u"clerk"_s));
    DO(run.complete(u"clerk"_s, u"t.1"_s, u"done"_s));
    DO(run.complete(u"clerk"_s, u"a.1"_s, u"done"_s));
    DO(run.complete(u"clerk"_s, u"b.1"_s, u"done"_s));
    DO(run.returnTo(u"clerk"_s, u"u.1"_s, u"a"_s, u"重来"_s));
    QCOMPARE(run.open(), QStringList{u"a.2"_s});
    DO(run.complete(u"clerk"_s, u"a.2"_s, u"done"_s));
    QCOMPARE(run.open(), QStringList{u"u.2"_s});
}

QTEST_GUILESS_MAIN(ProcessTimerTest)
#include "ProcessTimerTest.moc"
