// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/ofd/OfdContent.h"
#include "shared/ofd/Package.h"
#include "shared/ofd/Resources.h"

namespace wenyi::ofd {

/// A package's first document, read for showing.
struct OfdDocument
{
    OfdContent content;
    QStringList pageTexts; ///< A line for each line, one text a page, whether or not fonts were found.
    QStringList pageIds;   ///< ST_ID of each page, as annotations and stamps name it.
    QStringList skipped;   ///< What the file has and the scene does not, e.g. "shading"; sorted, stable keys.
};

/// Reads what writeOfd() writes completely, and what others write as far as a page scene can hold it.
///
/// Fonts that the package does not hold come from `resolver`; text without any font is in the page's text only.
/// Pages, resources and attachments that are named but missing are skipped features. Seals are not drawn: whoever has
/// verified a signature draws it. Fails with the reasons of readDocumentTree(), parseXml() and Package::read(), with
/// "ofd.no-pages" and "ofd.too-many-objects".
Result<OfdDocument> readOfd(const Package &package, const FontResolver &resolver = {});

} // namespace wenyi::ofd
