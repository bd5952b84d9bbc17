// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessDefinition.h"

#include "shared/modules/BpmnReader.h"
#include "shared/modules/TokenGame.h"

#include <QSet>

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

Error fault(const QByteArray &reason, const QString &where)
{
    return Error{ErrorCode::InvalidInput, reason, where};
}

// How many flows may enter and leave an element.
Result<void> checkDegree(const ProcessNode &node, qsizetype entering, qsizetype leaving)
{
    const bool begins = node.kind == NodeKind::Start || node.kind == NodeKind::Timer;
    const bool ends = node.kind == NodeKind::End;
    const bool gateway = node.kind == NodeKind::ExclusiveGateway || node.kind == NodeKind::ParallelGateway;
    const bool warns = node.kind == NodeKind::Timer && node.timer.effect == TimerEffect::Warns;
    const bool entered = begins ? entering == 0 : entering > 0;
    // Several flows out of a task would be a hidden parallel gateway.
    const bool left = ends ? leaving == 0 : gateway ? leaving > 0 : leaving == 1 || (warns && leaving == 0);
    if (!entered || !left)
        return fault("process.flows", node.id + u": %1 in, %2 out"_s.arg(entering).arg(leaving));
    return {};
}

Result<void> checkExclusive(const ProcessNode &gateway, const QList<const SequenceFlow *> &ways)
{
    const auto isDefault = [&](const SequenceFlow *flow) { return flow->id == gateway.defaultFlow; };
    if (ways.size() > 1 && std::none_of(ways.begin(), ways.end(), isDefault))
        return fault("process.no-default", gateway.id);
    for (const SequenceFlow *way : ways) {
        if (ways.size() > 1 && way->condition.has_value() == isDefault(way))
            return fault("process.condition", way->id);
    }
    return {};
}

} // namespace

Result<ProcessDefinition> ProcessDefinition::fromBpmn(const QByteArray &bpmn)
{
    WENYI_TRY(ProcessDefinition definition, BpmnReader(bpmn).read());
    WENYI_CHECK(definition.check());
    WENYI_TRY(const QStringList alone, checkSoundness(definition));
    // What was reached alone may be gone back to: the process is then where it could have been before.
    for (ProcessNode &node : definition.m_nodes) {
        if (!node.task.returnsAnywhere)
            continue;
        node.task.returnTo = alone;
        node.task.returnTo.removeAll(node.id);
    }
    return definition;
}

Result<void> ProcessDefinition::check() const
{
    QSet<QString> ids;
    for (const ProcessNode &node : m_nodes) {
        if (ids.contains(node.id))
            return fault("process.id-twice", node.id);
        ids.insert(node.id);
    }
    for (const SequenceFlow &flow : m_flows) {
        if (ids.contains(flow.id))
            return fault("process.id-twice", flow.id);
        ids.insert(flow.id);
    }
    WENYI_CHECK(checkFlows());
    QStringList scopes{QString()};
    for (const ProcessNode &one : m_nodes) {
        if (one.kind == NodeKind::SubProcess)
            scopes.append(one.id);
    }
    for (const QString &scope : std::as_const(scopes)) {
        const auto isStart = [&](const ProcessNode &one) { return one.kind == NodeKind::Start && one.parent == scope; };
        if (std::count_if(m_nodes.begin(), m_nodes.end(), isStart) != 1)
            return fault("process.start", (scope.isEmpty() ? m_id : scope) + u": there must be one start event"_s);
    }
    for (const ProcessNode &one : m_nodes)
        WENYI_CHECK(checkNode(one));
    return {};
}

Result<void> ProcessDefinition::checkFlows() const
{
    for (const SequenceFlow &flow : m_flows) {
        const ProcessNode *from = node(flow.from);
        const ProcessNode *to = node(flow.to);
        // No flow crosses the border of a sub-process.
        if (!from || !to || from->parent != to->parent)
            return fault("process.flow-end", flow.id);
        if (flow.condition && from->kind != NodeKind::ExclusiveGateway)
            return fault("process.condition", flow.id);
    }
    return {};
}

Result<void> ProcessDefinition::checkNode(const ProcessNode &one) const
{
    WENYI_CHECK(checkDegree(one, flowsTo(one.id).size(), flowsFrom(one.id).size()));
    if (one.kind == NodeKind::ExclusiveGateway)
        WENYI_CHECK(checkExclusive(one, flowsFrom(one.id)));
    const auto isTask = [this](const QString &id) { return node(id) && node(id)->kind == NodeKind::UserTask; };
    for (const QString &target : one.task.returnTo) {
        if (!isTask(target) || target == one.id)
            return fault("process.return-target", one.id + u": "_s + target);
    }
    const QString &same = one.task.sameAs;
    if (!same.isEmpty() && (same == one.id || !isTask(same)))
        return fault("process.same-as", one.id + u": "_s + same);
    const bool isNamed = one.task.assignment == Assignment::Starter || !same.isEmpty();
    if (one.task.countersign && isNamed)
        return fault("process.task-rules", one.id + u": signers, and assignment or sameAs"_s);
    if (one.kind != NodeKind::Timer)
        return {};
    if (!isTask(one.host) || node(one.host)->parent != one.parent)
        return fault("process.timer-host", one.id + u": "_s + one.host);
    const TaskRules &rules = node(one.host)->task;
    const bool isDue = rules.deadlineDays || rules.deadlineWorkingDays || !rules.deadlineField.isEmpty();
    if (one.timer.from == TimerStart::Deadline && !isDue)
        return fault("process.timer", one.id + u": the task has no deadline"_s);
    return {};
}

const ProcessNode *ProcessDefinition::node(QStringView id) const
{
    const auto found =
        std::find_if(m_nodes.begin(), m_nodes.end(), [&](const ProcessNode &node) { return node.id == id; });
    return found == m_nodes.end() ? nullptr : &*found;
}

const SequenceFlow *ProcessDefinition::flow(QStringView id) const
{
    const auto found =
        std::find_if(m_flows.begin(), m_flows.end(), [&](const SequenceFlow &flow) { return flow.id == id; });
    return found == m_flows.end() ? nullptr : &*found;
}

QList<const SequenceFlow *> ProcessDefinition::flowsFrom(QStringView node) const
{
    QList<const SequenceFlow *> flows;
    for (const SequenceFlow &flow : m_flows) {
        if (flow.from == node)
            flows.append(&flow);
    }
    return flows;
}

QList<const SequenceFlow *> ProcessDefinition::flowsTo(QStringView node) const
{
    QList<const SequenceFlow *> flows;
    for (const SequenceFlow &flow : m_flows) {
        if (flow.to == node)
            flows.append(&flow);
    }
    return flows;
}

const ProcessNode &ProcessDefinition::start() const
{
    return startOf({});
}

const ProcessNode &ProcessDefinition::startOf(QStringView subProcess) const
{
    return *std::find_if(m_nodes.begin(), m_nodes.end(),
        [&](const ProcessNode &node) { return node.kind == NodeKind::Start && node.parent == subProcess; });
}

bool ProcessDefinition::isWithin(QStringView inner, QStringView subProcess) const
{
    const ProcessNode *at = node(inner);
    while (at && !at->parent.isEmpty()) {
        if (at->parent == subProcess)
            return true;
        at = node(at->parent);
    }
    return false;
}

QList<const ProcessNode *> ProcessDefinition::timersOn(QStringView task) const
{
    QList<const ProcessNode *> timers;
    for (const ProcessNode &node : m_nodes) {
        if (node.kind == NodeKind::Timer && node.host == task)
            timers.append(&node);
    }
    return timers;
}

QStringList ProcessDefinition::fields() const
{
    QStringList fields;
    for (const ProcessNode &node : m_nodes) {
        fields += node.task.editable;
        if (!node.task.deadlineField.isEmpty())
            fields.append(node.task.deadlineField);
        if (!node.task.countersign)
            continue;
        fields.append(node.task.countersign->signersField);
        if (node.task.countersign->enough)
            fields += node.task.countersign->enough->fields();
    }
    for (const SequenceFlow &flow : m_flows) {
        if (flow.condition)
            fields += flow.condition->fields();
    }
    fields.removeDuplicates();
    for (const QStringView known : {u"outcome", u"nrOfInstances", u"nrOfCompletedInstances", u"nrOfActiveInstances"})
        fields.removeAll(known);
    return fields;
}

} // namespace wenyi::modules
