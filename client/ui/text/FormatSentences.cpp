// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofFormatRules()
{
    static constexpr Sentence table[] = {
        {"format.title-missing", QT_TRANSLATE_NOOP("Sentences", "The title is missing.")},
        {"format.title-kind", QT_TRANSLATE_NOOP("Sentences", "The title does not end with the kind of document.")},
        {"format.title-matter", QT_TRANSLATE_NOOP("Sentences", "The title does not say what it is about.")},
        {"format.title-punctuation",
            QT_TRANSLATE_NOOP("Sentences", "The title has punctuation that titles do not have.")},
        {"format.kind", QT_TRANSLATE_NOOP("Sentences", "The kind is none of the 15 kinds of document.")},
        {"format.mark-missing", QT_TRANSLATE_NOOP("Sentences", "The issuer's mark is missing.")},
        {"format.number-form", QT_TRANSLATE_NOOP("Sentences", "The number is not of the form 澄政办发〔2026〕28号.")},
        {"format.copy-number-form", QT_TRANSLATE_NOOP("Sentences", "The copy number has six Arabic digits.")},
        {"format.secrecy-form", QT_TRANSLATE_NOOP("Sentences", "The secrecy mark is not of the form 秘密★1年.")},
        {"format.secrecy-term", QT_TRANSLATE_NOOP("Sentences", "The secrecy mark has no term.")},
        {"format.secret-needs-copy-number", QT_TRANSLATE_NOOP("Sentences", "A secret document has a copy number.")},
        {"format.urgency-word", QT_TRANSLATE_NOOP("Sentences", "The urgency is 特急 or 加急.")},
        {"format.upward-needs-signer", QT_TRANSLATE_NOOP("Sentences", "A document that goes upward names its signer.")},
        {"format.request-one-recipient", QT_TRANSLATE_NOOP("Sentences", "A request has one recipient.")},
        {"format.request-needs-contact", QT_TRANSLATE_NOOP("Sentences", "A request names a contact in its note.")},
        {"format.recipients-missing", QT_TRANSLATE_NOOP("Sentences", "The recipients are missing.")},
        {"format.recipient-form", QT_TRANSLATE_NOOP("Sentences", "A recipient is not written as a name should be.")},
        {"format.body-missing", QT_TRANSLATE_NOOP("Sentences", "The body is empty.")},
        {"format.heading-order", QT_TRANSLATE_NOOP("Sentences", "The headings skip a level.")},
        {"format.heading-level", QT_TRANSLATE_NOOP("Sentences", "A heading's number does not fit its level.")},
        {"format.heading-number", QT_TRANSLATE_NOOP("Sentences", "The numbers of the headings are not in sequence.")},
        {"format.heading-mark", QT_TRANSLATE_NOOP("Sentences", "A heading of the first level ends with a mark.")},
        {"format.attachment-missing",
            QT_TRANSLATE_NOOP("Sentences", "The text names an attachment that is not there.")},
        {"format.signers-of-issuers",
            QT_TRANSLATE_NOOP("Sentences", "There is not one signer for each issuing organ.")},
        {"format.attachment-name", QT_TRANSLATE_NOOP("Sentences", "An attachment has no name or a wrong one.")},
        {"format.attachment-mark",
            QT_TRANSLATE_NOOP("Sentences", "The attachments in the body and in the list differ.")},
        {"format.signature-missing", QT_TRANSLATE_NOOP("Sentences", "The signature of the issuing organ is missing.")},
        {"format.date-missing", QT_TRANSLATE_NOOP("Sentences", "The date is missing.")},
        {"format.print-before-date", QT_TRANSLATE_NOOP("Sentences", "It is printed before its date.")},
        {"format.invisible-characters", QT_TRANSLATE_NOOP("Sentences", "There are characters that nobody sees.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
