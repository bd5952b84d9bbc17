// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wenyi::ui {

/// 常用语: the office's common phrases for opinions, as they come with the program.
QStringList commonPhrases();

} // namespace wenyi::ui
