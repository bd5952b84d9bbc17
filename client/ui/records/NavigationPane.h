// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordList.h"
#include "shared/modules/ModuleDefinition.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace wenyi::ui {

/// 导航: the boxes, then the modules with the same boxes each, with how many records lie in them.
class NavigationPane final : public QTreeView
{
    Q_OBJECT

public:
    explicit NavigationPane(const QList<modules::NamedWord> &modules, QWidget *parent = nullptr);

    void showCounts(const QList<core::BoxCount> &counts);
    void choose(core::Box box, const QString &module = {});
    /// How many are shown at a place; for tests and the window's title.
    qint64 count(core::Box box, const QString &module = {}) const;

Q_SIGNALS:
    void chosen(wenyi::core::Box box, const QString &module);

private:
    QStandardItem *itemOf(core::Box box, const QString &module) const;
    void addBoxes(QStandardItem *parent, const QString &module);

    QStandardItemModel *m_model;
};

} // namespace wenyi::ui
