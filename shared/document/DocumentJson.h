// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>

/// DOC.json, the interchange form of an official document. It is strict: a member that it does not know, a wrong type,
/// a size over DocumentLimits.h or a character that no page shows is a fault, named with its path in `Error::detail`
/// ("body[3].level"). Reasons: those of JsonMembers.h.
namespace wenyi::document {

class JsonFault;

enum class JsonStyle {
    Compact, ///< One line; the form that is digested and stored.
    Indented ///< For people.
};

Result<OfficialDocument> readDocumentJson(QByteArrayView json);

/// Equal documents give equal bytes: members in the order of their names, what is empty left out.
QByteArray writeDocumentJson(const OfficialDocument &document, JsonStyle style = JsonStyle::Compact);

/// The same as a value, for forms that hold a document in one of their members (`path` names it in faults).
OfficialDocument readDocument(const QJsonValue &value, const QString &path, JsonFault &fault);
QJsonObject writeDocument(const OfficialDocument &document);

} // namespace wenyi::document
