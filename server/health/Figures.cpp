// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/Figures.h"

namespace wenyi::server {

std::optional<QByteArray> ailmentOf(const Standing &standing)
{
    if (standing.isSuperseded)
        return "server.superseded";
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
    if (standing.standby && standing.standby->isMissed)
        return "standby.missed";
    if (standing.backup && standing.backup->hasFailed)
        return "backup.failed";
    if (standing.backup && standing.backup->isOld)
        return "backup.old";
    return std::nullopt;
}

} // namespace wenyi::server
