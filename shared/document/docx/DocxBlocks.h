// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/docx/DocxFlow.h"

#include <QList>

namespace wenyi::document {

/// The blocks of a body.
void addDocxBlocks(DocxFlow &flow, const QList<Block> &blocks);

} // namespace wenyi::document
