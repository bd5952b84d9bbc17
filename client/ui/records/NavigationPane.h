// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordList.h"
#include "shared/directory/Role.h"
#include "shared/modules/ModuleDefinition.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace wenyi::ui {

/// 导航: the boxes, then the modules with the same boxes each, with how many records lie in them. A leader sees 待签批
/// and 待阅, large, and finds the rest under one head.
class NavigationPane final : public QTreeView
{
    Q_OBJECT

public:
    enum class Home { Full, Leader };
    explicit NavigationPane(
        const QList<modules::NamedWord> &modules, Home home = Home::Full, QWidget *parent = nullptr);
    /// Whose home: of who leads and does no other work of the office that of leaders.
    static Home homeOf(const QList<directory::Role> &roles);

    void showCounts(const QList<core::BoxCount> &counts);
    void choose(core::Box box, const QString &module = {});
    /// How many are shown at a place; for tests and the window's title.
    qint64 count(core::Box box, const QString &module = {}) const;

Q_SIGNALS:
    void chosen(wenyi::core::Box box, const QString &module);

private:
    QStandardItem *itemOf(core::Box box, const QString &module) const;
    void addBoxes(QStandardItem *parent, const QList<core::Box> &boxes, const QString &module);
    void addModules(QStandardItem *parent, const QList<modules::NamedWord> &modules);
    void addLeadersHome(const QList<modules::NamedWord> &modules);

    QStandardItemModel *m_model;
};

} // namespace wenyi::ui
