// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/Directory.h"
#include "shared/directory/DirectoryDifference.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace wenyi::cli {

/// A directory for a person: its head, then each unit with its members, desktops and seals, then groups and aliases.
QStringList directoryLines(const directory::Directory &directory);
/// The same for `--json`; certificates are told by serial number and end.
QJsonObject directoryJson(const directory::Directory &directory);
/// Certificates that end before a moment, soonest first: whose, purpose, serial, notAfter.
QJsonArray endingSoon(const directory::Directory &directory, Instant before);
QJsonObject differenceJson(const directory::DirectoryDifference &difference);

} // namespace wenyi::cli
