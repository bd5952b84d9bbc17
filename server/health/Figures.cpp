// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/Figures.h"

namespace wenyi::server {

std::optional<QByteArray> ailmentOf(const Standing &standing)
{
    if (standing.isReadOnly)
        return "store.read-only";
    if (standing.isStoreAway)
        return "store.away";
    if (standing.freeBytes < standing.diskReserve)
        return "store.full";
    if (!standing.certificateFault.isEmpty())
        return standing.certificateFault;
    if (!standing.directoryFault.isEmpty())
        return standing.directoryFault;
    return std::nullopt;
}

} // namespace wenyi::server
