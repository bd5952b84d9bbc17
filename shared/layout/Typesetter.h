// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/FontSet.h"
#include "shared/layout/PageScene.h"

#include <QList>
#include <QString>

namespace wenyi::layout {

/// Where a seal belongs: 下压 the signatory and the date (GB/T 9704 7.3.5.1).
struct SealPlace
{
    QString signatory;
    qsizetype page = 0; ///< Counts from 0.
    Point centre;       ///< For a seal of 42 mm; see sealBox().
};

/// A heading and where it stands, for the outline of PDF and OFD.
struct OutlineHeading
{
    QString title;
    int level = 1;
    qsizetype page = 0;
    double top = 0; ///< mm.
};

/// A document on its pages.
struct TypesetDocument
{
    DocumentScene scene;
    QList<SealPlace> sealPlaces;
    QList<OutlineHeading> outline;
    QString missingCharacters; ///< No face here has them: they must be mended before sealing.
};

/// Sets an official document by GB/T 9704-2012 in the layout 文件. The same document and faces give the same pages.
/// Fails with Unsupported: "layout.format" for the three other layouts, "layout.picture-block" for a picture in a text,
/// "layout.table-columns" for a table of more than 24 columns.
Result<TypesetDocument> typeset(const document::OfficialDocument &document, const FontSetRef &fonts);

/// The rectangle of a seal of that diameter at its place (mm).
Rect sealBox(const SealPlace &place, double diameter);

} // namespace wenyi::layout
