// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Record.h"

#include "shared/modules/ProcessEngine.h"

#include <algorithm>
#include <iterator>

namespace wenyi::modules {

namespace {

// The action with the roles that the directory gives its persons.
Action withRoles(Action action, const RoleSource &roles)
{
    const auto fill = [&](Actor &actor) { actor.roles = roles.rolesOf(actor.member, actor.unit, action.at); };
    fill(action.actor);
    for (Actor &other : action.others)
        fill(other);
    return action;
}

// The version that the record began with; at its start the one that the starter saw.
Result<const ModuleDefinition *> definitionFor(
    const Record &record, const RecordEvent &event, const ModuleCatalogue &catalogue)
{
    if (!record.process.isStarted())
        return catalogue.find(event.module, event.version);
    if (record.module != event.module)
        return Error{ErrorCode::NotAllowed, "record.other-module", event.module};
    return catalogue.find(record.module, record.process.version);
}

RecordStep describeStep(const Record &before, const RecordEvent &event, const ModuleDefinition &definition)
{
    const Action &action = event.action;
    RecordStep step;
    step.entry = event.entry;
    step.kind = action.kind;
    step.task = action.task;
    step.member = action.actor.member;
    step.unit = action.actor.unit;
    step.outcome = action.outcome;
    (action.kind == ActionKind::Elapse ? step.timer : step.returnedTo) = action.node;
    for (const Actor &other : action.others)
        step.others.append(other.member);
    step.opinion = action.opinion;
    step.signature = action.signature;
    step.at = action.at;
    if (const OpenTask *task = before.process.task(action.task)) {
        step.node = task->node;
        if (!task->assigned.isEmpty() && task->assigned != action.actor.member && task->delegate == action.actor.member)
            step.inSteadOf = task->assigned;
    } else if (action.kind == ActionKind::Withdraw && before.process.lastStep) {
        step.node = before.process.lastStep->node;
    }
    if (const ProcessNode *node = definition.process.node(step.node))
        step.act = node->task.act;
    return step;
}

} // namespace

std::optional<Digest> Record::reference(QStringView name) const
{
    for (auto reference = references.rbegin(); reference != references.rend(); ++reference) {
        if (reference->name == name)
            return reference->digest;
    }
    return std::nullopt;
}

bool wasOvertaken(QByteArrayView reason)
{
    // What does not depend on where the record stands.
    static const QByteArrayView never[] = {"process.version", "process.unit", "process.kind", "process.outcome",
        "process.field-not-editable", "process.opinion-required", "process.reason-required",
        "process.signature-required", "process.no-other-member", "process.no-timer", "process.add-signer"};
    return reason.startsWith("process.") && std::find(std::begin(never), std::end(never), reason) == std::end(never);
}

EventOutcome applyEvent(
    Record &record, const RecordEvent &event, const ModuleCatalogue &catalogue, const RoleSource &roles)
{
    const auto definition = definitionFor(record, event, catalogue);
    if (!definition)
        return {event.entry, definition.error()};
    auto state = apply(**definition, record.process, withRoles(event.action, roles));
    if (!state)
        return {event.entry, state.error()};
    record.history.append(describeStep(record, event, **definition));
    record.module = event.module;
    record.process = std::move(*state);
    record.references += event.references;
    return {event.entry, std::nullopt};
}

void endRecalled(ProcessState &process)
{
    process.tasks.clear();
    process.waiting.clear();
    process.countersigning.clear();
    process.fired.clear();
    process.suspension.reset();
    process.lastStep.reset();
    process.ended = RecalledEnd.toString();
}

FoldedRecord fold(
    const StreamId &stream, const QList<RecordEvent> &events, const ModuleCatalogue &catalogue, const RoleSource &roles)
{
    FoldedRecord folded;
    folded.record.stream = stream;
    for (const RecordEvent &event : events)
        folded.outcomes.append(applyEvent(folded.record, event, catalogue, roles));
    return folded;
}

} // namespace wenyi::modules
