// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/FormatRules.h"

#include <QTextCursor>

class QPlainTextEdit;

namespace wenyi::ui {

/// The place of a fault in an editor that shows a body as lines (DraftText.h), as a selection: of the stretch, or of
/// the whole line. `block` counts the blocks of the body. A null cursor where the text has no such line any more.
QTextCursor faultCursor(QPlainTextEdit &editor, int block, qsizetype start, qsizetype length);

/// Draws a wave under each place, red for what must be mended, amber for what a person should look at, with the
/// sentence as its tool tip. Null cursors are passed over.
struct FaultMark
{
    QTextCursor place;
    document::FaultSeverity severity = document::FaultSeverity::Warning;
    QString sentence;
};
void showFaultMarks(QPlainTextEdit &editor, const QList<FaultMark> &marks);

/// Puts another text into the editor as one step of its undoing; what is the same stays untouched, the caret too.
void replaceText(QPlainTextEdit &editor, const QString &text);

} // namespace wenyi::ui
