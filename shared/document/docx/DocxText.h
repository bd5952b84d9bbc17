// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::document {

/// One paragraph or table row of a docx in reading order.
struct DocxItem
{
    QString style;       ///< The name of its style: 公文标题, heading 1; empty for the default.
    QString text;        ///< With its list number; line breaks as line feeds, tabs as blanks. Insertions are taken.
    QStringList entries; ///< The texts of its runs in the style 要素项, one a run of neighbours.
    int outline = 0;     ///< 1 to 9 where the paragraph or its style is a heading; else 0.
    int table = 0;       ///< Rows of one table share a number from 1; 0 for paragraphs.
    QStringList cells;
    bool isHeadRow = false;
    QString tableNote; ///< The table's description.
    bool isLandscape = false;
};

/// What has no place among the items, to be told to the person.
struct DocxRemainder
{
    QByteArray reason; ///< "import.revision-deleted"
    int item = 0;      ///< The item that it stood in or behind, from 1; 0 for none.
    QString text;
    QString note; ///< Author and time of a revision.
};

struct DocxText
{
    QList<DocxItem> items;
    QList<DocxRemainder> remainders;
    QHash<QString, QString> properties; ///< Custom properties by name.
};

/// Whether the bytes are a ZIP, as every docx is.
bool looksLikeDocx(QByteArrayView bytes);

/// Reads a docx within bounds; nothing outside of it is ever fetched. Fails as archive::ZipFile does, with
/// "document.docx-missing-part", "document.docx-xml" (malformed, a DTD), "document.docx-too-large" or, where `progress`
/// says so, Cancelled "import.cancelled".
Result<DocxText> readDocx(const QByteArray &bytes, const Progress &progress = {});

} // namespace wenyi::document
