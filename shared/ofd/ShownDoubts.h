// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace wenyi::ofd {

struct OfdDocument;

/// 存疑: something in a document that whoever looks at its pages does not see, or sees otherwise than it is.
struct ShownDoubt
{
    /// A stable key. On a page: "off-page", "invisible-text", "white-text", "clipped-text", "covered-text",
    /// "tiny-text", "huge-text", "missing-glyph", "other-glyph", "hidden-characters", "look-alike-characters",
    /// "page-size", "damaged-page", "drawn-words" (a figure or picture that stands in a line like its characters). Of
    /// the document: "not-shown", "hidden-annotation", "screen-only-annotation", "action", "versions",
    /// "several-documents".
    QByteArray kind;
    qsizetype page = -1; ///< Counts from 0; -1 for the document.
    QString detail;      ///< The words, names or features that it is about, cut to a line.
    friend bool operator==(const ShownDoubt &, const ShownDoubt &) = default;
};

constexpr qsizetype MostDoubts = 200; ///< Of a document; no more are looked for.

/// What is doubtful about a document as it was read, each kind once a page, and no more than MostDoubts. Read it with
/// faces for fonts that it does not hold: text without a face has no place that could be looked at. Pure.
QList<ShownDoubt> doubtsAbout(const OfdDocument &document);

/// "off-page, page 2: 附件", for logs and details of errors.
QString describe(const ShownDoubt &doubt);

} // namespace wenyi::ofd
