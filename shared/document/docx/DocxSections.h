// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/archive/ZipFile.h"
#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QList>
#include <QXmlStreamWriter>

namespace wenyi::document {

/// Which way the pages of a section lie.
enum class DocxPage { Upright, Sideways };

/// Width of the text's area in twentieths of a point: 156 mm (GB/T 9704-2012 5.2.1); of a page on its side 225 mm.
constexpr int docxTextWidth(DocxPage page)
{
    return page == DocxPage::Upright ? 8845 : 12756;
}

/// 订口: from an upright page's left edge to its text, 28 mm (5.2.1), in twentieths of a point.
inline constexpr int DocxBinding = 1587;

/// The double lines of a letter's first page (10.1), 170 mm in the middle of the paper; twentieths of a point.
inline constexpr int DocxLetterLine = 9638;
inline constexpr int DocxLetterLeft = 1134;
inline constexpr int DocxLinesApart = 34;

/// Whether the first page of a section is numbered: of a letter (10.1) it is not.
enum class DocxFirstPage { Numbered, Plain };

/// Writes w:sectPr: paper, margins (5.2.1) and the page numbers at their foot.
void writeDocxSection(QXmlStreamWriter &xml, DocxPage page, DocxFirstPage first);

/// The parts that sections refer to: settings.xml and a footer for each kind of page.
QList<archive::ArchiveEntry> docxSectionParts();
/// How document.xml refers to them, and what [Content_Types].xml says of them.
QByteArray docxSectionRelationships();
QByteArray docxSectionContentTypes();

} // namespace wenyi::document
