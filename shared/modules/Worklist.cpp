// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Worklist.h"

#include "shared/modules/Deadline.h"

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

std::optional<WorkState> workState(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    if (!state.isStarted() || actor.unit != state.unit)
        return std::nullopt;
    QList<PossibleActs> acts = possibleActs(definition, state, actor);
    const auto isMine = [&](const OpenTask &task) { return mayDo(definition, task, actor).has_value(); };
    if (state.suspension && std::any_of(state.tasks.begin(), state.tasks.end(), isMine))
        return WorkState::InHand;
    // It waits for somebody else: whoever could send it back is not asked to.
    const auto removed = acts.removeIf([](const PossibleActs &possible) { return possible.rules.act == ReturnAct; });
    const auto drafts = [](const PossibleActs &possible) { return possible.rules.act == u"draft"_s; };
    if (!acts.isEmpty())
        return std::all_of(acts.begin(), acts.end(), drafts) ? WorkState::Draft : WorkState::Awaiting;
    const auto mine = [&](const Circulation &one) { return one.member == actor.member; };
    const auto circulated = std::find_if(state.circulation.begin(), state.circulation.end(), mine);
    const bool toMe = circulated != state.circulation.end();
    if (toMe && !circulated->readAt)
        return WorkState::Circulated;
    if (state.participants.contains(actor.member))
        return state.isEnded() ? WorkState::Done : WorkState::InHand;
    if (removed > 0)
        return WorkState::InHand;
    return toMe ? std::optional(WorkState::Done) : std::nullopt;
}

QList<PossibleActs> possibleActs(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    QList<PossibleActs> acts;
    if (state.suspension)
        return acts;
    for (const OpenTask &task : state.tasks) {
        if (mayDo(definition, task, actor))
            acts.append({task, definition.process.node(task.node)->task, returnTargets(definition, state, task)});
    }
    for (const OpenTask &task : state.tasks) {
        if (mayDo(definition, task, actor) || !mayReturnForOther(definition, task, actor))
            continue;
        TaskRules rules;
        rules.act = ReturnAct.toString();
        acts.append({task, rules, returnTargets(definition, state, task)});
    }
    return acts;
}

QList<ActionKind> recordActs(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    QList<ActionKind> acts;
    if (!state.isStarted())
        return acts;
    const auto urges = [&](const OpenTask &task) { return mayUrge(definition, state, task, actor).has_value(); };
    if (!state.suspension && mayWithdraw(definition, state, actor))
        acts.append(ActionKind::Withdraw);
    if (std::any_of(state.tasks.begin(), state.tasks.end(), urges))
        acts.append(ActionKind::Urge);
    if (maySuspend(definition, state, actor))
        acts.append(ActionKind::Suspend);
    if (mayResume(definition, state, actor))
        acts.append(ActionKind::Resume);
    if (mayTerminate(definition, state, actor))
        acts.append(ActionKind::Terminate);
    if (mayReassign(definition, state, actor))
        acts.append(ActionKind::Reassign);
    return acts;
}

QList<DueTimer> dueTimers(const ModuleDefinition &definition, const ProcessState &state, Instant now)
{
    QList<DueTimer> timers;
    if (state.suspension)
        return timers;
    QStringList seen;
    for (const OpenTask &task : state.tasks) {
        if (seen.contains(task.node))
            continue; // A task of several people has its timers once.
        seen.append(task.node);
        for (const ProcessNode *timer : definition.process.timersOn(task.node)) {
            const auto at = timerTime(definition.holidays(), timer->timer, state.openSince(task), task.due);
            if (at && now >= *at && !state.fired.contains(timer->id))
                timers.append({task.id, timer->id, *at});
        }
    }
    return timers;
}

DeadlineLight deadlineLight(const OpenTask &task, Instant now)
{
    if (!task.due)
        return DeadlineLight::None;
    if (now > *task.due)
        return DeadlineLight::Red;
    // Green as long as more than a third is left.
    return (*task.due - now) * 3 > *task.due - task.since ? DeadlineLight::Green : DeadlineLight::Yellow;
}

} // namespace wenyi::modules
