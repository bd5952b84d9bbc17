// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// 主体 (GB/T 9704 7.3): title, recipients, text, attachment list, signatories and date with room for the seal, note;
/// and attachments on pages of their own.
class BodySetter
{
public:
    explicit BodySetter(PageBuilder &pages)
        : m_pages(pages)
    {
    }
    /// Two blank rows, then the title in its shape.
    void setTitle(const QString &title);
    void setRecipients(const QStringList &recipients);
    /// Text, attachment list, signatories, date and note; where the seals belong.
    QList<SealPlace> setText(const document::OfficialDocument &document);
    /// An attachment with a body, from a new page on; number 0 for a single one.
    void setAttachment(const document::Attachment &attachment, int number);

private:
    struct PendingLine
    {
        QString field;
        TextLine line;
        int headingLevel = 0; ///< 0 for text.
        QString headingText;
    };

    void setTitleLines(const QString &field, const QString &title);
    QList<PendingLine> blockLines(const QList<document::Block> &blocks);
    void appendParagraph(QList<PendingLine> &lines, const QString &field, const QList<StyledText> &text,
        double firstIndent, double hangingIndent);
    QList<PendingLine> attachmentList(const QList<document::Attachment> &attachments);
    void place(const PendingLine &line);
    QList<SealPlace> setSignatories(const document::OfficialDocument &document);
    void setNote(const QString &note);

    PageBuilder &m_pages;
};

} // namespace wenyi::layout
