// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/ColumnChoice.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

ColumnChoice::ColumnChoice(QTableView *table, const QString &name, int always, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_key(u"columns/"_s + name)
    , m_always(always)
{
    QHeaderView *header = m_table->horizontalHeader();
    restore();
    for (QWidget *place : {static_cast<QWidget *>(header), static_cast<QWidget *>(m_table)}) {
        place->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(place, &QWidget::customContextMenuRequested, this,
            [this, place](const QPoint &at) { showMenu(place->mapToGlobal(at)); });
    }
    // What a person does, and not what a window's growing does.
    connect(header, &QHeaderView::sectionResized, this, [this] {
        if (QApplication::mouseButtons() & Qt::LeftButton)
            keep();
    });
    connect(header, &QHeaderView::sectionMoved, this, &ColumnChoice::keep);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &ColumnChoice::keep);
}

void ColumnChoice::showMenu(const QPoint &global)
{
    auto *menu = new QMenu(m_table);
    menu->setObjectName(u"columns"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QAbstractItemModel &model = *m_table->model();
    for (int column = 0; column < model.columnCount(); ++column) {
        QAction *action = menu->addAction(model.headerData(column, Qt::Horizontal).toString());
        action->setObjectName(u"column-%1"_s.arg(column));
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        action->setEnabled(column != m_always);
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            m_table->setColumnHidden(column, !isShown);
            keep();
        });
    }
    menu->popup(global);
}

void ColumnChoice::keep() const
{
    QSettings kept(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s);
    kept.setValue(m_key, m_table->horizontalHeader()->saveState());
}

void ColumnChoice::restore()
{
    const QSettings kept(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s);
    QHeaderView *header = m_table->horizontalHeader();
    const QByteArray before = header->saveState();
    const int columns = header->count();
    const QByteArray state = kept.value(m_key).toByteArray();
    const bool isTaken = !state.isEmpty() && header->restoreState(state) && header->count() == columns;
    // Of another version, or spoilt: as it was made. A table without its chief column would say nothing.
    if (!state.isEmpty() && (!isTaken || m_table->isColumnHidden(m_always) || shownColumns() == 0))
        header->restoreState(before);
}

int ColumnChoice::shownColumns() const
{
    return m_table->horizontalHeader()->count() - m_table->horizontalHeader()->hiddenSectionCount();
}

} // namespace wenyi::ui
