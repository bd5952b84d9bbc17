// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/OfdContent.h"

#include <optional>

/// What a document says besides its pages. All of it is shown as text; nothing is ever carried out or opened.
namespace wenyi::ofd {

/// A named place (GB/T 33190 7.5).
struct Bookmark
{
    QString name;
    qsizetype page = 0; ///< Counts from 0.
    double top = 0;     ///< mm
    friend bool operator==(const Bookmark &, const Bookmark &) = default;
};

/// What the document wants to happen on a click, or when it or a page of it is opened (GB/T 33190 14).
struct Action
{
    enum class Kind { Goto, Uri, Attachment, Sound, Movie, Unknown };
    Kind kind = Kind::Unknown;
    QString target;                   ///< The URI, or the resource's or attachment's ID; a bookmark's name.
    qsizetype page = -1;              ///< Goto: counts from 0.
    double top = 0;                   ///< Goto: mm
    qsizetype onPage = -1;            ///< Where it is to happen; -1 for the whole document.
    std::optional<layout::Rect> area; ///< On that page; none for the whole page.
};

/// A note, mark or stamp on a page (GB/T 33190 15); its appearance is part of the scene.
struct Annotation
{
    qsizetype page = 0;
    QString type; ///< Link, Path, Highlight, Stamp, Watermark.
    QString creator;
    QString date; ///< As written.
    QString remark;
    layout::Rect area;
    bool isVisible = true;
    bool isPrinted = true; ///< Not one for the screen alone.
};

/// What readers are asked to allow (GB/T 33190 7.5); without this element, all of it.
struct Permissions
{
    bool isGiven = false;
    bool edits = true, annotates = true, exports = true, signs = true, watermarks = true, capturesScreen = true,
         prints = true;
    int copies = -1;   ///< Of a print; -1 for any number.
    QString validFrom; ///< As written.
    QString validUntil;
};

/// A version of the document (GB/T 33190 19).
struct DocumentVersion
{
    QString id;
    QString location;
    bool isCurrent = false;
};

/// DocInfo of a DocBody.
DocumentInfo readDocumentInfo(const XmlElement &body);
QList<Bookmark> readBookmarks(const DocumentTree &tree);
Permissions readPermissions(const DocumentTree &tree);
QList<DocumentVersion> readVersions(const DocumentTree &tree);
/// An Action element.
Action readAction(const DocumentTree &tree, const XmlElement &element);
/// What a PageAnnot lists, at most some ten thousand.
QList<Annotation> readAnnotations(const XmlElement &pageAnnot, qsizetype page);

} // namespace wenyi::ofd
