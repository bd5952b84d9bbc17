// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>

namespace wenyi {

/// Makes names that were put into a folder outlive a power cut. Fails with StorageFailure "file.folder-sync".
Result<void> syncFolder(const QString &path);

/// Makes a file's content outlive a power cut. Fails with StorageFailure "file.sync".
Result<void> syncFile(const QString &path);

/// Makes a folder with all files and folders below it outlive a power cut; the name of the folder itself is its parent's.
/// Fails with StorageFailure "file.sync", "file.folder-sync".
Result<void> syncTree(const QString &path);

} // namespace wenyi
