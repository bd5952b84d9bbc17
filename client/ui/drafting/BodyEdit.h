// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/DraftFiles.h"

#include <QPlainTextEdit>

namespace wenyi::ui {

class PasteHint;

/// A body as lines (DraftText.h). What is pasted from a word processor or a browser becomes paragraphs, headings and
/// tables, and a hint offers it in another form; Ctrl+Shift+V pastes its bare text. Files that are dropped are not the
/// editor's, but its window's.
class BodyEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit BodyEdit(QWidget *parent = nullptr);

    /// Forgets what was there before; it cannot be undone.
    void showBody(const QList<document::Block> &body);
    /// Puts another version of the body into the text, as one step of its undoing.
    void changeBody(const QList<document::Block> &body);
    QList<document::Block> body() const;
    /// In place of what is chosen, as one step of undoing.
    void insertBlocks(const QList<document::Block> &blocks);
    void pastePlain();

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// In place of what is chosen; remembered, so that it can be taken in another form.
    void pasteAs(core::PasteForm form);
    void insertPlain();
    void showHint();
    void hideHint();
    void placeHint();

    QList<document::Block> m_kept; ///< What lines stand for that are not the text of their block.
    PasteHint *m_hint;
    core::ClippedText m_clipped; ///< While the hint is shown: what was pasted,
    QTextCursor m_pasted;        ///< and where.
    bool m_isPasting = false;
};

} // namespace wenyi::ui
