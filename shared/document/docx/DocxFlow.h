// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/docx/DocxParagraph.h"
#include "shared/document/docx/DocxSections.h"
#include "shared/document/docx/DocxTable.h"

#include <QStringList>
#include <QXmlStreamWriter>

#include <optional>

namespace wenyi::document {

/// The content of w:body in reading order, parted into sections where pages lie another way. A section's properties
/// stand in its last paragraph, so that one paragraph is held back.
class DocxFlow
{
public:
    /// `first` holds for the first section.
    DocxFlow(QXmlStreamWriter &xml, DocxFirstPage first);

    void add(DocxParagraph paragraph);
    /// An element of one text, or nothing where it is not on the page.
    void addElement(QStringView style, const QString &text, const DocxParagraphForm &form = {},
        const QString &before = {}, const QString &after = {});
    /// An element of several entries with commas between them, or nothing.
    void addList(QStringView style, const QStringList &entries, const QString &before, const QString &after);
    /// A table on pages that lie so; a low paragraph without text follows it.
    void addTable(const DocxTable &table, DocxPage page = DocxPage::Upright, DocxParagraphForm behind = {});
    /// Ends the last section.
    void finish();

private:
    void turnTo(DocxPage page);
    void writeSection();
    void flush();

    QXmlStreamWriter &m_xml;
    DocxFirstPage m_first;
    DocxPage m_page = DocxPage::Upright;
    bool m_isEmpty = true;
    std::optional<DocxParagraph> m_last; ///< Held back.
};

/// The runs of an element of several entries; what stands before and behind them may be empty.
QList<DocxRun> docxEntries(
    const QStringList &entries, const DocxRun &before, const QString &between, const QString &after);

} // namespace wenyi::document
