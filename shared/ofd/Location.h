// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"

#include <QString>
#include <QStringList>

#include <optional>

/// ST_Loc (GB/T 33190 7.3): where in the package something lies.
namespace wenyi::ofd {

/// Characters of a location without the blanks around it, once its escapes are read.
inline constexpr qsizetype LongestLocation = 2048;

/// The folder that a file lies in, without a closing slash; empty for the root.
QString folderOf(const QString &path);

/// The package path that `location` names: "/" starts at the root, anything else at `folder`. Nothing where it escapes.
std::optional<QString> resolveLocation(const QString &folder, QStringView location);

/// Every path that readers in the wild may take `location` for, best first: from each of the folders, then from the
/// root, each as it stands and with %XX undone.
QStringList locationCandidates(const QStringList &folders, QStringView location);

/// The first candidate that is in the package.
std::optional<QString> locate(const Package &package, const QStringList &folders, QStringView location);

} // namespace wenyi::ofd
