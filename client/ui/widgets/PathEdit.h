// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace wenyi::ui {

/// The path of a file or folder: typed, or chosen in a window that a button opens.
class PathEdit final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { FileToRead, FileToWrite, Folder };

    PathEdit(Kind kind, const QString &accessibleName, QWidget *parent = nullptr);

    /// Empty where nothing was named.
    QString path() const;
    void setPath(const QString &path);
    /// What is shown while nothing is named.
    void setPlaceholder(const QString &text);

Q_SIGNALS:
    void changed();

private:
    void browse();

    Kind m_kind;
    QLineEdit *m_path;
    QPushButton *m_browse;
};

} // namespace wenyi::ui
