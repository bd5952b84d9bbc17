// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QString>

namespace wenyi::core {

/// Reads a whole file of at most `maximum` bytes. Fails with "file.none", "file.too-large", "file.read".
Result<QByteArray> readFile(const QString &path, qsizetype maximum);

/// Writes a file so that after any crash either the old or the new content is there, synced. Fails with "file.write".
Result<void> writeFile(const QString &path, QByteArrayView content);

} // namespace wenyi::core
