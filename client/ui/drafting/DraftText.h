// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QList>
#include <QString>

namespace wenyi::ui {

/// A body as text for a plain editor, a line a block; tables and pictures stand as a line that names them: ［表格1］.
/// What its line alone would not give back is added to `kept`: names stay what they were as long as `kept` only grows,
/// and so an editor's undoing never mixes them up.
QString textOfBody(const QList<document::Block> &body, QList<document::Block> &kept);

/// The blocks of such a text: a line stands for what is kept for it, others are headings by their numbers, or
/// paragraphs. Empty lines are left out.
QList<document::Block> bodyOfText(const QString &text, const QList<document::Block> &kept);

/// Names as offices list them, parted by 、 ， , ； or line ends.
QStringList namesOfText(const QString &text);

/// The first document of a unit: its mark, issuer, signatory and today's date.
document::OfficialDocument newDocument(const QString &unitName, const QDate &today);

/// The document as one of another kind: 命令 and 纪要 have layouts of their own (GB/T 9704 10.2, 10.3), and with them
/// another mark, another way of becoming valid and other signatories. What a person wrote in these is left alone; so
/// is everything where the layout stays.
document::OfficialDocument withKind(document::OfficialDocument document, const QString &kind);

} // namespace wenyi::ui
