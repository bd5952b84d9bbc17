// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HtmlImport.h"

#include "shared/document/HtmlText.h"
#include "shared/document/TextRecognition.h"

#include <algorithm>

namespace wenyi::document {

namespace {

constexpr int DeepestHeading = 4; // GB/T 9704 7.3.3

/// Each block is of one segment, a table of one for each row.
void takeStylesOf(QList<Block> &body, const QList<TextSegment> &segments)
{
    qsizetype next = 0;
    for (Block &block : body) {
        const TextSegment &segment = segments.at(next);
        if (const auto *table = std::get_if<Table>(&block)) {
            next += table->rows.size();
            continue;
        }
        ++next;
        if (segment.outline > 0)
            block = Heading{std::min(segment.outline, DeepestHeading), segment.text};
        else
            block = Paragraph{segment.text};
    }
}

} // namespace

Result<ImportedText> importHtml(const QString &html, const ImportContext &context)
{
    WENYI_TRY(HtmlText text, readHtml(html));
    WENYI_TRY(ImportedText imported, recognise(std::move(text.segments), context));
    imported.findings += text.left;
    return imported;
}

Result<QList<Block>> blocksOfHtml(const QString &html, HeadingsBy headings)
{
    WENYI_TRY(const HtmlText text, readHtml(html));
    WENYI_TRY(QList<Block> body, recogniseBody(text.segments));
    if (headings == HeadingsBy::StylesAlone)
        takeStylesOf(body, text.segments);
    return body;
}

} // namespace wenyi::document
