// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "shared/document/OfficialDocument.h"
#include "shared/layout/Typesetter.h"

namespace wenyi::cli {

/// The bytes of the text to be measured; our own notice where none was named.
Result<QByteArray> readBenchText(const std::string &source, const Context &context);

/// What people filled in by the time that the pages are set, where the text did not have it.
void fillIn(document::OfficialDocument &document);

/// Sets the text and tells how many pages it fills.
Result<qsizetype> pagesOf(const document::OfficialDocument &document, const layout::FontSetRef &fonts);
/// The blocks that fill the pages: the annex's, where a notice publishes one.
QList<document::Block> &mainText(document::OfficialDocument &document);
/// The text as often as it takes to fill about that many pages, and no fewer.
Result<document::OfficialDocument> longText(
    const document::OfficialDocument &once, int pages, const layout::FontSetRef &fonts);

} // namespace wenyi::cli
