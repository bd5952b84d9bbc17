// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/layout/FontSet.h"
#include "shared/ofd/DocumentExtras.h"
#include "shared/ofd/OfdContent.h"
#include "shared/ofd/Package.h"
#include "shared/ofd/Resources.h"

#include <QHash>

namespace wenyi::ofd {

/// A document of a package, read for showing.
struct OfdDocument
{
    OfdContent content;
    QStringList pageTexts; ///< A line for each line, one text a page, whether or not fonts were found.
    QStringList pageIds;   ///< ST_ID of each page, as annotations and stamps name it.
    QStringList skipped;   ///< What the file has and the scene does not, e.g. "gouraud-shading"; sorted, stable keys.
    QList<SubstitutedFont> substitutedFonts; ///< In the order of their first use.
    QList<DocumentInfo> documents;           ///< Of every document in the package, the shown one too.
    QList<Bookmark> bookmarks;
    QList<Action> actions;
    QList<Annotation> annotations;
    Permissions permissions;
    QList<DocumentVersion> versions;
    QHash<qsizetype, Error> pageFaults; ///< Pages that were left empty, and why; see DamagedPages.
};

/// What becomes of a document that has a page which cannot be read.
enum class DamagedPages {
    Refused,  ///< The document fails with the page's fault: nothing is signed or archived that is not whole.
    LeftEmpty ///< The page is empty, the others are shown.
};

/// How a package is read.
struct ReadOptions
{
    qsizetype document = 0;      ///< Which of its documents, from 0.
    GlyphFallback fallback = {}; ///< For characters that a font's face lacks.
    DamagedPages damagedPages = DamagedPages::Refused;
};

/// Reads what writeOfd() writes completely, and what others write as far as a page scene can hold it.
///
/// Fonts that the package does not hold come from `resolver`; text without any font is in the page's text only.
/// Pages, resources and attachments that are named but missing are skipped features. Seals are not drawn: whoever has
/// verified a signature draws it. Fails with the reasons of readDocumentTree(), parseXml() and Package::read(), with
/// "ofd.no-pages" and "ofd.too-many-objects".
Result<OfdDocument> readOfd(const Package &package, const FontResolver &resolver = {}, const ReadOptions &options = {});

/// As above, with the product's faces for fonts that the package does not hold (roleForFontName) and for characters
/// that they lack.
Result<OfdDocument> readOfd(const Package &package, const layout::FontSetRef &fonts, qsizetype document = 0);

} // namespace wenyi::ofd
