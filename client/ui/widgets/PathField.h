// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    QString m_filter;
};

} // namespace wenyi::ui
