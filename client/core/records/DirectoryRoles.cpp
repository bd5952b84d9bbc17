// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DirectoryRoles.h"

namespace wenyi::core {

QStringList DirectoryRoles::rolesOf(const MemberId &member, const UnitCode &unit, Instant) const
{
    QStringList names;
    const directory::Member *found = m_directory.member(member);
    if (!found || found->unit != unit)
        return names;
    for (const directory::Role role : found->roles)
        names.append(directory::roleName(role));
    return names;
}

} // namespace wenyi::core
