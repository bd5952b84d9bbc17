// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/ImportWords.h"

#include "client/ui/comparing/ComparisonWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace wenyi::ui {

namespace {

/// The context of the words of imports.
class ImportWords
{
    Q_DECLARE_TR_FUNCTIONS(ImportWords)
};

using document::Certainty;
using document::DocumentElement;

struct Reason
{
    const char *key;
    const char *text;
};

constexpr Reason reasons[] = {
    {"import.attachment-name", QT_TRANSLATE_NOOP("ImportWords", "No name of an attachment could be read in it.")},
    {"import.behind-the-imprint", QT_TRANSLATE_NOOP("ImportWords", "It stands behind the imprint.")},
    {"import.comment", QT_TRANSLATE_NOOP("ImportWords", "A comment; it is no part of the text.")},
    {"import.date-form", QT_TRANSLATE_NOOP("ImportWords", "No date could be read in it.")},
    {"import.date-of-signature-preferred",
        QT_TRANSLATE_NOOP("ImportWords", "There are several dates; the one at the signature was taken.")},
    {"import.external-left", QT_TRANSLATE_NOOP("ImportWords", "It points outside of the file; nothing was fetched.")},
    {"import.footnote", QT_TRANSLATE_NOOP("ImportWords", "A footnote; official documents have none.")},
    {"import.header-footer", QT_TRANSLATE_NOOP("ImportWords", "From the page's header or footer.")},
    {"import.issuer-from-mark", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the issuer's mark.")},
    {"import.issuer-from-number", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the code in the number.")},
    {"import.issuer-from-signature", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the signature.")},
    {"import.issuer-from-title", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the title.")},
    {"import.kept-from-draft", QT_TRANSLATE_NOOP("ImportWords", "The text does not say; what the draft has is kept.")},
    {"import.kind-from-title", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the title.")},
    {"import.list-parted", QT_TRANSLATE_NOOP("ImportWords", "Parted into names at its commas.")},
    {"import.mark-from-issuer", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the issuer.")},
    {"import.merged-cells", QT_TRANSLATE_NOOP("ImportWords", "Merged cells were parted; the text is in the first.")},
    {"import.nested-table", QT_TRANSLATE_NOOP("ImportWords", "A table within a cell became the cell's text.")},
    {"import.number-rewritten", QT_TRANSLATE_NOOP("ImportWords", "Put into the form that the standard wants.")},
    {"import.picture-left", QT_TRANSLATE_NOOP("ImportWords", "A picture; it was not taken.")},
    {"import.revision-deleted", QT_TRANSLATE_NOOP("ImportWords", "Deleted as a tracked change.")},
    {"import.revision-inserted", QT_TRANSLATE_NOOP("ImportWords", "Inserted as a tracked change; it was taken.")},
    {"import.signature-from-issuer", QT_TRANSLATE_NOOP("ImportWords", "Concluded from the issuer.")},
    {"import.style-unknown", QT_TRANSLATE_NOOP("ImportWords", "It has no element's style; taken for the text.")},
    {"import.subject-words-abolished",
        QT_TRANSLATE_NOOP("ImportWords", "Official documents have no subject words any more.")},
    {"import.text-box", QT_TRANSLATE_NOOP("ImportWords", "From a text box beside the text.")},
    {"import.title-derived", QT_TRANSLATE_NOOP("ImportWords", "Derived from what the document issues.")},
    {"import.title-joined", QT_TRANSLATE_NOOP("ImportWords", "Joined from several lines.")},
    {"import.too-long", QT_TRANSLATE_NOOP("ImportWords", "It is too long for this element.")},
    {"import.too-many-attachments", QT_TRANSLATE_NOOP("ImportWords", "There are too many attachments.")}};

} // namespace

QString certaintyWord(Certainty certainty)
{
    switch (certainty) {
    case Certainty::Recognised:
        return ImportWords::tr("✔ recognised");
    case Certainty::Guessed:
        return ImportWords::tr("▲ guessed");
    case Certainty::Left:
        break;
    }
    return ImportWords::tr("■ left");
}

QString elementTitle(DocumentElement element)
{
    if (element == DocumentElement::Body)
        return ImportWords::tr("Body");
    if (element == DocumentElement::Attachments)
        return ImportWords::tr("Attachments");
    return fieldTitle(document::elementName(element));
}

QString findingSentence(const document::ImportFinding &finding)
{
    const auto isIts = [&finding](const Reason &reason) { return finding.reason == reason.key; };
    const auto found = std::find_if(std::begin(reasons), std::end(reasons), isIts);
    if (found == std::end(reasons))
        return {};
    const QString sentence = ImportWords::tr(found->text);
    return finding.note.isEmpty() ? sentence : ImportWords::tr("%1 (%2)").arg(sentence, finding.note);
}

QString findingCounts(const QList<document::ImportFinding> &findings)
{
    const auto count = [&findings](Certainty certainty) {
        return static_cast<int>(std::count_if(findings.begin(), findings.end(),
            [certainty](const document::ImportFinding &finding) { return finding.certainty == certainty; }));
    };
    return ImportWords::tr("%1 recognised, %2 guessed, %3 left")
        .arg(count(Certainty::Recognised))
        .arg(count(Certainty::Guessed))
        .arg(count(Certainty::Left));
}

} // namespace wenyi::ui
