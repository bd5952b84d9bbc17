// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordList.h"

#include <QAbstractTableModel>

namespace wenyi::ui {

/// The colour beside a deadline's shape and word.
QColor lightColour(modules::DeadlineLight light);

/// The lines of a list of records, in the order in which the core gives them; changed by row.
class RecordModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Urgency, Title, Number, Step, Unit, Deadline, Changed, ColumnCount };
    /// Role under which a column's sort key stands.
    static constexpr int SortRole = Qt::UserRole + 1;

    /// Whether there are lines behind those that were handed in.
    enum class More { No, Yes };

    explicit RecordModel(const Clock &clock, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    const core::RecordRow &row(int row) const { return m_rows.at(row); }
    /// -1 where the record is not among the lines.
    int rowOf(const StreamId &stream) const;

    /// Another list altogether.
    void replace(const QList<core::RecordRow> &rows, More more);
    /// The same list as it is now: rows that stay are moved and changed, so that the selection stays with its record.
    void update(const QList<core::RecordRow> &rows, More more);
    void append(const QList<core::RecordRow> &rows, More more);

Q_SIGNALS:
    /// Somebody scrolled to the end.
    void moreWanted();

private:
    QString text(const core::RecordRow &row, int column) const;
    QVariant sortKey(const core::RecordRow &row, int column) const;

    const Clock &m_clock;
    QList<core::RecordRow> m_rows;
    More m_more = More::No;
    bool m_isFetching = false;
};

} // namespace wenyi::ui
