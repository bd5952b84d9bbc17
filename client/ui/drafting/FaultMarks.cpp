// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/FaultMarks.h"

#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>

namespace wenyi::ui {

QTextCursor faultCursor(QPlainTextEdit &editor, int block, qsizetype start, qsizetype length)
{
    int index = -1;
    for (QTextBlock line = editor.document()->begin(); line.isValid(); line = line.next()) {
        const QString text = line.text();
        const QString trimmed = text.trimmed();
        // Empty lines are no blocks of the body.
        if (trimmed.isEmpty() || ++index != block)
            continue;
        const qsizetype indent = text.indexOf(trimmed);
        const qsizetype from = length == 0 ? 0 : std::min(start, trimmed.size());
        const qsizetype to = length == 0 ? trimmed.size() : std::min(start + length, trimmed.size());
        QTextCursor cursor(line);
        cursor.setPosition(line.position() + static_cast<int>(indent + from));
        cursor.setPosition(line.position() + static_cast<int>(indent + to), QTextCursor::KeepAnchor);
        return cursor;
    }
    return {};
}

void showFaultMarks(QPlainTextEdit &editor, const QList<FaultMark> &marks)
{
    QList<QTextEdit::ExtraSelection> selections;
    for (const FaultMark &mark : marks) {
        if (mark.place.isNull())
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = mark.place;
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        const bool mustBeMended = mark.severity == document::FaultSeverity::Error;
        selection.format.setUnderlineColor(mustBeMended ? QColor(0xC0, 0x00, 0x00) : QColor(0xB0, 0x6A, 0x00));
        selection.format.setToolTip(mark.sentence.toHtmlEscaped());
        selections.append(selection);
    }
    editor.setExtraSelections(selections);
}

void replaceText(QPlainTextEdit &editor, const QString &text)
{
    const QString before = editor.toPlainText();
    if (before == text)
        return;
    qsizetype head = 0;
    const qsizetype shorter = std::min(before.size(), text.size());
    while (head < shorter && before.at(head) == text.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == text.at(text.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(editor.document());
    cursor.beginEditBlock();
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(head, text.size() - tail - head));
    cursor.endEditBlock();
}

} // namespace wenyi::ui
