// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"
#include "shared/modules/ProcessStep.h"

#include <QJsonArray>

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

Countersigning *ProcessStep::roundOf(const QString &node)
{
    const auto found = std::find_if(m_state.countersigning.begin(), m_state.countersigning.end(),
        [&](const Countersigning &round) { return round.node == node; });
    return found == m_state.countersigning.end() ? nullptr : &*found;
}

// Each once, in the order in which they are named.
QList<MemberId> ProcessStep::signersOf(const CountersignRule &rule) const
{
    QList<MemberId> signers;
    for (const QJsonValue &value : m_state.values.value(rule.signersField).toArray()) {
        const MemberId signer(value.toString().trimmed());
        if (!signer.isEmpty() && !signers.contains(signer))
            signers.append(signer);
    }
    return signers;
}

QList<TaskId> ProcessStep::openRound(const QString &node, const CountersignRule &rule)
{
    Countersigning round{node, m_action.actor.member, m_action.at, signersOf(rule), {}, {}};
    // With nobody named it is one task of the role: a countersigning is not passed over in silence.
    if (round.next.isEmpty())
        round.next.append(MemberId());
    QList<TaskId> opened;
    do {
        opened.append(openFor(node, round.next.takeFirst()));
    } while (rule.order == SigningOrder::AllAtOnce && !round.next.isEmpty());
    m_state.countersigning.removeIf([&](const Countersigning &old) { return old.node == node; });
    m_state.countersigning.append(round);
    return opened;
}

// One of several has signed: the next one's turn, or the others are waited for, or the task is over.
Result<void> ProcessStep::sign(const Countersigning &before)
{
    Countersigning round = before;
    round.done.append(m_action.actor.member);
    if (!m_node->task.refusals.contains(round.outcome))
        round.outcome = m_action.outcome;
    m_state.tasks.removeIf([&](const OpenTask &task) { return task.id == m_task.id; });
    const qsizetype open = std::count_if(
        m_state.tasks.begin(), m_state.tasks.end(), [&](const OpenTask &task) { return task.node == m_node->id; });
    if (isEnough(round, open) || (open == 0 && round.next.isEmpty()))
        return closeRound(round, before);
    LastStep last{m_action.actor.member, m_node->id, {}, m_state.waiting, before, m_task.assigned};
    if (open == 0)
        last.opened.append(openFor(m_node->id, round.next.takeFirst()));
    *roundOf(m_node->id) = round;
    m_state.lastStep = last;
    return {};
}

bool ProcessStep::isEnough(const Countersigning &round, qsizetype open) const
{
    if (!m_node->task.countersign || !m_node->task.countersign->enough)
        return false;
    QJsonObject seen = m_state.values;
    seen.insert(u"outcome"_s, m_action.outcome);
    seen.insert(u"nrOfCompletedInstances"_s, round.done.size());
    seen.insert(u"nrOfActiveInstances"_s, open);
    seen.insert(u"nrOfInstances"_s, round.done.size() + open + round.next.size());
    return m_node->task.countersign->enough->holds(seen);
}

// Goes on with the first refusal that somebody chose, else with how the last one ended.
Result<void> ProcessStep::closeRound(const Countersigning &round, const Countersigning &before)
{
    const QString node = round.node;
    m_state.outcome = round.outcome;
    const qsizetype givenUp = m_state.tasks.removeIf([&](const OpenTask &task) { return task.node == node; });
    m_state.countersigning.removeIf([&](const Countersigning &one) { return one.node == node; });
    WENYI_CHECK(goOn(node, markingWithout(node)));
    // What others had open cannot be given back to them.
    if (givenUp > 0)
        m_state.lastStep.reset();
    if (m_state.lastStep) {
        m_state.lastStep->round = before;
        m_state.lastStep->principal = m_task.assigned;
    }
    return {};
}

// Of those whose turn it is, will be or has been.
bool ProcessStep::isSigner(const Countersigning &round, const MemberId &member) const
{
    const auto has = [&](const OpenTask &task) { return task.node == round.node && task.assigned == member; };
    return round.next.contains(member) || round.done.contains(member)
           || std::any_of(m_state.tasks.begin(), m_state.tasks.end(), has);
}

// Whoever signs, or opened the countersigning, may ask more people to.
Result<void> ProcessStep::mayAddSigners()
{
    const TaskRules &rules = m_node->task;
    if (!rules.countersign && rules.addSigners == AddSigners::Never)
        return refused("process.add-signer", m_node->id);
    const Countersigning *round = roundOf(m_node->id);
    const auto mine = [&](const OpenTask &task) {
        return task.node == m_node->id && mayDo(m_definition, task, m_action.actor).has_value();
    };
    const bool opened = round && round->opener == m_action.actor.member && !m_action.actor.roles.isEmpty();
    if (!opened && std::none_of(m_state.tasks.begin(), m_state.tasks.end(), mine))
        return refused("process.not-your-task", m_task.id.toString());
    return {};
}

Result<void> ProcessStep::addSigners()
{
    WENYI_CHECK(findOpenTask());
    WENYI_CHECK(mayAddSigners());
    if (m_action.others.isEmpty())
        return Error{ErrorCode::InvalidInput, "process.no-other-member", {}};
    if (!roundOf(m_node->id))
        m_state.countersigning.append({m_node->id, m_action.actor.member, m_task.since, {}, {}, {}});
    const auto &countersign = m_node->task.countersign;
    const bool inTurn = countersign && countersign->order == SigningOrder::InTurn;
    for (const Actor &other : m_action.others) {
        if (other.unit != m_task.unit || !hasRole(other, m_node->task.roles))
            return refused("process.other-member", other.member.toString());
        Countersigning &round = *roundOf(m_node->id);
        if (isSigner(round, other.member))
            return refused("process.signer-twice", other.member.toString());
        if (inTurn)
            round.next.append(other.member);
        else
            openFor(m_node->id, other.member);
    }
    m_state.lastStep.reset();
    return {};
}

Result<void> ProcessStep::removeSigner()
{
    WENYI_CHECK(findOpenTask());
    const Countersigning *found = roundOf(m_node->id);
    const bool opened = found && found->opener == m_action.actor.member && !m_action.actor.roles.isEmpty();
    // An administrator takes out whom nobody can stand in for: everybody who could signs already.
    if (!found || (!opened && !hasRole(m_action.actor, m_definition.process.administrators())))
        return refused("process.not-opener", m_node->id);
    WENYI_CHECK(checkReason());
    if (m_action.others.size() != 1)
        return Error{ErrorCode::InvalidInput, "process.no-other-member", {}};
    const MemberId &signer = m_action.others.constFirst().member;
    const auto isTheirs = [&](const OpenTask &task) { return task.node == m_node->id && task.assigned == signer; };
    Countersigning round = *found;
    const bool waited = round.next.removeOne(signer);
    if (m_state.tasks.removeIf(isTheirs) == 0 && !waited)
        return refused("process.no-signer", signer.toString());
    m_state.lastStep.reset();
    if (!isOpen(m_node->id) && round.next.isEmpty()) {
        if (round.done.isEmpty())
            return refused("process.last-signer", signer.toString());
        return closeRound(round, round);
    }
    if (!isOpen(m_node->id))
        openFor(m_node->id, round.next.takeFirst());
    *roundOf(m_node->id) = round;
    return {};
}

void ProcessStep::reopenSigner(const LastStep &last)
{
    m_state.countersigning.removeIf([&](const Countersigning &one) { return one.node == last.node; });
    m_state.countersigning.append(*last.round);
    const bool stoodIn = !last.principal.isEmpty() && last.principal != last.member;
    const TaskId id = openFor(last.node, stoodIn ? last.principal : last.member);
    if (stoodIn)
        taskRef(id).delegate = last.member;
}

} // namespace wenyi::modules
