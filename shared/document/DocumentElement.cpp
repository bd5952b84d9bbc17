// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentElement.h"

namespace wenyi::document {

QByteArray elementName(DocumentElement element)
{
    switch (element) {
    case DocumentElement::Kind:
        return "kind";
    case DocumentElement::CopyNumber:
        return "copyNumber";
    case DocumentElement::Secrecy:
        return "secrecy";
    case DocumentElement::Urgency:
        return "urgency";
    case DocumentElement::IssuerMark:
        return "issuerMark";
    case DocumentElement::Issuers:
        return "issuers";
    case DocumentElement::Number:
        return "number";
    case DocumentElement::Signers:
        return "signers";
    case DocumentElement::Title:
        return "title";
    case DocumentElement::Recipients:
        return "recipients";
    case DocumentElement::Body:
        return "body";
    case DocumentElement::Attachments:
        return "attachments";
    case DocumentElement::Signatories:
        return "signatories";
    case DocumentElement::Date:
        return "date";
    case DocumentElement::Note:
        return "note";
    case DocumentElement::CopyTo:
        return "copyTo";
    case DocumentElement::Printer:
        return "printer";
    case DocumentElement::PrintDate:
        break;
    }
    return "printDate";
}

} // namespace wenyi::document
