// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DocumentElement.h"
#include "shared/document/OfficialDocument.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace wenyi::document {

enum class FaultSeverity {
    Error,  ///< The document is not typeset with it.
    Warning ///< A person should look; typesetting goes on.
};

/// One place where a document departs from the rules, with what to do about it.
struct FormatFault
{
    FaultSeverity severity = FaultSeverity::Error;
    DocumentElement element = DocumentElement::Body;
    int index = -1;  ///< Of the entry in the element's list, from 0; -1 for the element as a whole.
    QByteArray rule; ///< Stable key: "format.number-form".
    QString clause;  ///< Where the rule stands: "GB/T 9704-2012 7.2.5".
    QString hint;    ///< How to put it right, in English; the client translates by `rule`.
    int block = -1;  ///< Of an attachment's body, from 0; `index` is the attachment then.
    qsizetype start = 0;
    qsizetype length = 0; ///< In UTF-16 units of the entry's or block's text; 0: all of it.
    friend bool operator==(const FormatFault &, const FormatFault &) = default;
};

/// Checks what can be said of the elements before any page is set. A draft that has no number yet is in order: the
/// number is drawn when it is registered. Faults come in the order of the page.
QList<FormatFault> checkFormat(const OfficialDocument &document);

/// Whether one of the faults is an error.
bool blocksTypesetting(const QList<FormatFault> &faults);

} // namespace wenyi::document
