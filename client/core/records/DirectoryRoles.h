// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/Directory.h"
#include "shared/modules/Record.h"

namespace wenyi::core {

/// What the directory says of a member's roles, by their stable names.
///
/// The directory is looked at, not copied: when it is replaced, what is folded from then on sees the newer one.
class DirectoryRoles final : public modules::RoleSource
{
public:
    explicit DirectoryRoles(const directory::Directory &directory)
        : m_directory(directory)
    {
    }

    QStringList rolesOf(const MemberId &member, const UnitCode &unit, Instant at) const override;

private:
    const directory::Directory &m_directory;
};

} // namespace wenyi::core
