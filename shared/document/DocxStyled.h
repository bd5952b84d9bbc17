// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DocxText.h"
#include "shared/document/TextImport.h"

namespace wenyi::document {

/// Whether a docx has paragraphs in the styles of DocxStyles.h.
bool isStyledDocument(const DocxText &text);

/// The document that those styles tell, within the model's limits.
ImportedText readStyledDocument(const DocxText &text);

} // namespace wenyi::document
