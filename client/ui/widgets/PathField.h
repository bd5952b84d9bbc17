// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QWidget>

class QHBoxLayout;
class QLineEdit;

namespace wenyi::ui {

/// A path that is typed or chosen: a line with a button for each kind of choice.
class PathField final : public QWidget
{
    Q_OBJECT

public:
    enum class Choice { Folder, File, NewFile, FileOrFolder };

    /// `filter`: of files, as QFileDialog takes it.
    PathField(const QString &accessibleName, Choice choice, const QString &filter = {}, QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);
    /// Fails with AlreadyExists "file.exists" where a new file would take the place of one that is there, unless it was
    /// chosen behind the button, which asks.
    Result<void> checkNew() const;
    QLineEdit &edit() { return *m_edit; }

Q_SIGNALS:
    /// With every letter that is typed.
    void changed();
    /// When the person is done with it.
    void chosen();

private:
    enum class Wanted { Folder, File, NewFile };
    void addButton(QHBoxLayout &row, const QString &words, Wanted wanted);
    void browse(Wanted wanted);

    QLineEdit *m_edit;
    Choice m_choice;
    QString m_filter;
    QString m_replaced; ///< The file that may be replaced, as the person said.
};

/// PathField::checkNew() of every field of a window that can be filled in.
Result<void> checkNewFiles(const QWidget &window);

} // namespace wenyi::ui
