// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <QDialog>

namespace wenyi::ui {

/// 文件: one opened file in the viewer, told to be what it is: a foreign file that nobody vouches for.
class FileWindow final : public QDialog
{
    Q_OBJECT

public:
    FileWindow(const QString &name, const core::ViewedFileRef &file, QWidget *parent = nullptr);
};

} // namespace wenyi::ui
