// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainDescription.h"

#include "client/core/profile/LockPause.h"
#include "shared/base/Limits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype MaximumFile = 4 * limits::MiB;

Error fault(const QByteArray &reason, const QString &place)
{
    return Error{ErrorCode::InvalidInput, "domain." + reason, place};
}

Result<QString> textAt(const QJsonObject &object, const QString &key, const QString &place)
{
    const QString text = object.value(key).toString().trimmed();
    if (text.isEmpty())
        return fault("missing-text", place + u'/' + key);
    return text;
}

Result<MemberDescription> readMember(const QJsonObject &object, const UnitCode &unit, const QString &place)
{
    MemberDescription member;
    WENYI_TRY(const QString id, textAt(object, u"id"_s, place));
    member.id = MemberId(unit.toString() + u'/' + id);
    WENYI_TRY(member.name, textAt(object, u"name"_s, place));
    WENYI_TRY(member.post, textAt(object, u"post"_s, place));
    member.rank = object.value(u"rank"_s).toInt();
    for (const auto &role : object.value(u"roles"_s).toArray())
        member.roles.append(role.toString());
    if (member.roles.isEmpty())
        return fault("no-role", place);
    return member;
}

Result<UnitDescription> readUnit(const QJsonObject &object, const QString &place)
{
    UnitDescription unit;
    WENYI_TRY(const QString code, textAt(object, u"code"_s, place));
    unit.code = UnitCode(code);
    WENYI_TRY(unit.name, textAt(object, u"name"_s, place));
    WENYI_TRY(unit.shortName, textAt(object, u"shortName"_s, place));
    WENYI_TRY(unit.numberCode, textAt(object, u"numberCode"_s, place));
    WENYI_TRY(const QString connection, textAt(object, u"connection"_s, place));
    if (connection != u"connected"_s && connection != u"standalone"_s)
        return fault("connection", place);
    unit.connection = connection == u"connected"_s ? Connectedness::Connected : Connectedness::Standalone;
    unit.sealDiameter = object.value(u"sealDiameter"_s).toInt(42);
    QSet<QString> ids;
    for (const auto &value : object.value(u"members"_s).toArray()) {
        const QString memberPlace = u"%1/members/%2"_s.arg(place).arg(unit.members.size());
        WENYI_TRY(const auto member, readMember(value.toObject(), unit.code, memberPlace));
        if (ids.contains(member.id.toString()))
            return fault("member-twice", memberPlace);
        ids.insert(member.id.toString());
        unit.members.append(member);
    }
    if (unit.members.isEmpty())
        return fault("no-member", place);
    return unit;
}

QJsonObject unitObject(const UnitDescription &unit)
{
    QJsonArray members;
    for (const MemberDescription &member : unit.members)
        members.append(QJsonObject{{u"id"_s, member.id.toString().section(u'/', -1)}, {u"name"_s, member.name},
            {u"post"_s, member.post}, {u"rank"_s, member.rank},
            {u"roles"_s, QJsonArray::fromStringList(member.roles)}});
    return {{u"code"_s, unit.code.toString()}, {u"name"_s, unit.name}, {u"shortName"_s, unit.shortName},
        {u"numberCode"_s, unit.numberCode},
        {u"connection"_s, unit.connection == Connectedness::Connected ? u"connected"_s : u"standalone"_s},
        {u"sealDiameter"_s, unit.sealDiameter}, {u"members"_s, members}};
}

Result<GroupDescription> readGroup(const QJsonObject &object, const DomainDescription &domain, const QString &place)
{
    GroupDescription group;
    WENYI_TRY(group.name, textAt(object, u"name"_s, place));
    for (const auto &value : object.value(u"units"_s).toArray()) {
        const UnitCode code(value.toString());
        if (!domain.unit(code))
            return fault("unknown-unit", place);
        group.units.append(code);
    }
    return group;
}

} // namespace

const UnitDescription *DomainDescription::unit(const UnitCode &code) const
{
    const auto found = std::find_if(units.begin(), units.end(), [&](const auto &unit) { return unit.code == code; });
    return found == units.end() ? nullptr : &*found;
}

QByteArray DomainDescription::toJson() const
{
    QJsonArray unitArray;
    for (const UnitDescription &unit : units)
        unitArray.append(unitObject(unit));
    QJsonArray groupArray;
    for (const GroupDescription &group : groups) {
        QJsonArray codes;
        for (const UnitCode &code : group.units)
            codes.append(code.toString());
        groupArray.append(QJsonObject{{u"name"_s, group.name}, {u"units"_s, codes}});
    }
    QJsonObject object{{u"domain"_s, name}, {u"pin"_s, pin}, {u"units"_s, unitArray}, {u"groups"_s, groupArray}};
    if (longestLockPause)
        object.insert(u"longestLockPause"_s, *longestLockPause);
    return QJsonDocument(object).toJson();
}

Result<DomainDescription> DomainDescription::fromJson(const QByteArray &json)
{
    if (json.size() > MaximumFile)
        return Error{ErrorCode::TooLarge, "domain.size", QString::number(json.size())};
    QJsonParseError parseError;
    const QJsonObject object = QJsonDocument::fromJson(json, &parseError).object();
    if (parseError.error != QJsonParseError::NoError)
        return fault("json", parseError.errorString());
    DomainDescription domain;
    WENYI_TRY(domain.name, textAt(object, u"domain"_s, {}));
    WENYI_TRY(domain.pin, textAt(object, u"pin"_s, {}));
    if (const QJsonValue pause = object.value(u"longestLockPause"_s); !pause.isUndefined()) {
        domain.longestLockPause = pause.toInt(-1);
        if (!LockPause::isPossible(*domain.longestLockPause))
            return fault("lock-pause", u"/longestLockPause"_s);
    }
    for (const auto &value : object.value(u"units"_s).toArray()) {
        const QString place = u"/units/%1"_s.arg(domain.units.size());
        WENYI_TRY(const auto unit, readUnit(value.toObject(), place));
        if (domain.unit(unit.code))
            return fault("unit-twice", place);
        domain.units.append(unit);
    }
    if (domain.units.isEmpty())
        return fault("no-unit", {});
    for (const auto &value : object.value(u"groups"_s).toArray()) {
        const QString place = u"/groups/%1"_s.arg(domain.groups.size());
        WENYI_TRY(const auto group, readGroup(value.toObject(), domain, place));
        domain.groups.append(group);
    }
    return domain;
}

} // namespace wenyi::core
