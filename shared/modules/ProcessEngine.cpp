// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"

#include "shared/modules/ProcessStep.h"

#include <algorithm>

namespace wenyi::modules {

const OpenTask *ProcessState::task(const TaskId &id) const
{
    const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const OpenTask &task) { return task.id == id; });
    return found == tasks.end() ? nullptr : &*found;
}

Instant ProcessState::openSince(const OpenTask &task) const
{
    for (const Countersigning &round : countersigning) {
        if (round.node == task.node)
            return round.since;
    }
    return task.since;
}

Result<ProcessState> apply(const ModuleDefinition &definition, const ProcessState &state, const Action &action)
{
    return ProcessStep(definition, state, action).run();
}

Result<void> mayDo(const ModuleDefinition &definition, const OpenTask &task, const Actor &actor)
{
    if (actor.unit != task.unit)
        return refused("process.unit", actor.unit.toString());
    if (!task.assigned.isEmpty() && actor.member != task.assigned && actor.member != task.delegate)
        return refused("process.not-your-task", task.id.toString());
    // Whoever left the role in the meantime does no more of its tasks.
    const TaskRules &rules = definition.process.node(task.node)->task;
    if (!hasRole(actor, rules.roles))
        return refused("process.role", rules.roles.join(u' '));
    return {};
}

Result<void> mayReturnForOther(const ModuleDefinition &definition, const OpenTask &task, const Actor &actor)
{
    if (actor.unit != task.unit)
        return refused("process.unit", actor.unit.toString());
    const TaskRules &rules = definition.process.node(task.node)->task;
    if (!hasRole(actor, rules.returnBy))
        return refused("process.role", rules.returnBy.join(u' '));
    return {};
}

Result<void> mayWithdraw(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    if (state.isEnded())
        return refused("process.ended", state.ended);
    if (!state.lastStep)
        return refused("process.nothing-to-withdraw");
    if (state.lastStep->member != actor.member)
        return refused("process.not-your-task", state.lastStep->node);
    if (definition.process.node(state.lastStep->node)->task.withdraw == WithdrawRule::Never)
        return refused("process.withdraw-passed", state.lastStep->node);
    return {};
}

QStringList returnTargets(const ModuleDefinition &definition, const ProcessState &state, const OpenTask &task)
{
    QStringList targets = definition.process.node(task.node)->task.returnTo;
    targets.removeIf([&](const QString &target) { return !state.lastActor.contains(target); });
    return targets;
}

} // namespace wenyi::modules
