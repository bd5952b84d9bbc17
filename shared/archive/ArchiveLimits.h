// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"

namespace wenyi::archive {

/// What a ZIP container may cost its reader; checked before anything is allocated and again while inflating.
struct ArchiveLimits
{
    qsizetype packageBytes = 512 * limits::MiB;
    qsizetype entries = 20'000;
    qsizetype entryBytes = 128 * limits::MiB;
    qsizetype totalBytes = 512 * limits::MiB;
    qsizetype nameBytes = 1024;
    qsizetype ratio = 400;                 ///< Uncompressed to compressed, for entries over `ratioFrom`.
    qsizetype ratioFrom = 4 * limits::MiB; ///< Small entries may pack as well as they like.
    qsizetype leadingBytes =
        64 * limits::KiB; ///< Foreign bytes before the first entry: some makers put a header there.
};

} // namespace wenyi::archive
