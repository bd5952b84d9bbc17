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
    const bool starts = node.kind == NodeKind::Start;
    const bool ends = node.kind == NodeKind::End;
    const bool gateway = node.kind == NodeKind::ExclusiveGateway || node.kind == NodeKind::ParallelGateway;
    const bool entered = starts ? entering == 0 : entering > 0;
    // Several flows out of a task would be a hidden parallel gateway.
    const bool left = ends ? leaving == 0 : gateway ? leaving > 0 : leaving == 1;
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
    WENYI_CHECK(checkSoundness(definition));
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
        if (!node(flow.from) || !node(flow.to))
            return fault("process.flow-end", flow.id);
        if (flow.condition && node(flow.from)->kind != NodeKind::ExclusiveGateway)
            return fault("process.condition", flow.id);
    }
    const auto isStart = [](const ProcessNode &node) { return node.kind == NodeKind::Start; };
    if (std::count_if(m_nodes.begin(), m_nodes.end(), isStart) != 1)
        return fault("process.start", u"there must be one start event"_s);
    for (const ProcessNode &one : m_nodes) {
        WENYI_CHECK(checkDegree(one, flowsTo(one.id).size(), flowsFrom(one.id).size()));
        if (one.kind == NodeKind::ExclusiveGateway)
            WENYI_CHECK(checkExclusive(one, flowsFrom(one.id)));
        for (const QString &target : one.task.returnTo) {
            if (!node(target) || node(target)->kind != NodeKind::UserTask || target == one.id)
                return fault("process.return-target", one.id + u": "_s + target);
        }
        const QString &same = one.task.sameAs;
        if (!same.isEmpty() && (same == one.id || !node(same) || node(same)->kind != NodeKind::UserTask))
            return fault("process.same-as", one.id + u": "_s + same);
    }
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
    return *std::find_if(
        m_nodes.begin(), m_nodes.end(), [](const ProcessNode &node) { return node.kind == NodeKind::Start; });
}

QStringList ProcessDefinition::fields() const
{
    QStringList fields;
    for (const ProcessNode &node : m_nodes) {
        fields += node.task.editable;
        if (!node.task.deadlineField.isEmpty())
            fields.append(node.task.deadlineField);
    }
    for (const SequenceFlow &flow : m_flows) {
        if (flow.condition)
            fields += flow.condition->fields();
    }
    fields.removeDuplicates();
    fields.removeAll(u"outcome"_s);
    return fields;
}

} // namespace wenyi::modules
