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
    const QList<PossibleActs> acts = possibleActs(definition, state, actor);
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
    return toMe ? std::optional(WorkState::Done) : std::nullopt;
}

QList<PossibleActs> possibleActs(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    QList<PossibleActs> acts;
    for (const OpenTask &task : state.tasks) {
        if (mayDo(definition, task, actor))
            acts.append({task, definition.process.node(task.node)->task, returnTargets(definition, state, task)});
    }
    return acts;
}

QList<DueTimer> dueTimers(const ModuleDefinition &definition, const ProcessState &state, Instant now)
{
    QList<DueTimer> timers;
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
