// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DocumentMerge.h"

#include <QTextEdit>

class QTextTable;

namespace wenyi::ui {

/// 并排: two versions in two columns, what belongs together on one row, so that both scroll as one. What is gone is
/// struck through, what is new underlined, both in colour, too; each changed row has a sign of its own.
class ComparisonView final : public QTextEdit
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget *parent = nullptr);

    void show(const document::DocumentComparison &comparison, const QString &before, const QString &after);
    /// Brings a difference into view, by its number in document::differencesOf().
    void showDifference(qsizetype number);
    using QTextEdit::show;

private:
    struct Row
    {
        QString label;
        document::UnitChange change = document::UnitChange::Same;
        QList<document::TextRun> before;
        QList<document::TextRun> after;
        bool isDifference = false;
    };
    static QList<Row> rowsOf(const document::DocumentComparison &comparison);
    static void appendBody(QList<Row> &rows, const QList<document::ComparedBlock> &body, const QString &label);
    void fill(QTextTable *table, int at, const Row &row);

    QList<int> m_places; ///< Of each difference: the position in the text.
};

} // namespace wenyi::ui
