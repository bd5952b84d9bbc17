// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Volumes.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;

namespace wenyi::ui {

/// Where a package is written to or read from: what is plugged in stands first, any other folder can be named.
class FolderChoice final : public QWidget
{
    Q_OBJECT

public:
    explicit FolderChoice(QWidget *parent = nullptr);

    QString folder() const;
    /// Looks again what is plugged in; without waiting for it.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void showVolumes(const QList<core::Volume> &volumes);
    void browse();

    QLabel *m_none;
    QListWidget *m_volumes;
    QLineEdit *m_folder;
};

} // namespace wenyi::ui
