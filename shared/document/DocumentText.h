// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QString>
#include <QStringList>
#include <QStringView>

namespace wenyi::document {

/// Whether a text can stand on a page as it is: no control, formatting (bidirectional, zero width) or line-ending
/// characters, no lone surrogates. What a person reads and signs then has nothing in it that nobody sees.
bool isPageText(QStringView text);

/// The text with what isPageText() refuses taken out; tabs and line ends become spaces.
QString toPageText(QStringView text);

/// The beginning of a text that is too long, never half a character.
QString beginningOf(const QString &text, qsizetype longest);

/// The texts of a body in reading order, cells of tables one by one; pictures have none.
QStringList textsOf(const QList<Block> &body);

/// All texts of a document in the order of the page: for search, comparison and reading aloud. Dates in Arabic
/// numerals; labels such as 附件： or 抄送： are not part of the model and do not appear.
QStringList textsOf(const OfficialDocument &document);

} // namespace wenyi::document
