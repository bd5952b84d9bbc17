// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/FiguresReader.h"

namespace wenyi::server {

Result<Figures> readFigures(Store &store, Instant now)
{
    Figures figures;
    figures.at = now;
    WENYI_TRY(figures.queue, store.envelopes().queue());
    WENYI_TRY(figures.unanswered, store.answers().outstanding());
    WENYI_TRY(figures.blobs, store.blobs().stored());
    figures.storeBytes = store.sizeOnDisk();
    return figures;
}

} // namespace wenyi::server
