// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wenyi::document {

/// 要素: the elements of GB/T 9704-2012 clause 7 that faults and findings speak of.
enum class DocumentElement {
    Kind,
    CopyNumber,
    Secrecy,
    Urgency,
    IssuerMark,
    Issuers,
    Number,
    Signers,
    Title,
    Recipients,
    Body,
    Attachments,
    Signatories,
    Date,
    Note,
    CopyTo,
    Printer,
    PrintDate
};

/// The element's stable name, that of its member in DOC.json: "copyNumber".
QByteArray elementName(DocumentElement element);

} // namespace wenyi::document
