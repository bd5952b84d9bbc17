// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/document/OfficialDocument.h"

#include <QByteArray>

namespace wenyi::document {

/// A docx with every element in the named style of its own (DocxStyles.h), on the page of GB/T 9704: importDocx() gives
/// the same document back. Equal documents give equal bytes. 份号 and 密级和保密期限 stand on its first page as on the
/// document's own (decision 23). A picture is written as its name; its bytes stay behind.
///
/// Fails with "document.docx-text" where a text has a character that no page shows.
Result<QByteArray> exportDocx(const OfficialDocument &document);

} // namespace wenyi::document
