// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QXmlStreamReader>

namespace wenyi::document {

/// Refuses what is no bounded, plain XML: a DTD, an entity, depth over 200, over five million elements. Only what has
/// passed is read. Fails with "document.docx-xml", "document.docx-too-large" or "import.cancelled".
Result<void> checkDocxXml(const QByteArray &xml, const Progress &progress = {});

/// The value of the attribute of that local name at the reader's element; empty where it is missing.
QString docxAttribute(const QXmlStreamReader &reader, QStringView name);

/// What a reader has done with an element that it came to.
enum class DocxTaken {
    Start, ///< Its start alone: what is in it comes next.
    Whole  ///< All up to its end.
};

/// Reads all that is in the element that the reader is at, up to its end; `take` is called at each start.
template<typename Take>
void readInside(QXmlStreamReader &reader, Take take)
{
    for (int depth = 1; depth > 0 && !reader.atEnd();) {
        reader.readNext();
        if (reader.isEndElement())
            --depth;
        else if (reader.isStartElement() && take(reader.name()) == DocxTaken::Start)
            ++depth;
    }
}

} // namespace wenyi::document
