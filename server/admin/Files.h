// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QString>

namespace wenyi::server {

/// writeDurably() with the folders above it: after any crash either the old or the new content is there, synced, and
/// only the owner can read it.
Result<void> writeFile(const QString &path, QByteArrayView content);

} // namespace wenyi::server
