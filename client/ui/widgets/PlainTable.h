// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QStandardItemModel;

namespace wenyi::ui {

/// A short table of texts to read: rows are chosen whole, Ctrl+C copies them. What it shows is never taken for markup.
class PlainTable final : public QTableView
{
    Q_OBJECT

public:
    /// `stretched`: the column that takes the room that is left.
    PlainTable(const QString &accessibleName, const QStringList &headers, int stretched, QWidget *parent = nullptr);

    /// Changes row by row, so that the choice stays where it was.
    void setRows(const QList<QStringList> &rows);
    int rowCount() const;
    QString text(int row, int column) const;
    /// -1 where none is chosen.
    int chosenRow() const;
    void chooseRow(int row);
    /// Header and rows, tabs between the columns: what WPS pastes as cells.
    QString copied() const;

Q_SIGNALS:
    void chosenRowChanged(int row);
    void rowActivated(int row);

protected:
    int sizeHintForColumn(int column) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setCell(int row, int column, const QString &text);
    QStandardItemModel *m_rows;
};

} // namespace wenyi::ui
