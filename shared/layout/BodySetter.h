// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"
#include "shared/layout/TableSetter.h"

#include <optional>

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
    /// Fails with Unsupported "layout.picture-block", "layout.table-columns".
    Result<QList<SealPlace>> setText(const document::OfficialDocument &document);
    /// An attachment with a body, from a new page on; number 0 for a single one. Fails as setText().
    Result<void> setAttachment(const document::Attachment &attachment, int number);

private:
    /// What stands on the next row or rows.
    struct PendingLine
    {
        QString field; ///< "blank": a row left free.
        TextLine line;
        std::optional<TableRow> table; ///< In place of the line.
        int headingLevel = 0;          ///< 0 for text.
        QString headingText;
        int rowsTogether = 1; ///< A heading does not stay behind alone: its rows and one of what follows.
    };
    using PendingLines = QList<PendingLine>;

    void setTitleLines(const QString &field, const QString &title);
    Result<PendingLines> blockLines(const QList<document::Block> &blocks);
    void appendParagraph(PendingLines &lines, const QString &field, const QList<StyledText> &text, double firstIndent,
        double hangingIndent);
    void appendHeading(PendingLines &lines, const document::Heading &heading);
    PendingLines attachmentList(const QList<document::Attachment> &attachments);
    void place(const PendingLine &line);
    /// The row after these lines, if they begin at that row; LinesPerPage where the last page is full.
    static int rowAfter(const PendingLines &lines, int row);
    /// The first of the lines that go to a new page with the signatories; their count if none must.
    static qsizetype firstCarried(const PendingLines &lines, int row, int rowsBelow);
    void setNote(const QString &note);

    PageBuilder &m_pages;
};

} // namespace wenyi::layout
