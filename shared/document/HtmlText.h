// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/document/TextImport.h"
#include "shared/document/TextSegments.h"

namespace wenyi::document {

/// The paragraphs and table rows of an HTML text in reading order, and what has no place among them.
struct HtmlText
{
    QList<TextSegment> segments;
    QList<ImportFinding> left;
};

/// Reads HTML as word processors and browsers put it on the clipboard: however it is broken, in bounded memory and
/// depth. Scripts, styles, forms and what is hidden are dropped; nothing outside of it is ever fetched. Between the
/// marks StartFragment and EndFragment, where it has them, stands all that was chosen.
///
/// Fails with TooLarge "document.html-too-large".
Result<HtmlText> readHtml(const QString &html);

} // namespace wenyi::document
