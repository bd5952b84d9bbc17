// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ProcessEngine.h"
#include "shared/modules/Record.h"

#include <optional>

namespace wenyi::modules {

/// Under which heading a person finds a record.
enum class WorkState {
    Draft,      ///< 草稿: my draft, not submitted or returned to me.
    Awaiting,   ///< 待办: I can do an open task.
    Circulated, ///< 传阅: circulated to me, not read yet.
    InHand,     ///< 在办: I had part in it, it waits for somebody else.
    Done        ///< 已办: I had part in it or read it, and it has ended or does not concern me any more.
};

/// None where the person has nothing to do with the record. What is suspended waits for somebody else.
std::optional<WorkState> workState(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);

/// The act of whoever may send a task back that waits for somebody else, and do nothing else with it; no module has it.
inline constexpr QStringView ReturnAct = u"return-for-other";

/// What a person can do at one open task.
struct PossibleActs
{
    OpenTask task;
    TaskRules rules;           ///< Act, outcomes, fields, whether opinion and signature are needed.
    QStringList returnTargets; ///< Tasks it may be returned to now.
};

/// One for each open task that the person may do, and behind them one with the act ReturnAct and without any outcome
/// for each that they may only send back.
QList<PossibleActs> possibleActs(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);

/// What a person may do to the record as a whole or to tasks of others now: among Withdraw, Urge, Suspend, Resume,
/// Terminate and Reassign.
QList<ActionKind> recordActs(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);

/// 期限: how urgent a task is by its time.
enum class DeadlineLight {
    None,
    Green, ///< More than a third of the time is left.
    Yellow,
    Red ///< Overdue.
};
DeadlineLight deadlineLight(const OpenTask &task, Instant now);

/// A timer whose time has come and was not told of yet: whoever sees it tells it by ActionKind::Elapse.
struct DueTimer
{
    TaskId task;
    QString timer;
    Instant at; ///< When its time came.
    friend bool operator==(const DueTimer &, const DueTimer &) = default;
};
QList<DueTimer> dueTimers(const ModuleDefinition &definition, const ProcessState &state, Instant now);

} // namespace wenyi::modules
