// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/BodyEdit.h"

#include "client/core/records/DraftFiles.h"
#include "client/ui/drafting/DraftText.h"
#include "client/ui/drafting/FaultMarks.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

bool isPastePlain(const QKeyEvent &event)
{
    return event.key() == Qt::Key_V && event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
}

} // namespace

BodyEdit::BodyEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
}

void BodyEdit::showBody(const QList<document::Block> &body)
{
    m_kept.clear();
    setPlainText(textOfBody(body, m_kept));
}

void BodyEdit::changeBody(const QList<document::Block> &body)
{
    replaceText(*this, textOfBody(body, m_kept));
}

QList<document::Block> BodyEdit::body() const
{
    return bodyOfText(toPlainText(), m_kept);
}

void BodyEdit::insertBlocks(const QList<document::Block> &blocks)
{
    if (blocks.isEmpty())
        return;
    const auto standsAlone = [](const document::Block &block) {
        return std::holds_alternative<document::Table>(block) || std::holds_alternative<document::Picture>(block);
    };
    QTextCursor cursor = textCursor();
    QString text = textOfBody(blocks, m_kept);
    // A line that stands for a table is nothing else.
    QTextCursor edge = cursor;
    edge.setPosition(cursor.selectionStart());
    if (standsAlone(blocks.first()) && !edge.atBlockStart())
        text.prepend(u'\n');
    edge.setPosition(cursor.selectionEnd());
    if (standsAlone(blocks.last()) && !edge.atBlockEnd())
        text.append(u'\n');
    cursor.insertText(text);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void BodyEdit::pastePlain()
{
    if (const QMimeData *copied = QGuiApplication::clipboard()->mimeData())
        textCursor().insertText(copied->text());
}

bool BodyEdit::canInsertFromMimeData(const QMimeData *source) const
{
    const QList<QUrl> urls = source->urls();
    const bool hasFile = std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); });
    return !hasFile && (source->hasHtml() || source->hasText());
}

void BodyEdit::insertFromMimeData(const QMimeData *source)
{
    const QList<document::Block> blocks = core::blocksToPaste(core::ClippedText::of(*source));
    if (blocks.isEmpty())
        QPlainTextEdit::insertFromMimeData(source);
    else
        insertBlocks(blocks);
}

void BodyEdit::keyPressEvent(QKeyEvent *event)
{
    if (!isPastePlain(*event))
        return QPlainTextEdit::keyPressEvent(event);
    pastePlain();
    event->accept();
}

void BodyEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *plain = menu->addAction(tr("Paste as &plain text\tCtrl+Shift+V"), this, &BodyEdit::pastePlain);
    plain->setEnabled(canPaste());
    menu->popup(event->globalPos());
}

} // namespace wenyi::ui
