// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace wenyi::core {

/// Where a helper's program lies: installed, or built as client/FOLDER/NAME.
QString helperProgram(const QString &folder, const QString &name);

/// What a helper is told of the person's environment: its language, the named variables as far as there are any, and
/// nothing else. No search paths, no preloading, no settings of libraries.
QProcessEnvironment helperEnvironment(const QStringList &names);

} // namespace wenyi::core
