// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace wenyi::layout {

/// Parts a title into lines of nearly equal length (梯形 or 菱形), never inside a name in 《》 or a Western word where
/// another place will do, and rather behind 的 关于 and 和 than inside words.
/// `longest` is how many full-width characters a line holds.
QStringList shapeTitle(const QString &title, int longest);

} // namespace wenyi::layout
