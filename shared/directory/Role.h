// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QList>
#include <QStringView>

namespace wenyi::directory {

/// What a member may do in the unit's work. The names are written into directories, process definitions and journals.
enum class Role {
    Clerk,                 ///< 拟稿人 "clerk"
    Reviewer,              ///< 核稿人 "reviewer"
    Leader,                ///< 签发人 "leader"
    Registrar,             ///< 编号员 "registrar"
    SealKeeper,            ///< 印章管理员 "seal-keeper"
    MailRoom,              ///< 收发员 "mail-room"
    Handler,               ///< 承办人 "handler"
    DutyOfficer,           ///< 值班员 "duty-officer"
    Supervisor,            ///< 督查员 "supervisor"
    SystemAdministrator,   ///< 系统管理员 "system-administrator"
    SecurityAdministrator, ///< 安全保密管理员 "security-administrator"
    Auditor                ///< 安全审计员 "auditor"
};

const QList<Role> &allRoles();
/// The stable name, e.g. "seal-keeper".
QString roleName(Role role);
/// Fails with InvalidInput "directory.role".
Result<Role> roleFromName(QStringView name);
/// Whether the role is one of the three officers (三员), who are separate people.
bool isOfficer(Role role);

} // namespace wenyi::directory
