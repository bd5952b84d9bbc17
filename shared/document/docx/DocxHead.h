// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/docx/DocxFlow.h"

namespace wenyi::document {

/// What stands above the text: marks, issuer's mark, number, signers, title and recipients.
void addDocxHead(DocxFlow &flow, const OfficialDocument &document);

/// Whether its mark names several issuers under each other (7.2.4).
bool hasJointMark(const OfficialDocument &document);
/// The word at the end of a mark that stands beside all issuers; empty where it has none.
QString jointMarkTail(const QString &mark);

} // namespace wenyi::document
