// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QStringList>

namespace wenyi::render {

#ifdef WENYI_ADDRESS_SANITIZER
/// AddressSanitizer reserves terabytes for its shadow: there the allocator's own limit stands in (main.cpp).
inline constexpr bool LimitsMemory = false;
#else
inline constexpr bool LimitsMemory = true;
#endif

/// Whether a container whose files are all for everybody to read was put around the program.
enum class Container { None, Around };

/// Gives this program's rights away for good, before it has seen a byte of a foreign file: memory, no processes, no
/// network, no writing, no other file than fonts and what describes them. Tells what stands; fails with Unavailable
/// "render.sandbox" where a part without which nothing foreign may be read could not be put up.
Result<QStringList> confine(Container container);

/// Tries what an intruder would try, a line each on the standard output ("socket: refused"); the number that went
/// through.
int tryToBreakOut();

} // namespace wenyi::render
