// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"
#include "shared/modules/ProcessStep.h"

#include <algorithm>

namespace wenyi::modules {

namespace {

bool isAdministrator(const ModuleDefinition &definition, const Actor &actor)
{
    return hasRole(actor, definition.process.administrators());
}

// What is the starter's, as long as that person is in the unit, or an administrator's.
Result<void> oversees(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    if (state.isEnded())
        return refused("process.ended", state.ended);
    const bool isStarter = actor.member == state.starter && !actor.roles.isEmpty();
    if (actor.unit != state.unit || (!isStarter && !isAdministrator(definition, actor)))
        return refused("process.not-starter");
    return {};
}

} // namespace

Result<void> mayUrge(
    const ModuleDefinition &definition, const ProcessState &state, const OpenTask &task, const Actor &actor)
{
    if (state.suspension)
        return refused("process.suspended");
    if (!state.participants.contains(actor.member) || actor.roles.isEmpty())
        return refused("process.not-participant");
    if (mayDo(definition, task, actor))
        return refused("process.own-task", task.id.toString());
    return {};
}

Result<void> maySuspend(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    WENYI_CHECK(oversees(definition, state, actor));
    if (state.suspension)
        return refused("process.suspended");
    return {};
}

Result<void> mayResume(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    WENYI_CHECK(oversees(definition, state, actor));
    if (!state.suspension)
        return refused("process.not-suspended");
    // What an administrator halted the starter does not set going again.
    if (state.suspension->member != actor.member && !isAdministrator(definition, actor))
        return refused("process.not-administrator");
    return {};
}

Result<void> mayTerminate(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    WENYI_CHECK(oversees(definition, state, actor));
    if (isAdministrator(definition, actor))
        return {};
    const QStringList done = state.lastActor.keys();
    const auto isFinal = [&](const QString &node) {
        return definition.process.node(node)->task.withdraw == WithdrawRule::Never;
    };
    if (std::any_of(done.begin(), done.end(), isFinal))
        return refused("process.terminate-passed");
    return {};
}

Result<void> mayReassign(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor)
{
    if (state.isEnded())
        return refused("process.ended", state.ended);
    if (actor.unit != state.unit || !isAdministrator(definition, actor))
        return refused("process.not-administrator");
    return {};
}

Result<void> ProcessStep::urge()
{
    WENYI_CHECK(findOpenTask());
    WENYI_CHECK(mayUrge(m_definition, m_state, m_task, m_action.actor));
    // By the acts' own times, which are the same for all replicas. A clock that is far ahead stops nobody for long.
    if (m_task.urgedAt && std::chrono::abs(m_action.at - *m_task.urgedAt) < m_definition.urgeInterval)
        return refused("process.urged-lately", m_task.id.toString());
    OpenTask &task = taskRef(m_task.id);
    ++task.urges;
    task.urgedAt = m_action.at;
    return {};
}

Result<void> ProcessStep::suspend()
{
    WENYI_CHECK(maySuspend(m_definition, m_state, m_action.actor));
    WENYI_CHECK(checkReason());
    m_state.suspension = Suspension{m_action.actor.member, m_action.at};
    return {};
}

Result<void> ProcessStep::resume()
{
    WENYI_CHECK(mayResume(m_definition, m_state, m_action.actor));
    m_state.suspension.reset();
    return {};
}

Result<void> ProcessStep::terminate()
{
    WENYI_CHECK(mayTerminate(m_definition, m_state, m_action.actor));
    WENYI_CHECK(checkReason());
    m_state.tasks.clear();
    m_state.waiting.clear();
    m_state.suspension.reset();
    m_state.lastStep.reset();
    m_state.ended = TerminatedEnd.toString();
    return {};
}

// The task is somebody else's from now on; whoever had it, or stood in, has it no more.
Result<void> ProcessStep::reassign()
{
    WENYI_CHECK(mayReassign(m_definition, m_state, m_action.actor));
    WENYI_CHECK(findOpenTask());
    WENYI_CHECK(checkReason());
    if (m_action.others.size() != 1)
        return Error{ErrorCode::InvalidInput, "process.no-other-member", {}};
    const Actor &other = m_action.others.constFirst();
    if (other.unit != m_task.unit || !hasRole(other, m_node->task.roles))
        return refused("process.other-member", other.member.toString());
    const Countersigning *round = roundOf(m_node->id);
    if (round && other.member != m_task.assigned && isSigner(*round, other.member))
        return refused("process.signer-twice", other.member.toString());
    OpenTask &task = taskRef(m_task.id);
    task.assigned = other.member;
    task.delegate = MemberId();
    touched();
    return {};
}

} // namespace wenyi::modules
