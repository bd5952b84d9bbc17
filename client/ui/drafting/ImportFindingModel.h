// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"

#include <QAbstractTableModel>

namespace wenyi::ui {

/// 识别结果 as rows: how certain, which element, the text or what was concluded, and why it is no more certain.
class ImportFindingModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { CertaintyColumn, ElementColumn, TextColumn, ReasonColumn, Columns };
    enum class Rows { All, Doubtful };

    explicit ImportFindingModel(QObject *parent = nullptr);

    /// Another report, of which nothing that was shown remains.
    void show(const document::ImportedText &imported, Rows rows);
    const document::ImportFinding &finding(int row) const { return m_imported.findings.at(m_rows.at(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString contentOf(const document::ImportFinding &found) const;

    document::ImportedText m_imported;
    QList<qsizetype> m_rows; ///< Which of them are shown.
};

} // namespace wenyi::ui
