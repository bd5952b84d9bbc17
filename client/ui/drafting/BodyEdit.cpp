// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/BodyEdit.h"

#include "client/ui/drafting/DraftText.h"
#include "client/ui/drafting/FaultMarks.h"
#include "client/ui/drafting/PasteHint.h"

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
    , m_hint(new PasteHint(this))
{
    setTabChangesFocus(true);
    connect(m_hint, &PasteHint::formWanted, this, [this](core::PasteForm form) {
        setTextCursor(m_pasted);
        pasteAs(form);
        setFocus();
    });
    connect(m_hint, &PasteHint::closed, this, [this] {
        hideHint();
        setFocus();
    });
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (!m_isPasting && (removed > 0 || added > 0))
            hideHint();
    });
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
    m_clipped = core::ClippedText::of(*source);
    if (core::blocksToPaste(m_clipped).isEmpty())
        QPlainTextEdit::insertFromMimeData(source);
    else
        pasteAs(core::PasteForm::Recognised);
}

void BodyEdit::pasteAs(core::PasteForm form)
{
    const int start = textCursor().selectionStart();
    m_isPasting = true;
    if (form == core::PasteForm::Plain)
        insertPlain();
    else
        insertBlocks(core::blocksToPaste(m_clipped, form));
    m_isPasting = false;
    m_pasted = textCursor();
    const int end = m_pasted.position();
    m_pasted.setPosition(start);
    m_pasted.setPosition(end, QTextCursor::KeepAnchor);
    QList<core::PasteForm> forms{core::PasteForm::Recognised};
    if (core::blocksToPaste(m_clipped, core::PasteForm::AsCopied) != core::blocksToPaste(m_clipped))
        forms.append(core::PasteForm::AsCopied);
    if (!m_clipped.plain.isEmpty())
        forms.append(core::PasteForm::Plain);
    m_hint->offer(forms, form);
    if (forms.size() > 1)
        showHint();
}

/// What stood on lines of its own, as a table does, leaves what is behind it on the next line.
void BodyEdit::insertPlain()
{
    QString text = m_clipped.plain;
    if (textCursor().selectedText().endsWith(QChar::ParagraphSeparator) && !text.endsWith(u'\n'))
        text += u'\n';
    textCursor().insertText(text);
}

void BodyEdit::showHint()
{
    setViewportMargins(0, 0, 0, m_hint->sizeHint().height());
    m_hint->show();
    placeHint();
    ensureCursorVisible();
}

void BodyEdit::hideHint()
{
    if (m_hint->isHidden())
        return;
    m_hint->hide();
    setViewportMargins(0, 0, 0, 0);
    m_clipped = {};
    m_pasted = {};
}

void BodyEdit::placeHint()
{
    const QRect inside = contentsRect();
    const int height = m_hint->sizeHint().height();
    m_hint->setGeometry(inside.left(), inside.bottom() - height + 1, viewport()->width(), height);
}

void BodyEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeHint();
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
