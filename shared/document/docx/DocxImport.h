// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"

namespace wenyi::document {

/// Recognises the elements in a docx. One that exportDocx() wrote is read by the names of its styles, and what somebody
/// added without them is guessed; any other is recognised as a plain text is, with the headings and lists that it knows
/// of. Insertions are taken, deletions left; pictures, text boxes, footnotes and headers are left, each with a finding.
///
/// Fails as readDocx() and importText() do.
Result<ImportedText> importDocx(
    const QByteArray &bytes, const ImportContext &context = {}, const Progress &progress = {});

/// A docx or a plain text, whichever the bytes are.
Result<ImportedText> importFile(
    const QByteArray &bytes, const ImportContext &context = {}, const Progress &progress = {});

} // namespace wenyi::document
