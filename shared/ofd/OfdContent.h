// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::ofd {

/// One metadata element by its short name of GB/T 33480, e.g. "FWZH" (CustomData of DocInfo).
struct CustomData
{
    QString name;
    QString value;
    friend bool operator==(const CustomData &, const CustomData &) = default;
};

/// DocInfo (GB/T 33190 7.4). An empty text or date is not there.
struct DocumentInfo
{
    QString id; ///< DocID: read from the file; the writer makes its own from the content's digest.
    QString title;
    QString author;
    QString subject;
    QString abstract;
    QDate created;
    QDate modified;
    QStringList keywords;
    QString creator; ///< The program.
    QString creatorVersion;
    QList<CustomData> customData;
    friend bool operator==(const DocumentInfo &, const DocumentInfo &) = default;
};

/// A heading of the document and where it stands, for the reader's navigation pane.
struct OutlineEntry
{
    QString title;
    int level = 1;      ///< 1 is the outermost.
    qsizetype page = 0; ///< Counts from 0.
    double top = 0;     ///< mm from the page's upper edge.
    friend bool operator==(const OutlineEntry &, const OutlineEntry &) = default;
};

/// A file that goes along inside the package.
struct Attachment
{
    QString name;
    QString format; ///< Its extension, e.g. "pdf".
    QByteArray bytes;
    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// Everything that Wenyi puts into an OFD file, and reads out of one.
struct OfdContent
{
    layout::DocumentScene scene;
    DocumentInfo info;
    QList<OutlineEntry> outline;
    QList<Attachment> attachments;
};

} // namespace wenyi::ofd
