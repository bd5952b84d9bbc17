// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QProcess;

namespace wenyi::core {

/// To be called before a program is started: what it starts in turn belongs to it.
void beginProcessGroup(QProcess &process);
/// Ends all that is left of a group, named by the first one's id; nothing happens where none is.
void killProcessGroup(qint64 group);

} // namespace wenyi::core
