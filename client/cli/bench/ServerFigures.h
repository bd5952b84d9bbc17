// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wenyi::cli {

/// What another process holds in memory, in MB; 0 where the system does not tell.
double residentMegabytes(qint64 process);

/// The processors' time that another process had, in milliseconds; 0 where the system does not tell.
double processorMilliseconds(qint64 process);

} // namespace wenyi::cli
