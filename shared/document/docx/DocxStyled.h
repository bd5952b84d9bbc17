// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"
#include "shared/document/docx/DocxText.h"

namespace wenyi::document {

/// Whether a docx has paragraphs in the styles of DocxStyles.h.
bool isStyledDocument(const DocxText &text);

/// The document that those styles tell, within the model's limits.
ImportedText readStyledDocument(const DocxText &text);

} // namespace wenyi::document
