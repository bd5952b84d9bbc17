// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/RecordModel.h"

#include "client/ui/text/Wording.h"

#include <QColor>
#include <QFont>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

int urgencyRank(const QString &urgency)
{
    const qsizetype rank = QStringList{u"特提"_s, u"特急"_s, u"加急"_s, u"平急"_s}.indexOf(urgency);
    return rank < 0 ? 4 : static_cast<int>(rank);
}

bool isShownAsUrgent(const QString &urgency)
{
    return urgencyRank(urgency) < 3;
}

} // namespace

QColor lightColour(modules::DeadlineLight light)
{
    switch (light) {
    case modules::DeadlineLight::Green:
        return QColor(0x1b, 0x7f, 0x3b);
    case modules::DeadlineLight::Yellow:
        return QColor(0x9a, 0x67, 0x00);
    default:
        return QColor(0xc0, 0x1c, 0x12);
    }
}

RecordModel::RecordModel(const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
{
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RecordModel::text(const core::RecordRow &row, int column) const
{
    switch (column) {
    case Urgency:
        return row.urgency;
    case Title:
        return row.title.isEmpty() ? tr("(no title)") : row.title;
    case Number:
        return row.number;
    case Step:
        return row.refusals > 0 ? tr("%1 (%2 without effect)").arg(row.stepName).arg(row.refusals) : row.stepName;
    case Unit:
        return row.from.isEmpty() ? row.to.join(u'、') : row.from;
    case Deadline:
        return deadlineWords(row.light, row.due, m_clock.now());
    case Changed:
        return timeWords(row.changedAt, m_clock.now());
    default:
        return {};
    }
}

QVariant RecordModel::sortKey(const core::RecordRow &row, int column) const
{
    switch (column) {
    case Urgency:
        return urgencyRank(row.urgency);
    case Deadline:
        return row.due ? toMilliseconds(*row.due) : std::numeric_limits<qint64>::max();
    case Changed:
        return toMilliseconds(row.changedAt);
    default:
        return text(row, column);
    }
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const core::RecordRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        // Data is not markup.
        return text(row, index.column()).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return row.isUnread ? tr("unread, %1").arg(text(row, index.column())) : text(row, index.column());
    case SortRole:
        return sortKey(row, index.column());
    case Qt::ForegroundRole:
        if (index.column() == Urgency && isShownAsUrgent(row.urgency))
            return QColor(0xc0, 0x1c, 0x12);
        if (index.column() == Deadline && row.light != modules::DeadlineLight::None)
            return lightColour(row.light);
        return {};
    case Qt::FontRole: {
        const bool isBold = row.isUnread || (index.column() == Urgency && isShownAsUrgent(row.urgency));
        if (!isBold)
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Urgency:
        return tr("Urgency");
    case Title:
        return tr("Title");
    case Number:
        return tr("Number");
    case Step:
        return tr("Step");
    case Unit:
        return tr("From or to");
    case Deadline:
        return tr("Deadline");
    case Changed:
        return tr("Changed");
    default:
        return {};
    }
}

bool RecordModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more == More::Yes && !m_isFetching;
}

void RecordModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_isFetching = true;
    Q_EMIT moreWanted();
}

int RecordModel::rowOf(const StreamId &stream) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).stream == stream)
            return static_cast<int>(row);
    }
    return -1;
}

void RecordModel::replace(const QList<core::RecordRow> &rows, More more)
{
    beginResetModel();
    m_rows = rows;
    m_more = more;
    m_isFetching = false;
    endResetModel();
}

void RecordModel::update(const QList<core::RecordRow> &rows, More more)
{
    for (qsizetype place = 0; place < rows.size(); ++place) {
        const int at = static_cast<int>(place);
        const int from = rowOf(rows.at(place).stream);
        if (from < 0) {
            beginInsertRows({}, at, at);
            m_rows.insert(place, rows.at(place));
            endInsertRows();
            continue;
        }
        if (from != at) {
            beginMoveRows({}, from, from, {}, at);
            m_rows.move(from, at);
            endMoveRows();
        }
        m_rows[place] = rows.at(place);
        Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
    if (m_rows.size() > rows.size()) {
        beginRemoveRows({}, static_cast<int>(rows.size()), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    m_more = more;
    m_isFetching = false;
}

void RecordModel::append(const QList<core::RecordRow> &rows, More more)
{
    if (!rows.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        m_rows += rows;
        endInsertRows();
    }
    m_more = more;
    m_isFetching = false;
}

} // namespace wenyi::ui
