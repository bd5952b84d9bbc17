// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QPlainTextEdit;
class QSplitter;
class QWidget;

namespace wenyi::ui {

class PlainTable;

/// A table over the details of its chosen row, which are for reading alone; `name` tells them to a screen reader.
QSplitter *detailsBelow(PlainTable &table, QPlainTextEdit &details, const QString &name, QWidget *parent);

} // namespace wenyi::ui
