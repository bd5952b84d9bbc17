// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryContent.h"

#include <variant>

namespace wenyi::directory {

/// 新增单位
struct AddUnit
{
    Unit unit;
};

/// 更名; what is not told stays.
struct RenameUnit
{
    UnitCode unit;
    QString name;
    std::optional<QString> shortName;
    std::optional<QString> numberCode;
};

/// 撤销单位: nobody is in it any more; the successor receives what is still addressed to it.
struct RetireUnit
{
    UnitCode unit;
    std::optional<UnitCode> successor;
};

/// 新增人员
struct AddMember
{
    Member member;
};

/// 调动: to another unit, under the same id.
struct MoveMember
{
    MemberId member;
    UnitCode unit;
};

/// 人员信息变更: name, post, rank; what is not told stays.
struct SetMember
{
    MemberId member;
    std::optional<QString> name;
    std::optional<QString> post;
    std::optional<int> rank;
};

/// 人员离任
struct RemoveMember
{
    MemberId member;
};

/// 角色变更: these and no others.
struct SetRoles
{
    MemberId member;
    QList<Role> roles;
};

/// Whether a certificate is for the key that its owner has already.
enum class KeyChange { SameKey, NewKey };

/// 证书更新: a certificate takes the place of the one that its subject has for its purpose.
struct RenewCertificate
{
    QByteArray certificate; ///< DER
    KeyChange key = KeyChange::SameKey;
};

/// 新增终端
struct AddDesktop
{
    Desktop desktop;
};

/// 撤销终端: it is admitted no more.
struct RemoveDesktop
{
    DesktopId desktop;
};

/// 印章移交: another member keeps the seal from now on.
struct SetKeeper
{
    SealId seal;
    MemberId keeper;
};

/// A group's units, in place of those that it had; none: the group goes.
struct SetGroup
{
    QString name;
    QList<UnitCode> units;
};

/// Whose other name this is; nothing: nobody's any more.
struct SetAlias
{
    QString name;
    std::optional<UnitCode> unit;
};

/// 建立对等关系: another domain's units may be written to, and its newer card takes the place of the one of before.
struct SetPeer
{
    QByteArray card; ///< Bytes of a PeerCard.
    QString via;     ///< The linked peer that leads there; empty: the two servers are linked themselves.
};

/// 解除对等关系
struct RemovePeer
{
    QString name;
};

/// One change of a directory, as an administrator words it.
using DirectoryChange = std::variant<AddUnit, RenameUnit, RetireUnit, AddMember, MoveMember, SetMember, RemoveMember,
    SetRoles, RenewCertificate, AddDesktop, RemoveDesktop, SetKeeper, SetGroup, SetAlias, SetPeer, RemovePeer>;

/// Makes one change. That the whole still keeps the rules is checkContent()'s to say; this refuses what would leave
/// something behind that nobody cares for. Fails, and changes nothing, with NotFound "directory-edit.unknown",
/// AlreadyExists "directory-edit.known", NotAllowed "directory-edit.keeps-seal" (a member who keeps a seal that is not
/// revoked goes, moves or stops being its keeper), "directory-edit.unit-in-use" (a unit with members, desktops or
/// seals), "directory-edit.last-administrator" (a unit's people would have no system administrator any more),
/// "directory-edit.retired", "directory-edit.revoked" (a seal that is used no more), "directory-edit.personal-seal",
/// InvalidInput
/// "directory-edit.other-key" (a certificate for another key than its subject has), "directory-edit.older-certificate",
/// and as crypto::Certificate::fromDer() and PeerCard::fromBytes() do; `detail` names who or what. Pure.
Result<void> applyChange(DirectoryContent &content, const DirectoryChange &change);

} // namespace wenyi::directory
