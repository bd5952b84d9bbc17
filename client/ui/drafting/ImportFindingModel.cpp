// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/ImportFindingModel.h"

#include "client/ui/drafting/ImportWords.h"
#include "shared/document/DocumentFields.h"

namespace wenyi::ui {

namespace {

constexpr qsizetype LongestCell = 80;
constexpr qsizetype LongestTip = 600;

QString shortened(const QString &text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(longest) + u'…';
}

} // namespace

ImportFindingModel::ImportFindingModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ImportFindingModel::show(const document::ImportedText &imported, Rows rows)
{
    beginResetModel();
    m_imported = imported;
    m_rows.clear();
    for (qsizetype i = 0; i < imported.findings.size(); ++i) {
        if (rows == Rows::All || imported.findings.at(i).certainty != document::Certainty::Recognised)
            m_rows.append(i);
    }
    endResetModel();
}

int ImportFindingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportFindingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString ImportFindingModel::contentOf(const document::ImportFinding &found) const
{
    const bool isConcluded = found.line == 0 && found.source.isEmpty();
    if (!isConcluded)
        return found.source;
    return document::fieldText(m_imported.document, document::elementName(found.element)).replace(u'\n', u'、');
}

QVariant ImportFindingModel::data(const QModelIndex &index, int role) const
{
    const bool isTip = role == Qt::ToolTipRole;
    if (!index.isValid() || (role != Qt::DisplayRole && !isTip))
        return {};
    const document::ImportFinding &found = finding(index.row());
    QString text;
    if (index.column() == CertaintyColumn)
        text = certaintyWord(found.certainty);
    else if (index.column() == ElementColumn)
        text = elementTitle(found.element);
    else if (index.column() == TextColumn)
        text = shortened(contentOf(found), isTip ? LongestTip : LongestCell);
    else
        text = findingSentence(found);
    return isTip ? text.toHtmlEscaped() : text;
}

QVariant ImportFindingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CertaintyColumn:
        return tr("Certainty");
    case ElementColumn:
        return tr("Element");
    case TextColumn:
        return tr("Content");
    default:
        return tr("Why");
    }
}

} // namespace wenyi::ui
