// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QList>
#include <QString>

namespace wenyi::ui {

/// A body as text for a plain editor, a line a block; tables and pictures stand as a line that names them: ［表格1］.
QString textOfBody(const QList<document::Block> &body);

/// The blocks of such a text: headings are recognised by their numbers, and a line that names a table or picture of
/// `before` stands for it. Empty lines are left out.
QList<document::Block> bodyOfText(const QString &text, const QList<document::Block> &before);

/// Names as offices list them, parted by 、 ， , ； or line ends.
QStringList namesOfText(const QString &text);

/// The first document of a unit: its mark, issuer, signatory and today's date.
document::OfficialDocument newDocument(const QString &unitName, const QDate &today);

} // namespace wenyi::ui
