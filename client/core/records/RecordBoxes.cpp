// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecordBoxes.h"

#include "shared/modules/Worklist.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr QStringView MemberMark = u"m:";
constexpr QStringView RoleMark = u"r:";

Box boxOf(modules::WorkState state)
{
    switch (state) {
    case modules::WorkState::Draft:
        return Box::Draft;
    case modules::WorkState::Awaiting:
        return Box::Awaiting;
    case modules::WorkState::Circulated:
        return Box::ToRead;
    case modules::WorkState::InHand:
        return Box::InHand;
    case modules::WorkState::Done:
        break;
    }
    return Box::Done;
}

// The roles of all tasks that nobody was named for.
QStringList openRoles(const modules::ModuleDefinition &definition, const modules::ProcessState &state)
{
    QStringList roles;
    for (const modules::OpenTask &task : state.tasks) {
        if (task.assigned.isEmpty())
            roles += definition.process.node(task.node)->task.roles;
    }
    roles.sort();
    roles.removeDuplicates();
    return roles;
}

// Who could send back what waits for somebody else: they have it in hand, whether or not they had part in it.
QStringList returningRoles(const modules::ModuleDefinition &definition, const modules::ProcessState &state)
{
    QStringList roles;
    for (const modules::OpenTask &task : state.tasks)
        roles += definition.process.node(task.node)->task.returnBy;
    roles.sort();
    roles.removeDuplicates();
    return roles;
}

bool hasAny(const modules::Actor &actor, const QStringList &roles)
{
    return std::any_of(
        roles.begin(), roles.end(), [&actor](const QString &role) { return actor.roles.contains(role); });
}

// Everybody whom a record may concern by name.
QList<MemberId> namedMembers(const modules::ProcessState &state)
{
    QList<MemberId> members = state.participants;
    for (const modules::Circulation &one : state.circulation)
        members.append(one.member);
    for (const modules::OpenTask &task : state.tasks)
        members << task.assigned << task.delegate;
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    members.removeAll(MemberId());
    return members;
}

bool isDraft(const modules::ModuleDefinition &definition, const modules::OpenTask &task)
{
    return definition.process.node(task.node)->task.act == u"draft"_s;
}

} // namespace

const QList<Box> &allBoxes()
{
    static const QList<Box> boxes{Box::Draft, Box::Awaiting, Box::ToRead, Box::Circulated, Box::InHand, Box::Done};
    return boxes;
}

QString memberHolder(const MemberId &member)
{
    return MemberMark.toString() + member.toString();
}

QString roleHolder(const QStringList &roles)
{
    return RoleMark.toString() + roles.join(u' ');
}

bool isHeldByRole(const QString &holder, const QStringList &roles)
{
    if (!holder.startsWith(RoleMark))
        return false;
    const QStringList held = holder.sliced(RoleMark.size()).split(u' ');
    return std::any_of(held.begin(), held.end(), [&](const QString &role) { return roles.contains(role); });
}

QList<BoxPlace> boxPlaces(const modules::ModuleDefinition &definition, const modules::ProcessState &state,
    const modules::RoleSource &roles, Instant at)
{
    QList<BoxPlace> places;
    const QStringList open = openRoles(definition, state);
    if (!open.isEmpty()) {
        const bool drafts = std::all_of(state.tasks.begin(), state.tasks.end(),
            [&](const modules::OpenTask &task) { return isDraft(definition, task); });
        const Box waiting = state.suspension ? Box::InHand : Box::Awaiting;
        places.append({drafts && !state.suspension ? Box::Draft : waiting, roleHolder(open)});
    }
    const QStringList returning = returningRoles(definition, state);
    if (!returning.isEmpty())
        places.append({Box::InHand, roleHolder(returning)});
    for (const MemberId &member : namedMembers(state)) {
        const modules::Actor actor{member, state.unit, roles.rolesOf(member, state.unit, at)};
        const auto where = modules::workState(definition, state, actor);
        const bool byRole = hasAny(actor, open) || (where == modules::WorkState::InHand && hasAny(actor, returning));
        if (where && !byRole)
            places.append({boxOf(*where), memberHolder(member)});
    }
    for (const modules::Circulation &one : state.circulation)
        places.append({Box::Circulated, memberHolder(one.member)});
    std::sort(places.begin(), places.end());
    return places;
}

} // namespace wenyi::core
