// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/TokenGame.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

// A process of an office has some tens of states; one beyond this is not one that a person can oversee.
constexpr qsizetype MaximumStates = 1'000;
constexpr int MaximumSteps = 500;

// A marking with tokens that are still on their way along flows.
struct Moving
{
    Marking marking;
    QList<const SequenceFlow *> tokens;
    QString lastEnd;
    int steps = 0;
};

void insertInOrder(QStringList &list, const QString &item)
{
    list.insert(std::lower_bound(list.begin(), list.end(), item), item);
}

Error fault(const QByteArray &reason, const QString &where)
{
    return Error{reason == "process.states" ? ErrorCode::TooLarge : ErrorCode::InvalidInput, reason, where};
}

Result<void> arriveAtTask(Moving &moving, const ProcessNode &task)
{
    if (moving.marking.tasks.contains(task.id))
        return fault("process.token-twice", task.id);
    insertInOrder(moving.marking.tasks, task.id);
    return {};
}

Result<void> arriveAtParallel(
    const ProcessDefinition &definition, Moving &moving, const ProcessNode &gateway, const SequenceFlow &along)
{
    QStringList &waiting = moving.marking.waiting;
    if (waiting.contains(along.id))
        return fault("process.token-twice", gateway.id);
    insertInOrder(waiting, along.id);
    const auto incoming = definition.flowsTo(gateway.id);
    const auto here = [&](const SequenceFlow *flow) { return waiting.contains(flow->id); };
    if (!std::all_of(incoming.begin(), incoming.end(), here))
        return {};
    for (const SequenceFlow *flow : incoming)
        waiting.removeOne(flow->id);
    moving.tokens.append(definition.flowsFrom(gateway.id));
    return {};
}

// Whether anything of a sub-process is still under way.
bool isBusy(const ProcessDefinition &definition, const Moving &moving, const QString &subProcess)
{
    const Marking &marking = moving.marking;
    const auto inside = [&](const QString &node) { return definition.isWithin(node, subProcess); };
    const auto waitsInside = [&](const QString &flow) { return inside(definition.flow(flow)->to); };
    const auto movesInside = [&](const SequenceFlow *flow) { return inside(flow->to); };
    return std::any_of(marking.tasks.begin(), marking.tasks.end(), inside)
           || std::any_of(marking.waiting.begin(), marking.waiting.end(), waitsInside)
           || std::any_of(moving.tokens.begin(), moving.tokens.end(), movesInside);
}

Result<void> arriveAtSubProcess(const ProcessDefinition &definition, Moving &moving, const ProcessNode &node)
{
    if (isBusy(definition, moving, node.id))
        return fault("process.token-twice", node.id);
    moving.tokens.append(definition.flowsFrom(definition.startOf(node.id).id));
    return {};
}

// A sub-process is left when the last of its tokens has come to an end.
void arriveAtEnd(const ProcessDefinition &definition, Moving &moving, const ProcessNode &end)
{
    if (end.parent.isEmpty())
        moving.lastEnd = end.id;
    else if (!isBusy(definition, moving, end.parent))
        moving.tokens.append(definition.flowsFrom(end.parent));
}

// Moves one token one node on; gives what may follow.
Result<QList<Moving>> step(const ProcessDefinition &definition, Moving moving, const FlowChoice &choice)
{
    const SequenceFlow &along = *moving.tokens.takeFirst();
    const ProcessNode &node = *definition.node(along.to);
    if (++moving.steps > MaximumSteps)
        return fault("process.endless-gateways", node.id);
    QList<Moving> next;
    switch (node.kind) {
    case NodeKind::UserTask:
        WENYI_CHECK(arriveAtTask(moving, node));
        break;
    case NodeKind::ParallelGateway:
        WENYI_CHECK(arriveAtParallel(definition, moving, node, along));
        break;
    case NodeKind::ExclusiveGateway:
        for (const SequenceFlow *flow : choice(node)) {
            next.append(moving);
            next.last().tokens.append(flow);
        }
        return next;
    case NodeKind::SubProcess:
        WENYI_CHECK(arriveAtSubProcess(definition, moving, node));
        break;
    case NodeKind::End:
        arriveAtEnd(definition, moving, node);
        break;
    case NodeKind::Start:
    case NodeKind::Timer:
        return fault("process.start-entered", node.id);
    }
    next.append(std::move(moving));
    return next;
}

// Every marking that was found, and from which others each is reached.
class Exploration
{
public:
    explicit Exploration(const ProcessDefinition &definition)
        : m_definition(definition)
    {
    }

    Result<void> run()
    {
        const SequenceFlow &first = *m_definition.flowsFrom(m_definition.start().id).constFirst();
        WENYI_CHECK(follow(Marking{}, first, Marking{}));
        while (!m_pending.isEmpty()) {
            const Marking marking = m_pending.takeFirst();
            if (!marking.ended.isEmpty())
                continue;
            if (marking.tasks.isEmpty())
                return fault("process.deadlock", marking.waiting.join(u", "));
            WENYI_CHECK(leave(marking));
        }
        WENYI_CHECK(checkVisited());
        return checkWaysOut();
    }

    QStringList aloneTasks() const
    {
        QStringList tasks;
        for (const ProcessNode &node : m_definition.nodes()) {
            if (m_reachedFrom.contains(Marking{{node.id}, {}, {}}))
                tasks.append(node.id);
        }
        return tasks;
    }

private:
    Result<void> leave(const Marking &marking)
    {
        for (const QString &task : marking.tasks) {
            Marking rest = marking;
            rest.tasks.removeOne(task);
            for (const ProcessNode *timer : m_definition.timersOn(task))
                rest.fired.removeOne(timer->id);
            WENYI_CHECK(follow(rest, *m_definition.flowsFrom(task).constFirst(), marking));
            for (const QString &target : m_definition.node(task)->task.returnTo)
                WENYI_CHECK(reach(Marking{{target}, {}, {}}, marking));
            for (const ProcessNode *timer : m_definition.timersOn(task))
                WENYI_CHECK(elapse(*timer, rest, marking));
        }
        return {};
    }

    // `rest` is the marking without the timer's task.
    Result<void> elapse(const ProcessNode &timer, const Marking &rest, const Marking &marking)
    {
        const auto flows = m_definition.flowsFrom(timer.id);
        if (timer.timer.effect == TimerEffect::Interrupts)
            return follow(rest, *flows.constFirst(), marking);
        if (marking.fired.contains(timer.id))
            return {};
        Marking warned = marking;
        insertInOrder(warned.fired, timer.id);
        return flows.isEmpty() ? reach(warned, marking) : follow(warned, *flows.constFirst(), marking);
    }

    Result<void> follow(const Marking &rest, const SequenceFlow &flow, const Marking &from)
    {
        const FlowChoice all = [this](const ProcessNode &gateway) { return m_definition.flowsFrom(gateway.id); };
        WENYI_TRY(const QList<Marking> found, advance(m_definition, rest, flow, all));
        for (const Marking &marking : found)
            WENYI_CHECK(reach(marking, from));
        return {};
    }

    Result<void> reach(const Marking &marking, const Marking &from)
    {
        const bool isNew = !m_reachedFrom.contains(marking);
        m_reachedFrom[marking].append(from);
        if (isNew)
            m_pending.append(marking);
        if (m_reachedFrom.size() > static_cast<size_t>(MaximumStates))
            return fault("process.states", QString::number(MaximumStates));
        return {};
    }

    Result<void> checkVisited() const
    {
        QSet<QString> visited;
        for (const auto &[marking, from] : m_reachedFrom) {
            visited.insert(marking.ended);
            for (const QString &task : marking.tasks)
                visited.insert(task);
        }
        for (const ProcessNode &node : m_definition.nodes()) {
            if (node.kind == NodeKind::UserTask && !visited.contains(node.id))
                return fault("process.unreachable", node.id);
        }
        return {};
    }

    Result<void> checkWaysOut() const
    {
        std::map<Marking, bool> leadsOut;
        QList<Marking> pending;
        for (const auto &[marking, from] : m_reachedFrom) {
            if (!marking.ended.isEmpty())
                pending.append(marking);
        }
        while (!pending.isEmpty()) {
            const Marking marking = pending.takeFirst();
            if (std::exchange(leadsOut[marking], true))
                continue;
            if (const auto found = m_reachedFrom.find(marking); found != m_reachedFrom.end())
                pending.append(found->second);
        }
        for (const auto &[marking, from] : m_reachedFrom) {
            if (!leadsOut[marking])
                return fault("process.no-way-out", marking.tasks.join(u", "));
        }
        return {};
    }

    const ProcessDefinition &m_definition;
    std::map<Marking, QList<Marking>> m_reachedFrom;
    QList<Marking> m_pending;
};

} // namespace

Result<QList<Marking>> advance(
    const ProcessDefinition &definition, const Marking &from, const SequenceFlow &flow, const FlowChoice &choice)
{
    QList<Marking> arrived;
    QList<Moving> moving{Moving{from, {&flow}, {}, 0}};
    while (!moving.isEmpty()) {
        WENYI_TRY(const QList<Moving> next, step(definition, moving.takeFirst(), choice));
        for (Moving one : next) {
            if (!one.tokens.isEmpty()) {
                moving.append(std::move(one));
                continue;
            }
            if (one.marking.tasks.isEmpty() && one.marking.waiting.isEmpty())
                one.marking.ended = one.lastEnd;
            arrived.append(std::move(one.marking));
        }
        if (moving.size() + arrived.size() > MaximumStates)
            return fault("process.states", QString::number(MaximumStates));
    }
    return arrived;
}

Result<QStringList> checkSoundness(const ProcessDefinition &definition)
{
    Exploration exploration(definition);
    WENYI_CHECK(exploration.run());
    return exploration.aloneTasks();
}

} // namespace wenyi::modules
