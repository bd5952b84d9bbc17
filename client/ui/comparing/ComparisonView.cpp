// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/ComparisonView.h"

#include "client/ui/comparing/ComparisonWords.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QTextTable>
#include <QToolTip>

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

/// Which of a character's notes it has.
constexpr int NoteProperty = QTextFormat::UserProperty + 1;

using AuthoredRuns = QList<AuthoredRun>;

/// The runs that one version has.
AuthoredRuns without(const AuthoredRuns &runs, RunChange change)
{
    AuthoredRuns left;
    for (const AuthoredRun &one : runs) {
        if (one.run.change != change)
            left.append(one);
    }
    return left;
}

AuthoredRun sign(const QString &text)
{
    return {{RunChange::Same, text}, 0};
}

/// A block with who changed it, as both versions show it.
struct AuthoredBlock
{
    const ComparedBlock &block;
    AuthoredRuns runs;
    QList<QList<AuthoredRuns>> rows;

    AuthoredBlock(const ComparedBlock &compared, ChangeAuthors &authors)
        : block(compared)
    {
        // The authors are asked in the order of the text, whatever is shown of it.
        runs = authors.ofNext(block.runs);
        for (const ComparedRow &row : block.rows) {
            QList<AuthoredRuns> cells;
            for (const QList<TextRun> &cell : row.cells)
                cells.append(authors.ofNext(cell));
            rows.append(cells);
        }
    }

    void appendRow(AuthoredRuns &shown, qsizetype index, RunChange missing) const
    {
        const ComparedRow &row = block.rows.at(index);
        const qsizetype cells = missing == RunChange::Deleted ? row.cellsAfter : row.cellsBefore;
        for (qsizetype i = 0; i < std::min(cells, row.cells.size()); ++i) {
            if (i > 0)
                shown.append(sign(u" ｜ "_s));
            shown += without(rows.at(index).at(i), missing);
        }
        if (cells > 0)
            shown.append(sign(u"\n"_s));
    }

    /// What one version shows of it; `missing` is what that version does not have.
    AuthoredRuns shown(RunChange missing) const
    {
        const bool isAbsent = missing == RunChange::Inserted ? block.before < 0 : block.after < 0;
        if (isAbsent)
            return {};
        AuthoredRuns shown = without(runs, missing);
        for (qsizetype row = 0; row < block.rows.size(); ++row)
            appendRow(shown, row, missing);
        if (std::holds_alternative<Picture>(block.block))
            shown.append(sign(u"［图片］"_s));
        return shown;
    }
};

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

} // namespace

ComparisonView::ComparisonView(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setAccessibleName(tr("Both versions side by side"));
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] { Q_EMIT noteChanged(noteAt(textCursor())); });
    QPalette paper = palette();
    paper.setColor(QPalette::Base, Qt::white);
    paper.setColor(QPalette::Text, Ink);
    setPalette(paper);
}

void ComparisonView::appendBody(
    QList<Row> &rows, const QList<ComparedBlock> &body, const QString &label, ChangeAuthors &authors)
{
    bool isFirst = true;
    for (const ComparedBlock &block : body) {
        const bool isDifference = block.change != UnitChange::Same && block.change != UnitChange::MovedAway;
        const AuthoredBlock authored(block, authors);
        rows.append({isFirst ? label : QString(), block.change, authored.shown(RunChange::Inserted),
            authored.shown(RunChange::Deleted), isDifference});
        isFirst = false;
    }
}

QList<ComparisonView::Row> ComparisonView::rowsOf(const DocumentComparison &comparison, ChangeAuthors &authors)
{
    QList<Row> rows;
    const auto append = [&rows](const QString &label, UnitChange change, const AuthoredRuns &runs) {
        rows.append({label, change, without(runs, RunChange::Inserted), without(runs, RunChange::Deleted),
            change != UnitChange::Same});
    };
    for (const ComparedField &field : comparison.fields) {
        if (!field.runs.isEmpty())
            append(fieldTitle(field.name), hasChanges(field.runs) ? UnitChange::Changed : UnitChange::Same,
                authors.ofField(field.name, field.runs));
    }
    appendBody(rows, comparison.body, tr("Body"), authors);
    for (qsizetype i = 0; i < comparison.attachments.size(); ++i) {
        const ComparedAttachment &attachment = comparison.attachments.at(i);
        const bool isWhole = attachment.change == UnitChange::Deleted || attachment.change == UnitChange::Inserted;
        const bool isRenamed = hasChanges(attachment.name);
        append(tr("Attachment %1").arg(i + 1),
            isWhole     ? attachment.change
            : isRenamed ? UnitChange::Changed
                        : UnitChange::Same,
            authors.ofNext(attachment.name));
        const qsizetype first = rows.size();
        appendBody(rows, attachment.body, {}, authors);
        for (qsizetype row = first; isWhole && row < rows.size(); ++row)
            rows[row].isDifference = false; // The attachment is one difference as a whole.
    }
    return rows;
}

void ComparisonView::insert(QTextCursor &cursor, const AuthoredRuns &runs, UnitChange unit, int &first)
{
    const bool isMoved = unit == UnitChange::MovedAway || unit == UnitChange::MovedHere;
    for (const auto &[run, revision] : runs) {
        QTextCharFormat format = formatOf(run.change, unit);
        if (run.change != RunChange::Same) {
            MarkedSpan span;
            (run.change == RunChange::Inserted ? span.insertedBy : span.deletedBy) = revision;
            span.isMoved = isMoved;
            format.setProperty(NoteProperty, static_cast<int>(m_notes.size()));
            m_notes.append(changeNote(span, run.text, m_makers, m_now));
            first = first < 0 ? cursor.position() : first;
        }
        cursor.insertText(run.text, format);
    }
}

/// Gives the place of the row's first change.
int ComparisonView::fill(QTextTable *table, int at, const Row &row)
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
    int place = -1;
    for (const int column : {1, 2}) {
        QTextCursor cell = table->cellAt(at, column).firstCursorPosition();
        insert(cell, column == 1 ? row.before : row.after, row.change, place);
    }
    return place < 0 ? table->cellAt(at, 0).firstPosition() : place;
}

void ComparisonView::show(const DocumentComparison &comparison, const MarkedDocument &marked, const QString &before,
    const QString &after, Instant now)
{
    clear();
    m_places.clear();
    m_notes.clear();
    m_makers = marked.makers;
    m_now = now;
    ChangeAuthors authors(marked);
    const QList<Row> rows = rowsOf(comparison, authors);
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
    for (int at = 0; at < rows.size(); ++at) {
        const int place = fill(table, at + 1, rows.at(at));
        if (rows.at(at).isDifference)
            m_places.append(place);
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

void ComparisonView::showDifference(qsizetype number)
{
    if (number < 0 || number >= m_places.size())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(m_places.at(number));
    setTextCursor(cursor);
    Q_EMIT noteChanged(noteAt(cursor)); // Also where it stood there already.
    // A third of the view above it, so that what stands before it can be read.
    const int top = verticalScrollBar()->value() + cursorRect(cursor).top();
    verticalScrollBar()->setValue(std::max(0, top - viewport()->height() / 3));
}

/// Of the character behind the caret, or else of the one before it.
QString ComparisonView::noteAt(const QTextCursor &cursor) const
{
    QTextCursor at = cursor;
    at.clearSelection();
    at.setPosition(cursor.position());
    const auto noteOfFormat = [this](const QTextCharFormat &format) {
        return format.hasProperty(NoteProperty) ? m_notes.value(format.intProperty(NoteProperty)) : QString();
    };
    const QString before = noteOfFormat(at.charFormat());
    if (!at.atBlockEnd() && at.movePosition(QTextCursor::NextCharacter)) {
        const QString behind = noteOfFormat(at.charFormat());
        if (!behind.isEmpty())
            return behind;
    }
    return before;
}

QString ComparisonView::noteOf(qsizetype number) const
{
    if (number < 0 || number >= m_places.size())
        return {};
    QTextCursor cursor(document());
    cursor.setPosition(m_places.at(number));
    return noteAt(cursor);
}

bool ComparisonView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QTextCursor pointed = cursorForPosition(help->pos());
    // Beside a text the nearest character is found: a note is for what lies under the pointer.
    const QRect around = cursorRect(pointed).adjusted(-fontMetrics().height(), 0, fontMetrics().height(), 0);
    const QString note = around.contains(help->pos()) ? noteAt(pointed) : QString();
    if (note.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), note.toHtmlEscaped(), viewport());
    return true;
}

} // namespace wenyi::ui
