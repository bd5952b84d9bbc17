// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SentenceTables.h"

namespace wenyi::ui::sentences {

std::span<const Sentence> ofFormatRules()
{
    static constexpr Sentence table[] = {
        {"format.title-missing", QT_TRANSLATE_NOOP("Sentences", "The title is missing.")},
        {"format.title-kind", QT_TRANSLATE_NOOP("Sentences", "The title does not end with the kind of document.")},
        {"format.title-matter",
            QT_TRANSLATE_NOOP("Sentences", "The title does not name its matter in the form 关于…的….")},
        {"format.title-punctuation",
            QT_TRANSLATE_NOOP("Sentences", "The title has punctuation that titles do not have.")},
        {"format.kind", QT_TRANSLATE_NOOP("Sentences", "The kind is none of the 15 kinds of document.")},
        {"format.mark-missing", QT_TRANSLATE_NOOP("Sentences", "The issuer's mark is missing.")},
        {"format.number-form", QT_TRANSLATE_NOOP("Sentences", "The number is not of the form 澄政办发〔2026〕28号.")},
        {"format.copy-number-form", QT_TRANSLATE_NOOP("Sentences", "The copy number is not six Arabic digits.")},
        {"format.secrecy-form", QT_TRANSLATE_NOOP("Sentences", "The secrecy mark is not of the form 秘密★1年.")},
        {"format.secrecy-term", QT_TRANSLATE_NOOP("Sentences", "The term of secrecy is longer than its level allows.")},
        {"format.secret-needs-copy-number",
            QT_TRANSLATE_NOOP("Sentences", "A classified document has no copy number.")},
        {"format.urgency-word", QT_TRANSLATE_NOOP("Sentences", "The urgency is neither 特急 nor 加急.")},
        {"format.upward-needs-signer",
            QT_TRANSLATE_NOOP("Sentences", "A document to a higher body does not name its signer.")},
        {"format.request-one-recipient", QT_TRANSLATE_NOOP("Sentences", "A request has more than one recipient.")},
        {"format.request-needs-contact", QT_TRANSLATE_NOOP("Sentences", "A request names no contact in its note.")},
        {"format.recipients-missing", QT_TRANSLATE_NOOP("Sentences", "The recipients are missing.")},
        {"format.recipient-form",
            QT_TRANSLATE_NOOP("Sentences", "A recipient is empty or ends with a colon of its own.")},
        {"format.body-missing", QT_TRANSLATE_NOOP("Sentences", "The body is empty.")},
        {"format.heading-order", QT_TRANSLATE_NOOP("Sentences", "The headings skip a level.")},
        {"format.heading-level", QT_TRANSLATE_NOOP("Sentences", "A heading's number does not fit its level.")},
        {"format.heading-number",
            QT_TRANSLATE_NOOP("Sentences", "A heading's number is not in the form 一、（一）1. or （1）.")},
        {"format.heading-sequence", QT_TRANSLATE_NOOP("Sentences", "The numbers of the headings are not in sequence.")},
        {"format.date-form", QT_TRANSLATE_NOOP("Sentences", "A date is not written as 2026年6月8日.")},
        {"format.cited-number",
            QT_TRANSLATE_NOOP("Sentences", "The number of a document is not written as 澄政办发〔2026〕28号.")},
        {"format.half-width-mark", QT_TRANSLATE_NOOP("Sentences", "There are half-width marks in Chinese text.")},
        {"format.heading-mark", QT_TRANSLATE_NOOP("Sentences", "A heading of the first level ends with a mark.")},
        {"format.attachment-missing",
            QT_TRANSLATE_NOOP("Sentences", "The text names an attachment that is not there.")},
        {"format.signers-of-issuers",
            QT_TRANSLATE_NOOP("Sentences", "There is not one signer for each issuing organ.")},
        {"format.attachment-name", QT_TRANSLATE_NOOP("Sentences", "An attachment has no name.")},
        {"format.attachment-mark", QT_TRANSLATE_NOOP("Sentences", "An attachment's name ends with a mark.")},
        {"format.signature-missing", QT_TRANSLATE_NOOP("Sentences", "The signature of the issuing organ is missing.")},
        {"format.seals-beyond-text",
            QT_TRANSLATE_NOOP("Sentences", "More than twelve seals do not find room on a page with text.")},
        {"format.date-missing", QT_TRANSLATE_NOOP("Sentences", "The date is missing.")},
        {"format.print-before-date", QT_TRANSLATE_NOOP("Sentences", "The printing date is before the date of issue.")},
        {"format.invisible-characters", QT_TRANSLATE_NOOP("Sentences", "There are characters that nobody sees.")},
    };
    return table;
}

} // namespace wenyi::ui::sentences
