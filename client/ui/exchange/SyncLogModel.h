// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncKeeper.h"

#include <QAbstractTableModel>

namespace wenyi::ui {

/// The lines of the synchronisation log, the newest first.
class SyncLogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, What, Result, Cause, NextStep, ColumnCount };

    /// The keeper outlives the model.
    SyncLogModel(core::SyncKeeper &keeper, const Clock &clock, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const core::SyncEvent &eventAt(int row) const { return m_events.at(row); }

private:
    void take(qsizetype lines);

    core::SyncKeeper &m_keeper;
    const Clock &m_clock;
    QList<core::SyncEvent> m_events;
};

} // namespace wenyi::ui
