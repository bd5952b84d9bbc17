// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/docx/DocxFlow.h"

#include <QList>

namespace wenyi::document {

/// Whether text must stand behind a body on its last page, so that a table at its end is not turned for its columns.
enum class DocxBehind { Nothing, Text };

/// The blocks of a body; tables that lie on their side (GB/T 9704-2012 clause 8) on pages of their own.
void addDocxBlocks(DocxFlow &flow, const QList<Block> &blocks, DocxBehind behind);

} // namespace wenyi::document
