// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QIODevice>

namespace wenyi::core {

/// Copies what of a file can be read. Where the device gives nothing the copy has noughts, a sector at a time. Both are
/// open without a buffer. Gives how many octets could not be read. Fails with StorageFailure "file.write".
Result<qint64> copyReadable(QIODevice &from, QIODevice &to);

} // namespace wenyi::core
