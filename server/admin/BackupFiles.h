// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/Result.h"

#include <QString>
#include <QStringList>

/// What backups of both forms do with files.
namespace wenyi::server {

/// Files below a folder, relative to it, in order.
QStringList filesBelow(const QString &folder);
/// Whether a name out of a backup is a path below its folder and nothing else.
bool staysInside(const QString &name);
/// Fails with NotFound "file.missing", StorageFailure "file.read".
Result<Digest> digestOfFile(const QString &path);

} // namespace wenyi::server
