// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/FreshMemory.h"

#include <sys/mman.h>
#include <unistd.h>

namespace wenyi {

void backWithMemory(char *bytes, qsizetype size)
{
    // MADV_POPULATE_WRITE of Linux 5.14, which older headers do not name; an older kernel refuses it at once.
    constexpr int PopulateForWriting = 23;
    static const auto page = static_cast<quintptr>(sysconf(_SC_PAGESIZE));
    const quintptr intoPage = reinterpret_cast<quintptr>(bytes) % page;
    (void)madvise(bytes - intoPage, static_cast<size_t>(size) + intoPage, PopulateForWriting);
}

} // namespace wenyi
