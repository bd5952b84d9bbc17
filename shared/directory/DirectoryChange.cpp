// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryChange.h"

#include "shared/directory/CertificatePlace.h"
#include "shared/directory/PeerCard.h"

#include <algorithm>

namespace wenyi::directory {

namespace {

Error notAllowed(const char *reason, const QString &detail)
{
    return Error{ErrorCode::NotAllowed, reason, detail};
}

template<typename Items, typename Key, typename Value>
Result<typename Items::value_type *> find(Items &items, Key Items::value_type::*key, const Value &wanted)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto &item) { return item.*key == wanted; });
    if (found == items.end())
        return Error{ErrorCode::NotFound, "directory-edit.unknown", wanted.toString()};
    return &*found;
}

/// Makes the changes of one content.
class Editor
{
public:
    explicit Editor(DirectoryContent &content)
        : m_content(content)
    {
    }

    Result<void> operator()(const AddUnit &change)
    {
        if (unit(change.unit.code))
            return known(change.unit.code.toString());
        m_content.units.append(change.unit);
        return {};
    }

    Result<void> operator()(const RenameUnit &change)
    {
        WENYI_TRY(Unit * unit, activeUnit(change.unit));
        unit->name = change.name;
        unit->shortName = change.shortName.value_or(unit->shortName);
        unit->numberCode = change.numberCode.value_or(unit->numberCode);
        return {};
    }

    Result<void> operator()(const RetireUnit &change)
    {
        WENYI_TRY(Unit * retired, activeUnit(change.unit));
        const auto isIn = [&](const auto &item) { return item.unit == change.unit; };
        const auto isUsed = [&](const RegisteredSeal &seal) {
            return isIn(seal) && seal.state() != SealState::Revoked;
        };
        const DirectoryContent &content = m_content;
        if (std::any_of(content.members.begin(), content.members.end(), isIn)
            || std::any_of(content.desktops.begin(), content.desktops.end(), isIn)
            || std::any_of(content.seals.begin(), content.seals.end(), isUsed))
            return notAllowed("directory-edit.unit-in-use", change.unit.toString());
        if (change.successor == change.unit)
            return notAllowed("directory-edit.retired", change.unit.toString());
        if (change.successor)
            WENYI_CHECK(activeUnit(*change.successor));
        retired->state = UnitState::Retired;
        retired->successor = change.successor;
        return {};
    }

    Result<void> operator()(const AddMember &change)
    {
        if (member(change.member.id))
            return known(change.member.id.toString());
        WENYI_CHECK(activeUnit(change.member.unit));
        m_content.members.append(change.member);
        return {};
    }

    Result<void> operator()(const MoveMember &change)
    {
        WENYI_TRY(Member * moved, member(change.member));
        WENYI_CHECK(activeUnit(change.unit));
        WENYI_CHECK(checkKeepsNothing(change.member, Leaving::Unit));
        const Member before = *moved;
        moved->unit = change.unit;
        return orUndo(checkAdministered(before), [&] { *moved = before; });
    }

    Result<void> operator()(const SetMember &change)
    {
        WENYI_TRY(Member * changed, member(change.member));
        changed->name = change.name.value_or(changed->name);
        changed->post = change.post.value_or(changed->post);
        changed->rank = change.rank.value_or(changed->rank);
        return {};
    }

    Result<void> operator()(const RemoveMember &change)
    {
        WENYI_TRY(const Member *found, member(change.member));
        WENYI_CHECK(checkKeepsNothing(change.member, Leaving::Unit));
        const Member removed = *found;
        const auto index = found - m_content.members.constData();
        m_content.members.removeAt(index);
        return orUndo(checkAdministered(removed), [&] { m_content.members.insert(index, removed); });
    }

    Result<void> operator()(const SetRoles &change)
    {
        WENYI_TRY(Member * changed, member(change.member));
        if (!change.roles.contains(Role::SealKeeper))
            WENYI_CHECK(checkKeepsNothing(change.member, Leaving::Role));
        const Member before = *changed;
        changed->roles = change.roles;
        return orUndo(checkAdministered(before), [&] { *changed = before; });
    }

    Result<void> operator()(const RenewCertificate &change)
    {
        WENYI_TRY(QByteArray * place, placeOf(m_content, change.certificate, change.key));
        if (*place == change.certificate)
            return {};
        if (QList<QByteArray> *former = formerBeside(place)) {
            former->prepend(*place);
            former->resize(std::min(former->size(), MostFormer));
        }
        *place = change.certificate;
        return {};
    }

    Result<void> operator()(const AddDesktop &change)
    {
        if (desktop(change.desktop.id))
            return known(change.desktop.id.toString());
        WENYI_CHECK(activeUnit(change.desktop.unit));
        m_content.desktops.append(change.desktop);
        return {};
    }

    Result<void> operator()(const RemoveDesktop &change)
    {
        WENYI_TRY(const Desktop *found, desktop(change.desktop));
        m_content.desktops.removeAt(found - m_content.desktops.constData());
        return {};
    }

    Result<void> operator()(const SetKeeper &change)
    {
        WENYI_TRY(RegisteredSeal * seal, find(m_content.seals, &RegisteredSeal::id, change.seal));
        WENYI_CHECK(member(change.keeper));
        if (seal->state() == SealState::Revoked)
            return notAllowed("directory-edit.revoked", change.seal.toString());
        // 个人名章 is its person's and nobody else's.
        if (seal->kind == SealKind::Personal)
            return notAllowed("directory-edit.personal-seal", change.seal.toString());
        seal->keeper = change.keeper;
        return {};
    }

    Result<void> operator()(const SetGroup &change)
    {
        return setNamed(m_content.groups, UnitGroup{change.name, change.units}, !change.units.isEmpty());
    }

    Result<void> operator()(const SetAlias &change)
    {
        return setNamed(
            m_content.aliases, Alias{change.name, change.unit.value_or(UnitCode())}, change.unit.has_value());
    }

    Result<void> operator()(const SetPeer &change)
    {
        WENYI_TRY(const PeerCard card, PeerCard::fromBytes(change.card));
        return setNamed(m_content.peers, Peering{card.domain, change.card, change.via}, true);
    }

    Result<void> operator()(const RemovePeer &change)
    {
        return setNamed(m_content.peers, Peering{change.name, {}, {}}, false);
    }

private:
    static Error known(const QString &id) { return Error{ErrorCode::AlreadyExists, "directory-edit.known", id}; }
    Result<Unit *> unit(const UnitCode &code) { return find(m_content.units, &Unit::code, code); }
    Result<Member *> member(const MemberId &id) { return find(m_content.members, &Member::id, id); }
    Result<Desktop *> desktop(const DesktopId &id) { return find(m_content.desktops, &Desktop::id, id); }

    Result<Unit *> activeUnit(const UnitCode &code)
    {
        WENYI_TRY(Unit * found, unit(code));
        if (found->state == UnitState::Retired)
            return notAllowed("directory-edit.retired", code.toString());
        return found;
    }

    /// Where the certificate in this place goes when another takes it; null where nothing that is signed by it has to
    /// hold later.
    QList<QByteArray> *formerBeside(const QByteArray *place)
    {
        if (place == &m_content.server.certificate)
            return &m_content.server.formerCertificates;
        const auto unit = std::find_if(m_content.units.begin(), m_content.units.end(),
            [place](const Unit &one) { return &one.signingCertificate == place; });
        return unit == m_content.units.end() ? nullptr : &unit->formerCertificates;
    }

    /// Nobody leaves with a seal. Their personal one counts where the person leaves, not where a role ends.
    enum class Leaving { Role, Unit };
    Result<void> checkKeepsNothing(const MemberId &id, Leaving leaving)
    {
        for (const RegisteredSeal &seal : std::as_const(m_content.seals)) {
            const bool counts = seal.kind == SealKind::Unit || leaving == Leaving::Unit;
            if (seal.keeper == id && seal.state() != SealState::Revoked && counts)
                return notAllowed("directory-edit.keeps-seal", seal.id.toString());
        }
        return {};
    }

    /// A unit's people need somebody who lets desktops in and hands keys on: its last administrator goes last.
    Result<void> checkAdministered(const Member &before)
    {
        bool isAlone = true;
        for (const Member &member : std::as_const(m_content.members)) {
            if (member.unit != before.unit)
                continue;
            if (member.has(Role::SystemAdministrator))
                return {};
            isAlone = false;
        }
        if (isAlone || !before.has(Role::SystemAdministrator))
            return {};
        return notAllowed("directory-edit.last-administrator", before.unit.toString());
    }

    template<typename Undo>
    static Result<void> orUndo(const Result<void> &checked, const Undo &undo)
    {
        if (!checked)
            undo();
        return checked;
    }

    template<typename Item>
    static Result<void> setNamed(QList<Item> &items, const Item &wanted, bool stays)
    {
        const auto found =
            std::find_if(items.begin(), items.end(), [&](const Item &item) { return item.name == wanted.name; });
        if (found == items.end() && !stays)
            return Error{ErrorCode::NotFound, "directory-edit.unknown", wanted.name};
        if (found == items.end())
            items.append(wanted);
        else if (stays)
            *found = wanted;
        else
            items.erase(found);
        return {};
    }

    DirectoryContent &m_content;
};

} // namespace

Result<void> applyChange(DirectoryContent &content, const DirectoryChange &change)
{
    return std::visit(Editor(content), change);
}

} // namespace wenyi::directory
