// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecordStanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using modules::ActionKind;

namespace {

/// Asks the engine what a person may do to a record as it stands.
class StandingReader
{
public:
    StandingReader(const Workspace &workspace, const RecordView &view)
        : m_workspace(workspace)
        , m_definition(*view.definition)
        , m_state(view.record.process)
        , m_roles(workspace.directory())
        , m_now(workspace.environment().clock.now())
        , m_me(actorOf(workspace.member()))
    {
        for (const directory::Member *member : workspace.directory().membersOf(m_state.unit))
            m_members.append(member);
        std::stable_sort(m_members.begin(), m_members.end(),
            [](const directory::Member *a, const directory::Member *b) { return a->rank < b->rank; });
    }

    QList<StandingStep> steps() const;
    QList<FurtherAct> acts() const;
    QString nameOf(const MemberId &id) const;

private:
    modules::Actor actorOf(const directory::Member &member) const
    {
        return {member.id, member.unit, m_roles.rolesOf(member.id, member.unit, m_now)};
    }
    QString nodeName(const QString &id) const
    {
        const modules::ProcessNode *node = m_definition.process.node(id);
        return node ? node->name : id;
    }
    const modules::Countersigning *roundOf(const QString &node) const;
    bool takesSigners(const QString &node) const;
    void addWaiting(const modules::OpenTask &task, StandingStep &step) const;

    bool isAllowed(ActionKind kind, const modules::TaskId &task, const QString &node = {},
        const directory::Member *other = nullptr) const;
    FurtherAct of(ActionKind kind, const modules::OpenTask &task) const;
    void addReturn(const modules::OpenTask &task, QList<FurtherAct> &acts) const;
    void addNaming(ActionKind kind, const modules::OpenTask &task, QList<FurtherAct> &acts) const;

    const Workspace &m_workspace;
    const modules::ModuleDefinition &m_definition;
    const modules::ProcessState &m_state;
    DirectoryRoles m_roles;
    Instant m_now;
    modules::Actor m_me;
    QList<const directory::Member *> m_members;
};

QString StandingReader::nameOf(const MemberId &id) const
{
    const directory::Member *member = m_workspace.directory().member(id);
    return member ? member->name : id.toString();
}

const modules::Countersigning *StandingReader::roundOf(const QString &node) const
{
    const auto found = std::find_if(m_state.countersigning.begin(), m_state.countersigning.end(),
        [&node](const modules::Countersigning &round) { return round.node == node; });
    return found == m_state.countersigning.end() ? nullptr : &*found;
}

void StandingReader::addWaiting(const modules::OpenTask &task, StandingStep &step) const
{
    if (!task.assigned.isEmpty())
        step.waiting.append(nameOf(task.assigned));
    if (!task.delegate.isEmpty())
        step.waiting.append(nameOf(task.delegate));
    if (!step.waiting.isEmpty())
        return;
    for (const directory::Member *member : m_members) {
        if (modules::mayDo(m_definition, task, actorOf(*member)))
            step.waiting.append(member->name);
    }
}

QList<StandingStep> StandingReader::steps() const
{
    QList<StandingStep> steps;
    QStringList nodes; // Of the steps, in the same order.
    for (const modules::OpenTask &task : m_state.tasks) {
        const qsizetype known = nodes.indexOf(task.node);
        const modules::Countersigning *round = roundOf(task.node);
        if (known < 0 || !round) {
            nodes.append(task.node);
            StandingStep step{nodeName(task.node), {}, {}, round != nullptr, m_state.openSince(task), task.due,
                modules::deadlineLight(task, m_now), 0};
            for (const MemberId &signer : round ? round->done : QList<MemberId>())
                step.done.append(nameOf(signer));
            steps.append(step);
        }
        StandingStep &step = known < 0 || !round ? steps.last() : steps[known];
        addWaiting(task, step);
        step.urges += task.urges;
    }
    for (const modules::Countersigning &round : m_state.countersigning) {
        const qsizetype known = nodes.indexOf(round.node);
        for (const MemberId &signer : known < 0 ? QList<MemberId>() : round.next)
            steps[known].waiting.append(nameOf(signer));
    }
    return steps;
}

// A pure function is asked: nothing is changed by it.
bool StandingReader::isAllowed(
    ActionKind kind, const modules::TaskId &task, const QString &node, const directory::Member *other) const
{
    modules::Action action;
    action.kind = kind;
    action.actor = m_me;
    action.at = m_now;
    action.task = task;
    action.node = node;
    action.opinion.words = u"?"_s; // A reason: that one is needed is no reason not to offer it.
    if (other)
        action.others.append(actorOf(*other));
    return modules::apply(m_definition, m_state, action).has_value();
}

FurtherAct StandingReader::of(ActionKind kind, const modules::OpenTask &task) const
{
    return {kind, task.id, nodeName(task.node), task.assigned.isEmpty() ? QString() : nameOf(task.assigned), {}, {}};
}

void StandingReader::addReturn(const modules::OpenTask &task, QList<FurtherAct> &acts) const
{
    FurtherAct act = of(ActionKind::ReturnTo, task);
    for (const QString &target : modules::returnTargets(m_definition, m_state, task)) {
        if (isAllowed(ActionKind::ReturnTo, task.id, target))
            act.steps.append({target, nodeName(target)});
    }
    if (!act.steps.isEmpty())
        acts.append(act);
}

void StandingReader::addNaming(ActionKind kind, const modules::OpenTask &task, QList<FurtherAct> &acts) const
{
    FurtherAct act = of(kind, task);
    for (const directory::Member *member : m_members) {
        // Given to whoever has it already it would be nobody else's.
        if (kind == ActionKind::Reassign && member->id == task.assigned)
            continue;
        if (isAllowed(kind, task.id, {}, member))
            act.people.append({member->id.toString(),
                member->post.isEmpty() ? member->name : member->name + u"（"_s + member->post + u'）'});
    }
    if (!act.people.isEmpty())
        acts.append(act);
}

QList<FurtherAct> StandingReader::acts() const
{
    const QList<ActionKind> ofRecord = modules::recordActs(m_definition, m_state, m_me);
    QList<FurtherAct> acts;
    QStringList rounds; // Signers are added to a step, not to each task of it.
    for (const modules::OpenTask &task : m_state.tasks) {
        addReturn(task, acts);
        // Each member of the unit is tried, so only where it may be that one is taken.
        if (modules::mayDo(m_definition, task, m_me))
            addNaming(ActionKind::Transfer, task, acts);
        if (takesSigners(task.node) && !rounds.contains(task.node)) {
            rounds.append(task.node);
            addNaming(ActionKind::AddSigner, task, acts);
            addNaming(ActionKind::RemoveSigner, task, acts);
        }
        if (ofRecord.contains(ActionKind::Urge) && isAllowed(ActionKind::Urge, task.id))
            acts.append(of(ActionKind::Urge, task));
        if (ofRecord.contains(ActionKind::Reassign))
            addNaming(ActionKind::Reassign, task, acts);
    }
    for (const ActionKind kind :
        {ActionKind::Withdraw, ActionKind::Suspend, ActionKind::Resume, ActionKind::Terminate}) {
        if (ofRecord.contains(kind))
            acts.append({kind, {}, {}, {}, {}, {}});
    }
    return acts;
}

bool StandingReader::takesSigners(const QString &node) const
{
    const modules::TaskRules &rules = m_definition.process.node(node)->task;
    return rules.countersign || rules.addSigners != modules::AddSigners::Never;
}

} // namespace

bool wantsReason(ActionKind kind)
{
    switch (kind) {
    case ActionKind::ReturnTo:
    case ActionKind::RemoveSigner:
    case ActionKind::Suspend:
    case ActionKind::Terminate:
    case ActionKind::Reassign:
        return true;
    default:
        return false;
    }
}

bool namesPeople(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Transfer:
    case ActionKind::AddSigner:
    case ActionKind::RemoveSigner:
    case ActionKind::Reassign:
        return true;
    default:
        return false;
    }
}

RecordStanding standingOf(const Workspace &workspace, const RecordView &view)
{
    const modules::ProcessState &state = view.record.process;
    const StandingReader reader(workspace, view);
    RecordStanding standing;
    standing.steps = reader.steps();
    if (state.suspension) {
        standing.suspendedBy = reader.nameOf(state.suspension->member);
        standing.suspendedAt = state.suspension->since;
    }
    standing.end = state.ended;
    if (const modules::ProcessNode *end = view.definition->process.node(state.ended))
        standing.endName = end->name;
    for (const RefusedEvent &refused : view.refused) {
        if (refused.author == workspace.member().id && modules::wasOvertaken(refused.reason))
            standing.overtaken = refused;
    }
    if (!state.isEnded())
        standing.acts = reader.acts();
    return standing;
}

} // namespace wenyi::core
