// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/DirectoryResolver.h"

namespace wenyi::exchange {

NameResolver resolverOf(const directory::Directory &directory)
{
    return [directory](const QString &name) -> Result<QList<UnitCode>> {
        const directory::Unit *unit = directory.unit(UnitCode(name));
        if (!unit)
            return directory.resolve(name);
        while (unit->state == directory::UnitState::Retired) { // Ends: a directory with a ring is not opened.
            if (!unit->successor)
                return Error{ErrorCode::NotAllowed, "directory.retired", unit->name};
            unit = directory.unit(*unit->successor);
        }
        return QList<UnitCode>{unit->code};
    };
}

} // namespace wenyi::exchange
