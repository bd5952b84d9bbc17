// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace wenyi::archive {

/// How an entry's name was encoded, as its general purpose flag (bit 11) tells.
enum class NameEncoding { Utf8, Unstated };

/// The path that an entry's raw name stands for; tolerated oddities are added to `notes`.
///
/// Fails with "archive.entry-name-encoding", "archive.entry-name-empty", "archive.entry-name-escapes" or
/// "archive.entry-name-character".
Result<QString> entryPath(QByteArrayView rawName, NameEncoding encoding, QStringList &notes);

/// Two paths with the same key are the same file on some system (NFC, case folded, no trailing dots and blanks).
QString twinKey(const QString &path);

/// Whether the path may stand in a package: no empty, `.` or `..` part, no control, direction or stream characters.
Result<void> checkEntryPath(const QString &path);

} // namespace wenyi::archive
