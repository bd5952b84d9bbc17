// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/docx/DocxFlow.h"

namespace wenyi::document {

/// What stands above the text: marks, issuer's mark, number, signers, title and recipients.
void addDocxHead(DocxFlow &flow, const OfficialDocument &document);

} // namespace wenyi::document
