// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/RecipientBook.h"

#include <QWidget>

class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace wenyi::ui {

/// 选择收文单位: the directory's units and groups as a tree in its order, found by characters of a full or short name.
/// Enter or a double click chooses; a group chooses all of its units.
class RecipientPicker final : public QWidget
{
    Q_OBJECT

public:
    explicit RecipientPicker(QWidget *parent = nullptr);

    void showBook(const core::RecipientBook &book);

Q_SIGNALS:
    void chosen(const QList<wenyi::UnitCode> &units);

private:
    void addUnit(const core::Recipient &recipient, const core::RecipientBook &book,
        QHash<UnitCode, QStandardItem *> &items, QStandardItem *root);
    void filter(const QString &text);
    void choose(const QModelIndex &index);
    void chooseFirst();

    QLineEdit *m_search;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QTreeView *m_tree;
};

} // namespace wenyi::ui
