// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxImport.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/TextRecognition.h"
#include "shared/document/docx/DocxStyled.h"
#include "shared/document/docx/DocxText.h"

#include <algorithm>

namespace wenyi::document {

namespace {

void appendText(QList<TextSegment> &segments, const DocxItem &item, int number)
{
    for (const QString &line : item.text.split(u'\n')) {
        QString text = toPageText(line).trimmed();
        while (!text.isEmpty()) {
            TextSegment segment{number, beginningOf(text, limits::BlockText), {}};
            segment.outline = item.outline;
            text = text.mid(segment.text.size()).trimmed();
            segments.append(segment);
        }
    }
}

void appendRow(QList<TextSegment> &segments, const DocxItem &item, int number)
{
    TextSegment segment{number, toPageText(item.text).trimmed(), {}};
    for (const QString &cell : item.cells)
        segment.cells.append(beginningOf(toPageText(cell).trimmed(), limits::BlockText));
    segment.table = item.table;
    segment.isSideways = item.isLandscape;
    if (!segment.text.isEmpty())
        segments.append(segment);
}

QList<TextSegment> segmentsOf(const DocxText &text)
{
    QList<TextSegment> segments;
    for (qsizetype i = 0; i < text.items.size(); ++i) {
        const DocxItem &item = text.items.at(i);
        const int number = static_cast<int>(i) + 1;
        if (item.table > 0)
            appendRow(segments, item, number);
        else
            appendText(segments, item, number);
    }
    return segments;
}

void report(const QList<DocxRemainder> &remainders, ImportedText &imported)
{
    for (const DocxRemainder &remainder : remainders) {
        const bool isTaken = remainder.reason == "import.revision-inserted" || remainder.reason == "import.merged-cells"
                             || remainder.reason == "import.nested-table";
        ImportFinding finding{isTaken ? Certainty::Guessed : Certainty::Left, DocumentElement::Body, remainder.item,
            toPageText(remainder.text), remainder.reason};
        finding.note = toPageText(remainder.note);
        imported.findings.append(finding);
    }
}

} // namespace

Result<ImportedText> importDocx(const QByteArray &bytes, const ImportContext &context, const Progress &progress)
{
    WENYI_TRY(const DocxText text, readDocx(bytes, progress));
    if (isStyledDocument(text)) {
        ImportedText imported = readStyledDocument(text);
        report(text.remainders, imported);
        return imported;
    }
    WENYI_TRY(ImportedText imported, recognise(segmentsOf(text), context));
    report(text.remainders, imported);
    return imported;
}

Result<ImportedText> importFile(const QByteArray &bytes, const ImportContext &context, const Progress &progress)
{
    return looksLikeDocx(bytes) ? importDocx(bytes, context, progress) : importText(bytes, context, progress);
}

} // namespace wenyi::document
