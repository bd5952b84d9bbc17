// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/FiguresReader.h"

namespace wenyi::server {

Result<Figures> readFigures(Store &store, const QList<UnitCode> &linkQueues, Instant now)
{
    Figures figures;
    figures.at = now;
    WENYI_TRY(figures.queue, store.envelopes().queue());
    WENYI_TRY(figures.forwards, store.envelopes().queuesOf(linkQueues));
    WENYI_TRY(figures.unanswered, store.answers().outstanding());
    WENYI_TRY(figures.blobs, store.blobs().stored());
    figures.storeBytes = store.sizeOnDisk();
    return figures;
}

Result<QList<UnitFigures>> readUnits(Store &store, const QList<directory::Unit> &units)
{
    WENYI_TRY(const auto queues, store.envelopes().queues());
    WENYI_TRY(const auto owed, store.answers().owed());
    QList<UnitFigures> figures;
    for (const directory::Unit &unit : units) {
        UnitFigures one;
        one.unit = unit.code;
        one.queue = queues.value(unit.code);
        one.owed = owed.value(unit.code);
        WENYI_TRY(one.storedBytes, store.blobs().storedBy(unit.code));
        WENYI_TRY(const journal::LogPosition log, store.unitLog().head(unit.code));
        one.entries = log.number;
        figures.append(one);
    }
    return figures;
}

} // namespace wenyi::server
