// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/ComparisonView.h"

#include "client/ui/comparing/ComparisonWords.h"

#include <QScrollBar>
#include <QTextTable>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using namespace document;

// On white paper whatever the theme; 4.5:1 and more.
const QColor Ink(0x1A, 0x1A, 0x1A);
const QColor Gone(0xA8, 0x00, 0x00);
const QColor GoneGround(0xFD, 0xEC, 0xEC);
const QColor New(0x00, 0x5A, 0x2E);
const QColor NewGround(0xE6, 0xF6, 0xEC);
const QColor Quiet(0x60, 0x60, 0x60);

/// The runs that one version has.
QList<TextRun> without(const QList<TextRun> &runs, RunChange change)
{
    QList<TextRun> left;
    for (const TextRun &run : runs) {
        if (run.change != change)
            left.append(run);
    }
    return left;
}

void appendRow(QList<TextRun> &runs, const ComparedRow &row, RunChange missing)
{
    const qsizetype cells = missing == RunChange::Deleted ? row.cellsAfter : row.cellsBefore;
    for (qsizetype i = 0; i < std::min(cells, row.cells.size()); ++i) {
        if (i > 0)
            runs.append({RunChange::Same, u" ｜ "_s});
        runs += without(row.cells.at(i), missing);
    }
    if (cells > 0)
        runs.append({RunChange::Same, u"\n"_s});
}

/// What one version shows of a block; `missing` is what it does not have.
QList<TextRun> shownRuns(const ComparedBlock &block, RunChange missing)
{
    const bool isAbsent = missing == RunChange::Inserted ? block.before < 0 : block.after < 0;
    if (isAbsent)
        return {};
    QList<TextRun> runs = without(block.runs, missing);
    for (const ComparedRow &row : block.rows)
        appendRow(runs, row, missing);
    if (std::holds_alternative<Picture>(block.block))
        runs.append({RunChange::Same, u"［图片］"_s});
    return runs;
}

QString signOf(UnitChange change)
{
    switch (change) {
    case UnitChange::Same:
        return {};
    case UnitChange::Changed:
        return u"≠"_s;
    case UnitChange::Deleted:
        return u"－"_s;
    case UnitChange::Inserted:
        return u"＋"_s;
    case UnitChange::MovedAway:
        return u"↷"_s;
    case UnitChange::MovedHere:
        break;
    }
    return u"↶"_s;
}

QTextCharFormat formatOf(RunChange change, UnitChange unit)
{
    const bool isMoved = unit == UnitChange::MovedAway || unit == UnitChange::MovedHere;
    QTextCharFormat format;
    format.setForeground(Ink);
    if (change == RunChange::Deleted) {
        format.setForeground(Gone);
        format.setBackground(GoneGround);
        format.setFontStrikeOut(true);
    } else if (change == RunChange::Inserted) {
        format.setForeground(New);
        format.setBackground(NewGround);
        format.setUnderlineStyle(isMoved ? QTextCharFormat::DashUnderline : QTextCharFormat::SingleUnderline);
    }
    return format;
}

void insert(QTextCursor cursor, const QList<TextRun> &runs, UnitChange unit)
{
    for (const TextRun &run : runs)
        cursor.insertText(run.text, formatOf(run.change, unit));
}

} // namespace

ComparisonView::ComparisonView(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setAccessibleName(tr("Both versions side by side"));
    setTabChangesFocus(true);
    QPalette paper = palette();
    paper.setColor(QPalette::Base, Qt::white);
    paper.setColor(QPalette::Text, Ink);
    setPalette(paper);
}

void ComparisonView::appendBody(QList<Row> &rows, const QList<ComparedBlock> &body, const QString &label)
{
    bool isFirst = true;
    for (const ComparedBlock &block : body) {
        const bool isDifference = block.change != UnitChange::Same && block.change != UnitChange::MovedAway;
        rows.append({isFirst ? label : QString(), block.change, shownRuns(block, RunChange::Inserted),
            shownRuns(block, RunChange::Deleted), isDifference});
        isFirst = false;
    }
}

QList<ComparisonView::Row> ComparisonView::rowsOf(const DocumentComparison &comparison)
{
    QList<Row> rows;
    const auto append = [&rows](const QString &label, UnitChange change, const QList<TextRun> &runs) {
        rows.append({label, change, without(runs, RunChange::Inserted), without(runs, RunChange::Deleted),
            change != UnitChange::Same});
    };
    for (const ComparedField &field : comparison.fields) {
        if (!field.runs.isEmpty())
            append(fieldTitle(field.name), hasChanges(field.runs) ? UnitChange::Changed : UnitChange::Same, field.runs);
    }
    appendBody(rows, comparison.body, tr("Body"));
    for (qsizetype i = 0; i < comparison.attachments.size(); ++i) {
        const ComparedAttachment &attachment = comparison.attachments.at(i);
        const bool isWhole = attachment.change == UnitChange::Deleted || attachment.change == UnitChange::Inserted;
        const bool isRenamed = hasChanges(attachment.name);
        append(tr("Attachment %1").arg(i + 1),
            isWhole     ? attachment.change
            : isRenamed ? UnitChange::Changed
                        : UnitChange::Same,
            attachment.name);
        const qsizetype first = rows.size();
        appendBody(rows, attachment.body, {});
        for (qsizetype row = first; isWhole && row < rows.size(); ++row)
            rows[row].isDifference = false; // The attachment is one difference as a whole.
    }
    return rows;
}

void ComparisonView::fill(QTextTable *table, int at, const Row &row)
{
    QTextCharFormat label;
    label.setForeground(Quiet);
    QTextCursor first = table->cellAt(at, 0).firstCursorPosition();
    first.insertText(row.label + (row.label.isEmpty() || row.change == UnitChange::Same ? QString() : u"\n"_s), label);
    if (row.change != UnitChange::Same) {
        QTextCharFormat sign;
        sign.setForeground(Ink);
        sign.setFontWeight(QFont::Bold);
        first.insertText(signOf(row.change) + u' ' + changeWord(row.change), sign);
    }
    insert(table->cellAt(at, 1).firstCursorPosition(), row.before, row.change);
    insert(table->cellAt(at, 2).firstCursorPosition(), row.after, row.change);
}

void ComparisonView::show(const DocumentComparison &comparison, const QString &before, const QString &after)
{
    clear();
    m_places.clear();
    const QList<Row> rows = rowsOf(comparison);
    QTextTableFormat format;
    format.setBorderCollapse(true);
    format.setBorder(0.5);
    format.setBorderBrush(QColor(0xD0, 0xD0, 0xD0));
    format.setCellPadding(5);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, 14),
        QTextLength(QTextLength::PercentageLength, 43), QTextLength(QTextLength::PercentageLength, 43)});
    format.setHeaderRowCount(1);
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    QTextTable *table = cursor.insertTable(static_cast<int>(rows.size()) + 1, 3, format);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    bold.setForeground(Ink);
    table->cellAt(0, 1).firstCursorPosition().insertText(before, bold);
    table->cellAt(0, 2).firstCursorPosition().insertText(after, bold);
    for (int at = 0; at < rows.size(); ++at)
        fill(table, at + 1, rows.at(at));
    cursor.endEditBlock();
    for (int at = 0; at < rows.size(); ++at) {
        if (rows.at(at).isDifference)
            m_places.append(table->cellAt(at + 1, 0).firstPosition());
    }
    moveCursor(QTextCursor::Start);
}

void ComparisonView::showDifference(qsizetype number)
{
    if (number < 0 || number >= m_places.size())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(m_places.at(number));
    setTextCursor(cursor);
    // A third of the view above it, so that what stands before it can be read.
    const int top = verticalScrollBar()->value() + cursorRect(cursor).top();
    verticalScrollBar()->setValue(std::max(0, top - viewport()->height() / 3));
}

} // namespace wenyi::ui
