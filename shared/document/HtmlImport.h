// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"

namespace wenyi::document {

/// Recognises the elements in an HTML text, such as a clipboard holds, as importText() does in a plain one, with the
/// headings, lists and tables that it knows of. Fails as readHtml() and importText() do.
Result<ImportedText> importHtml(const QString &html, const ImportContext &context = {});

/// The paragraphs, headings and tables of an HTML text, all of one body. Fails as readHtml() does and with
/// "document.import-empty".
Result<QList<Block>> blocksOfHtml(const QString &html);

} // namespace wenyi::document
