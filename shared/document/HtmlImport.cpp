// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HtmlImport.h"

#include "shared/document/HtmlText.h"
#include "shared/document/TextRecognition.h"

namespace wenyi::document {

Result<ImportedText> importHtml(const QString &html, const ImportContext &context)
{
    WENYI_TRY(HtmlText text, readHtml(html));
    WENYI_TRY(ImportedText imported, recognise(std::move(text.segments), context));
    imported.findings += text.left;
    return imported;
}

Result<QList<Block>> blocksOfHtml(const QString &html)
{
    WENYI_TRY(HtmlText text, readHtml(html));
    return recogniseBody(std::move(text.segments));
}

} // namespace wenyi::document
