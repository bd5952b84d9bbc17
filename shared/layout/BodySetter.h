// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/FlowClosing.h"
#include "shared/layout/PageMarks.h"

namespace wenyi::layout {

/// 主体 (GB/T 9704 7.3): title, recipients, text, attachment list, signatories and date with room for the seals, note;
/// and attachments on pages of their own.
class BodySetter
{
public:
    BodySetter(PageBuilder &pages, const document::OfficialDocument &document, const PictureSource &pictures,
        const PageMarks &marks, const StampSize &stamp);

    /// Rows of the first page under its head so that it shows text (7.3.3) under a row of recipients.
    int rowsOnFirstPage() const;
    /// Whether the recipients leave no room for text on the first page and go to the 版记 (7.3.2).
    bool recipientsMove(int rowsOfFirstPage) const;

    /// What the rest of the document wants of the last page of text.
    struct Surroundings
    {
        bool recipientsMoved = false;
        double imprintRoom = 0; ///< mm; 0 where no imprint may stand there.
        bool evenPageOnly = true;
    };
    /// All of it but the attachments, from the current row on; where the seals belong.
    /// Fails with "layout.picture-missing", "layout.table-columns" and as the picture source does.
    Result<QList<SealPlace>> setText(const Surroundings &surroundings);
    /// An attachment with a body, from a new page on. Fails as setText().
    Result<void> setAttachment(qsizetype index);
    /// Where what was set ends on the current page, with the seals (mm from its top).
    double bottom() const { return m_bottom; }

private:
    FlowItems titleItems(
        const QString &field, const QString &title, const PageArea &area, const document::MarkedPlace &place);
    void appendRows(FlowItems &items, int count, Orientation orientation = Orientation::Upright);
    void appendParagraph(FlowItems &items, const QString &field, const QList<StyledText> &text, double firstIndent,
        double hangingIndent);
    void appendHeading(
        FlowItems &items, const QString &field, const document::Heading &heading, const document::MarkedPlace &place);
    void appendTable(FlowItems &items, const SetTable &table);
    /// The blocks from `first` on.
    Result<void> appendBlocks(FlowItems &items, const QString &field, const QList<document::Block> &blocks,
        TableTurning lastTable, document::MarkedPlace place, int first = 0);
    /// The document's text, attachment list and attendance from that part on: a part a block, the list, the names.
    Result<void> appendText(FlowItems &items, TableTurning lastTable, int firstPart);
    void appendAttachmentList(FlowItems &items);
    void appendAttendance(FlowItems &items);
    FlowItems noteItems();
    void noteBottom(double roomBelow);

    PageBuilder &m_pages;
    const document::OfficialDocument &m_document;
    const PictureSource &m_pictures;
    const PageMarks &m_marks;
    StampSize m_stamp;
    double m_cell; ///< mm, what a character of the text takes along its line.
    FlowItems m_title;
    FlowItems m_recipients;
    double m_bottom = 0;
};

} // namespace wenyi::layout
