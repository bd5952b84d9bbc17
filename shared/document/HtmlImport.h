// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"

namespace wenyi::document {

/// Recognises the elements in an HTML text, such as a clipboard holds, as importText() does in a plain one, with the
/// headings, lists and tables that it knows of. Fails as readHtml() and importText() do.
Result<ImportedText> importHtml(const QString &html, const ImportContext &context = {});

/// What makes a paragraph a heading.
enum class HeadingsBy {
    NumbersToo, ///< Its number (一、 （一） 1. （1）) goes before the level that it has in the text.
    StylesAlone ///< The level that it has in the text.
};

/// The paragraphs, headings and tables of an HTML text, all of one body. Fails as readHtml() does and with
/// "document.import-empty".
Result<QList<Block>> blocksOfHtml(const QString &html, HeadingsBy headings = HeadingsBy::NumbersToo);

} // namespace wenyi::document
