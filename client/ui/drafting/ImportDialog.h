// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace wenyi::ui {

/// Asks which file is to be imported, without waiting for the answer.
void askForImport(QWidget *parent, const std::function<void(const QString &path)> &chosen);
/// Asks where a docx goes; `name` is offered.
void askForExport(QWidget *parent, const QString &name, const std::function<void(const QString &path)> &chosen);

} // namespace wenyi::ui
