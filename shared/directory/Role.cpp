// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/Role.h"

namespace wenyi::directory {

const QList<Role> &allRoles()
{
    static const QList<Role> roles{Role::Clerk, Role::Reviewer, Role::Leader, Role::Registrar, Role::SealKeeper,
        Role::MailRoom, Role::Handler, Role::DutyOfficer, Role::Supervisor, Role::SystemAdministrator,
        Role::SecurityAdministrator, Role::Auditor};
    return roles;
}

QString roleName(Role role)
{
    switch (role) {
    case Role::Clerk:
        return QStringLiteral("clerk");
    case Role::Reviewer:
        return QStringLiteral("reviewer");
    case Role::Leader:
        return QStringLiteral("leader");
    case Role::Registrar:
        return QStringLiteral("registrar");
    case Role::SealKeeper:
        return QStringLiteral("seal-keeper");
    case Role::MailRoom:
        return QStringLiteral("mail-room");
    case Role::Handler:
        return QStringLiteral("handler");
    case Role::DutyOfficer:
        return QStringLiteral("duty-officer");
    case Role::Supervisor:
        return QStringLiteral("supervisor");
    case Role::SystemAdministrator:
        return QStringLiteral("system-administrator");
    case Role::SecurityAdministrator:
        return QStringLiteral("security-administrator");
    case Role::Auditor:
        break;
    }
    return QStringLiteral("auditor");
}

Result<Role> roleFromName(QStringView name)
{
    for (const Role role : allRoles()) {
        if (roleName(role) == name)
            return role;
    }
    return Error{ErrorCode::InvalidInput, "directory.role", name.left(64).toString()};
}

bool isOfficer(Role role)
{
    return role == Role::SystemAdministrator || role == Role::SecurityAdministrator || role == Role::Auditor;
}

} // namespace wenyi::directory
