// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QByteArray>

namespace wenyi::document {

/// The elements of head and foot by the names of their members in DOC.json, in its order, without body and attachments.
QList<QByteArray> fieldNames();

/// An element as text: entries on lines of their own, a date as 2004年6月18日, layout and signing by their words.
QString fieldText(const OfficialDocument &document, const QByteArray &name);

/// What the document is called where its page is not shown: the title on one line, or, of an order without one
/// (GB/T 9704 10.2), its mark.
QString titleOf(const OfficialDocument &document);

/// Sets an element from such a text. False for an unknown name and for what the element cannot hold.
bool setFieldText(OfficialDocument &document, const QByteArray &name, const QString &text);

} // namespace wenyi::document
