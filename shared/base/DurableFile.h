// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QString>

namespace wenyi {

/// Puts a small file into place whole or not at all: a temporary neighbour, synced, renamed over the old one, and the
/// folder synced, so that neither a killed program nor a power cut leaves a torn or vanished file. Only its owner can
/// read it. Fails with StorageFailure "file.write", "file.sync" (what was there before is still there), "store.full",
/// "file.folder-sync".
Result<void> writeDurably(const QString &path, QByteArrayView content);

/// Reads a file of at most `maximum` bytes.
/// Fails with NotFound "file.missing", TooLarge "file.too-large", StorageFailure "file.read".
Result<QByteArray> readBounded(const QString &path, qsizetype maximum);

} // namespace wenyi
