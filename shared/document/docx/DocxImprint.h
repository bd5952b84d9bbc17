// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/docx/DocxFlow.h"

namespace wenyi::document {

/// 版记, on the bottom of the page that the document ends on (GB/T 9704-2012 7.4): copies between rules with the
/// printer and the date; of a letter (10.1) the copies alone, without rules.
void addDocxImprint(DocxFlow &flow, const OfficialDocument &document);

} // namespace wenyi::document
