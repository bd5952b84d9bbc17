// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wenyi {

/// The number by which the system knows the kind of file system that a path lies on (statfs); 0 where it tells none.
quint64 fileSystemKind(const QString &path);

/// The name of a kind whose files lie on another machine, for people; empty for others. There the locks and the shared
/// memory of a database do not hold.
QString networkShareName(quint64 kind);

} // namespace wenyi
