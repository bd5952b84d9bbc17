// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QTableView;
class QPoint;

namespace wenyi::ui {

/// 显示列: lets a person choose which columns a table shows, by its header's menu or the menu key, and keeps that with
/// their widths, order and sorting on this machine from one start to the next.
class ColumnChoice final : public QObject
{
    Q_OBJECT

public:
    /// `name`: of the table, in the settings. `always`: a column that is not hidden. Takes what was kept at once, where
    /// the table still has as many columns; the table outlives it.
    ColumnChoice(QTableView *table, const QString &name, int always, QObject *parent = nullptr);

    void showMenu(const QPoint &global);

private:
    void keep() const;
    void restore();
    int shownColumns() const;

    QTableView *m_table;
    QString m_key;
    int m_always;
};

} // namespace wenyi::ui
