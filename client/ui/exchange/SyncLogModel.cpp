// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/SyncLogModel.h"

#include "client/ui/text/SyncWording.h"
#include "client/ui/text/Wording.h"

#include <algorithm>

namespace wenyi::ui {

SyncLogModel::SyncLogModel(core::SyncKeeper &keeper, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_keeper(keeper)
    , m_clock(clock)
    , m_events(keeper.log().rbegin(), keeper.log().rend())
{
    connect(&m_keeper, &core::SyncKeeper::logged, this, &SyncLogModel::take);
}

void SyncLogModel::take(qsizetype lines)
{
    const QList<core::SyncEvent> &log = m_keeper.log();
    const qsizetype count = std::min(lines, log.size());
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    for (qsizetype i = log.size() - count; i < log.size(); ++i)
        m_events.prepend(log.at(i));
    endInsertRows();
    if (m_events.size() <= log.size())
        return;
    beginRemoveRows({}, static_cast<int>(log.size()), static_cast<int>(m_events.size()) - 1);
    m_events.resize(log.size());
    endRemoveRows();
}

int SyncLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int SyncLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SyncLogModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignTop);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (role == Qt::ToolTipRole)
        return data(index, Qt::DisplayRole).toString().toHtmlEscaped(); // Data is not markup.
    const core::SyncEvent &event = m_events.at(index.row());
    if (index.column() == Time)
        return timeWords(event.at, m_clock.now());
    const SyncLine line = wordsOf(event);
    switch (index.column()) {
    case What:
        return line.what;
    case Result:
        return line.result;
    case Cause:
        return line.cause;
    default:
        return line.nextStep;
    }
}

QVariant SyncLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case What:
        return tr("What");
    case Result:
        return tr("Result");
    case Cause:
        return tr("Cause");
    default:
        return tr("Next step");
    }
}

} // namespace wenyi::ui
