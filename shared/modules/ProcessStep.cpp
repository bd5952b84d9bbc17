// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessStep.h"

#include "shared/modules/Deadline.h"
#include "shared/modules/FieldValue.h"
#include "shared/modules/ProcessEngine.h"

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

Error refused(const QByteArray &reason, const QString &detail)
{
    return Error{ErrorCode::NotAllowed, reason, detail};
}

bool hasRole(const Actor &actor, const QStringList &roles)
{
    return std::any_of(roles.begin(), roles.end(), [&](const QString &role) { return actor.roles.contains(role); });
}

ProcessStep::ProcessStep(const ModuleDefinition &definition, const ProcessState &state, const Action &action)
    : m_definition(definition)
    , m_state(state)
    , m_action(action)
{
}

namespace {

// Whoever oversees a record, or whose desktop saw a time limit first, has no part in it by that.
bool takesPart(ActionKind kind)
{
    switch (kind) {
    case ActionKind::MarkRead:
    case ActionKind::Elapse:
    case ActionKind::Suspend:
    case ActionKind::Resume:
    case ActionKind::Terminate:
    case ActionKind::Reassign:
    case ActionKind::RemoveSigner: // Who opened the countersigning has part in it already.
        return false;
    default:
        return true;
    }
}

// What is done beside the process, or to set it going again.
bool worksWhileSuspended(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Circulate:
    case ActionKind::MarkRead:
    case ActionKind::Suspend: // Is refused for a reason of its own.
    case ActionKind::Resume:
    case ActionKind::Terminate:
    case ActionKind::Reassign:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<ProcessState> ProcessStep::run()
{
    WENYI_CHECK(perform());
    tidy();
    if (takesPart(m_action.kind) && !m_state.participants.contains(m_action.actor.member))
        m_state.participants.append(m_action.actor.member);
    return std::move(m_state);
}

Result<void> ProcessStep::perform()
{
    if (m_action.kind == ActionKind::Start)
        return start();
    if (!m_state.isStarted())
        return refused("process.not-started");
    if (m_state.version != m_definition.version)
        return refused("process.version", QString::number(m_state.version));
    if (m_action.actor.unit != m_state.unit)
        return refused("process.unit", m_action.actor.unit.toString());
    if (m_state.suspension && !worksWhileSuspended(m_action.kind))
        return refused("process.suspended");
    return performOnRecord();
}

// What is done to the record, or to tasks of others.
Result<void> ProcessStep::performOnRecord()
{
    switch (m_action.kind) {
    case ActionKind::Circulate:
        return circulate();
    case ActionKind::MarkRead:
        return markRead();
    case ActionKind::Withdraw:
        return withdraw();
    case ActionKind::Elapse:
        return elapse();
    case ActionKind::AddSigner:
        return addSigners();
    case ActionKind::RemoveSigner:
        return removeSigner();
    case ActionKind::Urge:
        return urge();
    case ActionKind::Suspend:
        return suspend();
    case ActionKind::Resume:
        return resume();
    case ActionKind::Terminate:
        return terminate();
    case ActionKind::Reassign:
        return reassign();
    default:
        return performOnTask();
    }
}

// What somebody does at a task of their own.
Result<void> ProcessStep::performOnTask()
{
    WENYI_CHECK(findTask());
    switch (m_action.kind) {
    case ActionKind::Save:
        return save();
    case ActionKind::Complete:
        return complete();
    case ActionKind::ReturnTo:
        return returnTo();
    case ActionKind::Transfer:
    case ActionKind::Delegate:
        return handOver();
    default:
        return refused("process.kind");
    }
}

// What belonged to a task ends with it.
void ProcessStep::tidy()
{
    m_state.countersigning.removeIf([this](const Countersigning &round) { return !isOpen(round.node); });
    m_state.fired.removeIf([this](const QString &timer) { return !isOpen(m_definition.process.node(timer)->host); });
}

bool ProcessStep::isOpen(const QString &node) const
{
    return std::any_of(
        m_state.tasks.begin(), m_state.tasks.end(), [&](const OpenTask &task) { return task.node == node; });
}

OpenTask &ProcessStep::taskRef(const TaskId &id)
{
    return *std::find_if(
        m_state.tasks.begin(), m_state.tasks.end(), [&](const OpenTask &task) { return task.id == id; });
}

Result<void> ProcessStep::start()
{
    if (m_state.isStarted())
        return refused("process.already-started");
    const ProcessNode &start = m_definition.process.start();
    if (!start.task.roles.isEmpty() && !hasRole(m_action.actor, start.task.roles))
        return refused("process.role", start.task.roles.join(u' '));
    m_state.version = m_definition.version;
    m_state.unit = m_action.actor.unit;
    m_state.starter = m_action.actor.member;
    WENYI_CHECK(takeValues(start.task.editable));
    return goOn(start.id, Marking{});
}

Result<void> ProcessStep::findOpenTask()
{
    const OpenTask *task = m_state.task(m_action.task);
    if (!task)
        return missingTask();
    m_task = *task;
    m_node = m_definition.process.node(task->node);
    return {};
}

Result<void> ProcessStep::findTask()
{
    WENYI_CHECK(findOpenTask());
    const Result<void> does = mayDo(m_definition, m_task, m_action.actor);
    m_returnsForOther =
        !does && m_action.kind == ActionKind::ReturnTo && mayReturnForOther(m_definition, m_task, m_action.actor);
    return m_returnsForOther ? Result<void>() : does;
}

Error ProcessStep::missingTask() const
{
    const QString id = m_action.task.toString();
    const qsizetype dot = id.lastIndexOf(u'.');
    const int visit = id.sliced(dot + 1).toInt();
    if (dot > 0 && visit >= 1 && visit <= m_state.visits.value(id.first(dot)))
        return refused("process.step-passed", id);
    return Error{ErrorCode::NotFound, "process.no-such-task", id};
}

Result<void> ProcessStep::takeValues(const QStringList &editable)
{
    if (m_action.values.size() > FieldCount)
        return Error{ErrorCode::TooLarge, "field.size", QString::number(m_action.values.size())};
    for (auto value = m_action.values.begin(); value != m_action.values.end(); ++value) {
        const FormField *field = m_definition.form.field(value.key());
        if (!field || !editable.contains(value.key()))
            return refused("process.field-not-editable", value.key());
        WENYI_CHECK(field->check(value.value()));
        if (isUnset(value.value()))
            m_state.values.remove(value.key());
        else
            m_state.values.insert(value.key(), value.value());
    }
    return {};
}

Result<void> ProcessStep::save()
{
    WENYI_CHECK(takeValues(m_node->task.editable));
    touched();
    return {};
}

Result<void> ProcessStep::checkComplete(const TaskRules &rules) const
{
    for (const QString &field : rules.required) {
        if (isUnset(m_state.values.value(field)))
            return refused("process.required-field", field);
    }
    if (rules.opinion == OpinionRule::Required && m_action.opinion.isEmpty())
        return refused("process.opinion-required");
    return {};
}

Result<void> ProcessStep::checkReason() const
{
    if (m_action.opinion.words.trimmed().isEmpty())
        return refused("process.reason-required");
    return {};
}

Result<void> ProcessStep::returnTo()
{
    if (!returnTargets(m_definition, m_state, m_task).contains(m_action.node))
        return refused("process.return-target", m_action.node);
    WENYI_CHECK(checkReason());
    // The whole process goes back: what other branches had open is given up with it.
    m_state.tasks.clear();
    m_state.waiting.clear();
    m_state.lastStep.reset();
    // Who sends it back for somebody who is away does not send it to that very person again.
    open(m_action.node, m_returnsForOther ? MemberId() : m_state.lastActor.value(m_action.node));
    return {};
}

// Somebody has begun on what the last step opened: it cannot be taken back any more.
void ProcessStep::touched()
{
    if (m_state.lastStep && m_state.lastStep->opened.contains(m_task.id))
        m_state.lastStep.reset();
}

Result<void> ProcessStep::complete()
{
    const TaskRules &rules = m_node->task;
    if (!rules.outcomes.contains(m_action.outcome))
        return refused("process.outcome", m_action.outcome);
    WENYI_CHECK(takeValues(rules.editable));
    WENYI_CHECK(rules.refusals.contains(m_action.outcome) ? checkReason() : checkComplete(rules));
    if (rules.signature == SignatureRule::Personal && m_action.signature.isEmpty())
        return refused("process.signature-required");
    m_state.outcome = m_action.outcome;
    m_state.lastActor.insert(m_node->id, m_action.actor.member);
    if (const Countersigning *round = roundOf(m_node->id))
        return sign(Countersigning(*round));
    return goOn(m_node->id, markingWithout(m_node->id));
}

Marking ProcessStep::markingWithout(const QString &node) const
{
    Marking marking{{}, m_state.waiting, {}};
    for (const OpenTask &task : m_state.tasks) {
        if (task.node != node)
            marking.tasks.append(task.node);
    }
    marking.tasks.removeDuplicates(); // A task of several people is one.
    std::sort(marking.tasks.begin(), marking.tasks.end());
    return marking;
}

Result<void> ProcessStep::goOn(const QString &from, const Marking &before)
{
    QJsonObject seen = m_state.values;
    seen.insert(u"outcome"_s, m_state.outcome);
    const FlowChoice choice = [&](const ProcessNode &gateway) {
        const auto ways = m_definition.process.flowsFrom(gateway.id);
        for (const SequenceFlow *way : ways) {
            if (way->condition && way->condition->holds(seen))
                return QList<const SequenceFlow *>{way};
        }
        const SequenceFlow *rest = m_definition.process.flow(gateway.defaultFlow);
        return QList<const SequenceFlow *>{rest ? rest : ways.constFirst()};
    };
    const SequenceFlow &along = *m_definition.process.flowsFrom(from).constFirst();
    WENYI_TRY(const QList<Marking> after, advance(m_definition.process, before, along, choice));
    LastStep last{m_action.actor.member, from, {}, m_state.waiting};
    for (const QString &timer : std::as_const(m_state.fired)) {
        if (m_definition.process.node(timer)->host == from)
            last.fired.append(timer);
    }
    m_state.tasks.removeIf([&](const OpenTask &task) { return task.id == m_task.id; });
    for (const QString &node : after.constFirst().tasks) {
        if (!before.tasks.contains(node))
            last.opened += open(node, MemberId());
    }
    m_state.waiting = after.constFirst().waiting;
    m_state.ended = after.constFirst().ended;
    m_state.lastStep.reset();
    if (m_action.kind == ActionKind::Complete)
        m_state.lastStep = last;
    return {};
}

// Opens a task anew; where several people do it, for each of them.
QList<TaskId> ProcessStep::open(const QString &node, const MemberId &assigned)
{
    const TaskRules &rules = m_definition.process.node(node)->task;
    m_state.fired.removeIf([&](const QString &timer) { return m_definition.process.node(timer)->host == node; });
    if (rules.countersign)
        return openRound(node, *rules.countersign);
    if (!rules.sameAs.isEmpty())
        return {openFor(node, m_state.lastActor.value(rules.sameAs))};
    return {openFor(node, rules.assignment == Assignment::Starter ? m_state.starter : assigned)};
}

TaskId ProcessStep::openFor(const QString &node, const MemberId &assigned)
{
    OpenTask task;
    task.id = TaskId(u"%1.%2"_s.arg(node).arg(++m_state.visits[node]));
    task.node = node;
    task.unit = m_state.unit;
    task.assigned = assigned;
    task.since = m_action.at;
    task.due = dueOf(m_definition.holidays(), m_definition.process.node(node)->task, m_state.values, m_action.at);
    m_state.tasks.append(task);
    return task.id;
}

Result<void> ProcessStep::withdraw()
{
    WENYI_CHECK(mayWithdraw(m_definition, m_state, m_action.actor));
    const LastStep last = *m_state.lastStep;
    m_state.tasks.removeIf([&](const OpenTask &task) { return last.opened.contains(task.id); });
    m_state.waiting = last.waitingBefore;
    m_state.lastStep.reset();
    if (last.round)
        reopenSigner(last);
    else
        open(last.node, last.member);
    // What it had warned of goes on beside it, and does not begin a second time.
    for (const QString &timer : last.fired) {
        if (!m_state.fired.contains(timer))
            m_state.fired.append(timer);
    }
    return {};
}

Result<void> ProcessStep::handOver()
{
    if (m_action.others.size() != 1)
        return Error{ErrorCode::InvalidInput, "process.no-other-member", {}};
    const Actor &other = m_action.others.constFirst();
    if (other.unit != m_task.unit || !hasRole(other, m_node->task.roles) || other.member == m_action.actor.member)
        return refused("process.other-member", other.member.toString());
    OpenTask &task = taskRef(m_task.id);
    if (m_action.kind == ActionKind::Transfer) {
        const Countersigning *round = roundOf(m_node->id);
        if (round && isSigner(*round, other.member))
            return refused("process.signer-twice", other.member.toString());
        task.assigned = other.member;
        task.delegate = MemberId();
    } else {
        // In whose stead: the one who has it, or who could have taken it.
        if (task.assigned.isEmpty())
            task.assigned = m_action.actor.member;
        task.delegate = other.member;
    }
    touched();
    return {};
}

// Whoever sees first that the time has come says so; where it was said already, nothing is left to do.
Result<void> ProcessStep::elapse()
{
    if (m_action.actor.roles.isEmpty())
        return refused("process.role");
    const OpenTask *task = m_state.task(m_action.task);
    if (!task)
        return missingTask();
    const ProcessNode *timer = m_definition.process.node(m_action.node);
    if (!timer || timer->kind != NodeKind::Timer || timer->host != task->node)
        return refused("process.no-timer", m_action.node);
    if (m_state.fired.contains(timer->id))
        return refused("process.timer-fired", timer->id);
    const TaskRules &rules = m_definition.process.node(task->node)->task;
    const auto time = earliestTimerTime(rules, timer->timer, m_state.openSince(*task), task->due);
    if (!time || m_action.at < *time)
        return refused("process.timer-early", timer->id);
    if (timer->timer.effect == TimerEffect::Interrupts) {
        const QString host = task->node;
        m_state.tasks.removeIf([&](const OpenTask &open) { return open.node == host; });
        return goOn(timer->id, markingWithout(host));
    }
    m_state.fired.append(timer->id);
    if (m_definition.process.flowsFrom(timer->id).isEmpty())
        return {};
    return goOn(timer->id, markingWithout({}));
}

Result<void> ProcessStep::circulate()
{
    const auto mine = [&](const OpenTask &task) { return mayDo(m_definition, task, m_action.actor).has_value(); };
    if (!m_state.participants.contains(m_action.actor.member)
        && std::none_of(m_state.tasks.begin(), m_state.tasks.end(), mine))
        return refused("process.not-participant");
    if (m_action.others.isEmpty())
        return Error{ErrorCode::InvalidInput, "process.no-other-member", {}};
    for (const Actor &other : m_action.others) {
        if (other.unit != m_state.unit)
            return refused("process.other-member", other.member.toString());
        const auto same = [&](const Circulation &one) { return one.member == other.member; };
        if (std::none_of(m_state.circulation.begin(), m_state.circulation.end(), same))
            m_state.circulation.append({other.member, m_action.at, std::nullopt});
    }
    return {};
}

Result<void> ProcessStep::markRead()
{
    for (Circulation &one : m_state.circulation) {
        if (one.member != m_action.actor.member)
            continue;
        if (!one.readAt)
            one.readAt = m_action.at;
        return {};
    }
    return refused("process.not-circulated");
}

} // namespace wenyi::modules
