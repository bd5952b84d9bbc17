// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/PlainTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

PlainTable::PlainTable(const QString &accessibleName, const QStringList &headers, int stretched, QWidget *parent)
    : QTableView(parent)
    , m_rows(new QStandardItemModel(this))
{
    setAccessibleName(accessibleName);
    m_rows->setHorizontalHeaderLabels(headers);
    setModel(m_rows);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 10);
    // It takes the room that its layout has left, and asks for none of its own.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) { Q_EMIT chosenRowChanged(current.isValid() ? current.row() : -1); });
    connect(this, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
}

void PlainTable::setCell(int row, int column, const QString &text)
{
    QStandardItem *item = m_rows->item(row, column);
    if (!item) {
        item = new QStandardItem;
        m_rows->setItem(row, column, item);
    }
    if (item->text() == text)
        return;
    item->setText(text);
    item->setToolTip(text.toHtmlEscaped());
}

void PlainTable::setRows(const QList<QStringList> &rows)
{
    if (m_rows->rowCount() > rows.size())
        m_rows->removeRows(static_cast<int>(rows.size()), static_cast<int>(m_rows->rowCount() - rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        if (row >= m_rows->rowCount())
            m_rows->insertRow(row);
        for (int column = 0; column < m_rows->columnCount(); ++column)
            setCell(row, column, rows.at(row).value(column));
    }
}

int PlainTable::rowCount() const
{
    return m_rows->rowCount();
}

QString PlainTable::text(int row, int column) const
{
    const QStandardItem *item = m_rows->item(row, column);
    return item ? item->text() : QString();
}

int PlainTable::chosenRow() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void PlainTable::chooseRow(int row)
{
    setCurrentIndex(m_rows->index(row, 0));
}

QString PlainTable::copied() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < m_rows->columnCount(); ++column)
        cells.append(m_rows->headerData(column, Qt::Horizontal).toString());
    lines.append(cells.join(u'\t'));
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < m_rows->columnCount(); ++column)
            cells.append(text(row, column).replace(u'\t', u' ').replace(u'\n', u' '));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

int PlainTable::sizeHintForColumn(int column) const
{
    return QTableView::sizeHintForColumn(column) + fontMetrics().horizontalAdvance(u'汉');
}

void PlainTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(copied());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace wenyi::ui
