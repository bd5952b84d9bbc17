// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/document/ChangeAuthors.h"
#include "shared/document/DocumentMerge.h"

#include <QTextEdit>

class QTextTable;

namespace wenyi::ui {

/// 并排: two versions in two columns, what belongs together on one row, so that both scroll as one. What is gone is
/// struck through, what is new underlined, both in colour, too; each changed row has a sign of its own. The arrow keys
/// move the caret; at a change, and where the mouse points at one, it says who made it, when, and how.
class ComparisonView final : public QTextEdit
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget *parent = nullptr);

    /// `before` and `after` head the columns; `marked` tells who made the changes.
    void show(const document::DocumentComparison &comparison, const document::MarkedDocument &marked,
        const QString &before, const QString &after, Instant now);
    /// Brings a difference into view, by its number in document::differencesOf(), with the caret at its first change.
    void showDifference(qsizetype number);
    /// Who made its first change, when, and how; empty where no text changed.
    QString noteOf(qsizetype number) const;
    using QTextEdit::show;

Q_SIGNALS:
    /// The caret is at a change, or no longer (empty).
    void noteChanged(const QString &note);

protected:
    bool viewportEvent(QEvent *event) override;

private:
    struct Row
    {
        QString label;
        document::UnitChange change = document::UnitChange::Same;
        QList<document::AuthoredRun> before;
        QList<document::AuthoredRun> after;
        bool isDifference = false;
    };
    static QList<Row> rowsOf(const document::DocumentComparison &comparison, document::ChangeAuthors &authors);
    static void appendBody(QList<Row> &rows, const QList<document::ComparedBlock> &body, const QString &label,
        document::ChangeAuthors &authors);
    int fill(QTextTable *table, int at, const Row &row);
    void insert(QTextCursor &cursor, const QList<document::AuthoredRun> &runs, document::UnitChange unit, int &first);
    QString noteAt(const QTextCursor &cursor) const;

    QList<int> m_places; ///< Of each difference: the position in the text.
    QStringList m_notes; ///< That characters name by their format.
    QList<document::RevisionMaker> m_makers;
    Instant m_now{};
};

} // namespace wenyi::ui
