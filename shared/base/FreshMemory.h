// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wenyi {

/// Has the system put memory behind these bytes now, all at once, as it else would at each page's first write. The
/// bytes are the caller's to write, and keep what they hold. A system that cannot do it does nothing.
void backWithMemory(char *bytes, qsizetype size);

} // namespace wenyi
