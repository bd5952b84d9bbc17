// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::document {

/// One paragraph's worth of a plain text, without the blanks around it and without characters that no page shows.
struct TextSegment
{
    int line = 0;      ///< Counts from 1.
    QString text;      ///< Never empty.
    QStringList cells; ///< Two or more where tabs part the line as a table's row; else empty.
    // What a docx knows besides.
    int outline = 0;         ///< The level of the paragraph's heading style, from 1; 0 for none.
    int table = 0;           ///< Rows of one table share a number from 1; 0: by their cells.
    bool isSideways = false; ///< Of a table on a landscape page.
};

/// The text of a plain text file: UTF-8 or UTF-16 by their marks, UTF-8 without one, else GB18030 where Qt knows it.
/// Fails with "document.import-too-large" or "document.import-encoding".
Result<QString> decodeText(QByteArrayView bytes);

/// Parts a text into segments: at line ends and, in the huge lines of texts copied from web pages, where ideographic
/// spaces stand in place of line ends or a numbered heading follows a full stop.
QList<TextSegment> segmentsOf(QStringView text);

} // namespace wenyi::document
