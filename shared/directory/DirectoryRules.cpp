// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryRules.h"

#include "shared/base/Identifier.h"
#include "shared/base/VisibleText.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace wenyi::directory {

namespace {

constexpr qsizetype LongestName = 200;

Error broken(const char *reason, const QString &detail)
{
    return Error{ErrorCode::InvalidInput, reason, detail};
}

enum class Presence { Required, Optional };

/// Of a member, a desktop, a seal.
Result<void> checkId(const QString &id)
{
    if (!isScopedIdentifier(id))
        return broken("directory.identifier", id.left(LongestIdentifier));
    return {};
}

Result<void> checkName(const QString &name, Presence presence = Presence::Required)
{
    const bool isMissing = name.isEmpty() && presence == Presence::Required;
    if (isMissing || name.size() > LongestName || !isVisibleText(name))
        return broken("directory.name", name.left(LongestName));
    return {};
}

/// Remembers what was seen; a second time is a fault.
template<typename Key>
class Unique
{
public:
    Result<void> take(const Key &key, const QString &detail)
    {
        if (m_seen.contains(key))
            return broken("directory.duplicate", detail);
        m_seen.insert(key);
        return {};
    }
    bool contains(const Key &key) const { return m_seen.contains(key); }

private:
    QSet<Key> m_seen;
};

Result<void> checkCurveKey(Unique<QByteArray> &keys, const QByteArray &key, const QString &owner)
{
    if (key.size() != CurveKeySize || key == QByteArray(CurveKeySize, '\0'))
        return broken("directory.curve-key", owner);
    return keys.take(key, owner);
}

class ContentCheck
{
public:
    explicit ContentCheck(const DirectoryContent &content)
        : m_content(content)
    {
    }

    Result<void> run()
    {
        WENYI_CHECK(checkHead());
        WENYI_CHECK(checkUnits());
        WENYI_CHECK(checkLines());
        WENYI_CHECK(checkNames());
        WENYI_CHECK(checkMembers());
        WENYI_CHECK(checkDesktops());
        return checkSeals();
    }

private:
    Result<void> checkHead()
    {
        const DirectoryContent &content = m_content;
        if (content.domain.isEmpty() || !checkName(content.domain) || content.version == 0
            || content.nextUpdate <= content.issuedAt)
            return broken("directory.head", content.domain.left(LongestName));
        const QString &endpoint = content.server.endpoint;
        if (!endpoint.startsWith(QStringLiteral("tcp://")) || endpoint.size() > LongestName || endpoint.contains(u' ')
            || !isVisibleText(endpoint))
            return broken("directory.endpoint", endpoint.left(LongestName));
        return checkCurveKey(m_curveKeys, content.server.curveKey, endpoint);
    }

    Result<void> checkUnits()
    {
        for (const Unit &unit : m_content.units) {
            const QString &code = unit.code.toString();
            if (!isIdentifier(code))
                return broken("directory.identifier", code.left(LongestIdentifier));
            WENYI_CHECK(checkName(unit.name));
            WENYI_CHECK(checkName(unit.shortName, Presence::Optional));
            WENYI_CHECK(checkName(unit.numberCode, Presence::Optional));
            if (m_units.contains(unit.code))
                return broken("directory.duplicate", code);
            m_units.insert(unit.code, &unit);
        }
        return {};
    }

    /// Parents and successors: known, and no line leads back to where it began.
    Result<void> checkLines()
    {
        for (const Unit &unit : m_content.units) {
            const QString &code = unit.code.toString();
            if (unit.successor && unit.state == UnitState::Active)
                return broken("directory.successor", code);
            if ((unit.parent && !m_units.contains(*unit.parent))
                || (unit.successor && !m_units.contains(*unit.successor)))
                return broken("directory.reference", code);
        }
        WENYI_CHECK(checkAcyclic(&Unit::parent));
        return checkAcyclic(&Unit::successor);
    }

    Result<void> checkAcyclic(std::optional<UnitCode> Unit::*next)
    {
        QSet<UnitCode> good; // Lines that were walked to their end: each unit is walked once.
        for (const Unit &unit : m_content.units) {
            QSet<UnitCode> line;
            const Unit *current = &unit;
            while (current && !good.contains(current->code)) {
                if (line.contains(current->code))
                    return broken("directory.cycle", unit.code.toString());
                line.insert(current->code);
                const auto &following = current->*next;
                current = following ? m_units.value(*following) : nullptr;
            }
            good.unite(line);
        }
        return {};
    }

    /// A name leads to one unit or one group. Retired units keep theirs, and yield it to whoever bears it now.
    Result<void> checkNames()
    {
        Unique<QString> names;
        Unique<QString> numberCodes;
        for (const Unit &unit : m_content.units) {
            if (unit.state != UnitState::Active)
                continue;
            WENYI_CHECK(names.take(unit.name, unit.name));
            if (!unit.shortName.isEmpty() && unit.shortName != unit.name)
                WENYI_CHECK(names.take(unit.shortName, unit.shortName));
            if (!unit.numberCode.isEmpty())
                WENYI_CHECK(numberCodes.take(unit.numberCode, unit.numberCode));
        }
        for (const Alias &alias : m_content.aliases) {
            WENYI_CHECK(checkName(alias.name));
            WENYI_CHECK(names.take(alias.name, alias.name));
            if (!m_units.contains(alias.unit))
                return broken("directory.reference", alias.name);
        }
        for (const UnitGroup &group : m_content.groups) {
            WENYI_CHECK(checkName(group.name));
            WENYI_CHECK(names.take(group.name, group.name));
            WENYI_CHECK(checkGroup(group));
        }
        return {};
    }

    Result<void> checkGroup(const UnitGroup &group)
    {
        if (group.units.isEmpty())
            return broken("directory.reference", group.name);
        Unique<UnitCode> codes;
        for (const UnitCode &code : group.units) {
            if (!m_units.contains(code))
                return broken("directory.reference", group.name);
            WENYI_CHECK(codes.take(code, group.name));
        }
        return {};
    }

    Result<void> checkMembers()
    {
        for (const Member &member : m_content.members) {
            const QString &id = member.id.toString();
            WENYI_CHECK(checkId(id));
            WENYI_CHECK(checkName(member.name));
            WENYI_CHECK(checkName(member.post, Presence::Optional));
            if (m_members.contains(member.id))
                return broken("directory.duplicate", id);
            if (!m_units.contains(member.unit))
                return broken("directory.reference", id);
            if (QSet<Role>(member.roles.begin(), member.roles.end()).size() != member.roles.size())
                return broken("directory.duplicate", id);
            if (std::count_if(member.roles.begin(), member.roles.end(), isOfficer) > 1)
                return broken("directory.three-officers", id);
            m_members.insert(member.id, &member);
        }
        return {};
    }

    Result<void> checkDesktops()
    {
        Unique<DesktopId> ids;
        for (const Desktop &desktop : m_content.desktops) {
            const QString &id = desktop.id.toString();
            WENYI_CHECK(checkId(id));
            WENYI_CHECK(ids.take(desktop.id, id));
            WENYI_CHECK(checkCurveKey(m_curveKeys, desktop.curveKey, id));
            if (!m_units.contains(desktop.unit))
                return broken("directory.reference", id);
        }
        return {};
    }

    Result<void> checkSeals()
    {
        Unique<SealId> ids;
        Unique<Digest> digests;
        for (const RegisteredSeal &seal : m_content.seals) {
            const QString &id = seal.id.toString();
            WENYI_CHECK(checkId(id));
            WENYI_CHECK(checkName(seal.name));
            WENYI_CHECK(ids.take(seal.id, id));
            WENYI_CHECK(digests.take(seal.digest, id));
            if (!m_units.contains(seal.unit) || seal.digest.isNull())
                return broken("directory.reference", id);
            WENYI_CHECK(checkWithdrawals(seal, m_content.issuedAt));
            WENYI_CHECK(checkKeeper(seal));
        }
        return {};
    }

    /// A seal that will never be used again needs nobody who keeps it; a suspended one needs somebody it is taken from.
    Result<void> checkKeeper(const RegisteredSeal &seal)
    {
        const QString &id = seal.id.toString();
        WENYI_CHECK(checkId(seal.keeper.toString()));
        if (seal.state() == SealState::Revoked)
            return {};
        const Member *keeper = m_members.value(seal.keeper);
        if (!keeper)
            return broken("directory.reference", id);
        // A unit's seal is kept by its seal keeper, a personal one by the person.
        const bool mayKeep = seal.kind == SealKind::Personal || keeper->has(Role::SealKeeper);
        if (seal.state() == SealState::Active && (keeper->unit != seal.unit || !mayKeep))
            return broken("directory.keeper", id);
        return {};
    }

    const DirectoryContent &m_content;
    QHash<UnitCode, const Unit *> m_units;
    QHash<MemberId, const Member *> m_members;
    Unique<QByteArray> m_curveKeys;
};

} // namespace

Result<void> checkContent(const DirectoryContent &content)
{
    return ContentCheck(content).run();
}

} // namespace wenyi::directory
