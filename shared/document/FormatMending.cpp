// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/FormatMending.h"

#include "shared/document/DocumentFields.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentNumber.h"
#include "shared/document/DocumentText.h"
#include "shared/document/HeadingNumber.h"
#include "shared/document/SecrecyMark.h"
#include "shared/document/TextRules.h"

#include <QRegularExpression>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace wenyi::document {

namespace {

/// How often the faults that are left are looked for again.
constexpr int MostPasses = 100;

QString *textOfBlock(Block &block)
{
    if (auto *paragraph = std::get_if<Paragraph>(&block))
        return &paragraph->text;
    auto *heading = std::get_if<Heading>(&block);
    return heading ? &heading->text : nullptr;
}

/// The block that a fault is in; null where it is in none.
Block *blockAt(OfficialDocument &document, const FormatFault &fault)
{
    QList<Block> *body = nullptr;
    int index = -1;
    if (fault.element == DocumentElement::Body) {
        body = &document.body;
        index = fault.index;
    } else if (fault.element == DocumentElement::Attachments && fault.block >= 0 && fault.index >= 0
               && fault.index < document.attachments.size()) {
        body = &document.attachments[fault.index].body;
        index = fault.block;
    }
    return body && index >= 0 && index < body->size() ? &(*body)[index] : nullptr;
}

/// The one text that a fault is in; null where it is in none.
QString *textAt(OfficialDocument &document, const FormatFault &fault)
{
    if (Block *block = blockAt(document, fault))
        return textOfBlock(*block);
    switch (fault.element) {
    case DocumentElement::Kind:
        return &document.kind;
    case DocumentElement::CopyNumber:
        return &document.copyNumber;
    case DocumentElement::Secrecy:
        return &document.secrecy;
    case DocumentElement::Urgency:
        return &document.urgency;
    case DocumentElement::IssuerMark:
        return &document.issuerMark;
    case DocumentElement::Number:
        return &document.number;
    case DocumentElement::Title:
        return &document.title;
    case DocumentElement::Note:
        return &document.note;
    case DocumentElement::Recipients:
        return fault.index >= 0 && fault.index < document.recipients.size() ? &document.recipients[fault.index]
                                                                            : nullptr;
    case DocumentElement::Attachments:
        return fault.block < 0 && fault.index >= 0 && fault.index < document.attachments.size()
                   ? &document.attachments[fault.index].name
                   : nullptr;
    default:
        return nullptr;
    }
}

QString withoutMarksBehind(QString text, QStringView marks)
{
    while (!text.isEmpty() && marks.contains(text.back()))
        text.chop(1);
    return text;
}

QString copyNumberInForm(const QString &text)
{
    static const QRegularExpression figures(u"\\A[0-9]{1,6}\\z"_s);
    return figures.match(text).hasMatch() ? text.rightJustified(6, u'0') : QString();
}

QString secrecyInForm(const QString &text)
{
    static const QRegularExpression parts(u"(秘密|机密|绝密)[^0-9长]*([0-9]+(?:年|个月)|长期)?"_s);
    const auto match = parts.match(text);
    if (!match.hasMatch())
        return {};
    const QString form = match.captured(1) + (match.captured(2).isEmpty() ? QString() : u'★' + match.captured(2));
    return SecrecyMark::parse(form) ? form : QString();
}

QString numberInForm(const QString &text)
{
    static const QRegularExpression parts(u"\\A\\s*(\\p{Han}+)\\W*([12][0-9]{3})\\D*?0*([1-9][0-9]*)号?\\s*\\z"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    const auto match = parts.match(text);
    const QString form = u"%1〔%2〕%3号"_s.arg(match.captured(1), match.captured(2), match.captured(3));
    return match.hasMatch() && DocumentNumber::parse(form) ? form : QString();
}

QString headingInForm(const QString &text, int ordinal)
{
    const QString number = headingNumber(headingLevel(text), ordinal);
    return number.isEmpty() ? QString() : number + text.mid(headingNumberLength(text));
}

/// How the whole text should read by a rule on all of it; empty where a person has to tell.
QString wholeInForm(const QByteArray &rule, const QString &text)
{
    if (rule == "format.copy-number-form")
        return copyNumberInForm(text);
    if (rule == "format.secrecy-form")
        return secrecyInForm(text);
    if (rule == "format.urgency-word")
        return text.contains(u"特急"_s) ? u"特急"_s : text.contains(u"加急"_s) ? u"加急"_s : QString();
    if (rule == "format.number-form")
        return numberInForm(text);
    if (rule == "format.recipient-form")
        return withoutMarksBehind(text.trimmed(), u"：: ");
    if (rule == "format.heading-number")
        return headingInForm(text, headingOrdinal(text));
    if (rule == "format.heading-mark")
        return withoutMarksBehind(text, u"。；，：");
    if (rule == "format.attachment-mark")
        return withoutMarksBehind(text, u"。，；、.");
    return {};
}

/// The ordinal that a heading should have: the one behind the last of its level under the same heading above it.
int ordinalDue(const OfficialDocument &document, const FormatFault &fault)
{
    const bool own = fault.element == DocumentElement::Body;
    const QList<Block> &body = own ? document.body : document.attachments.at(fault.index).body;
    const int at = own ? fault.index : fault.block;
    const int level = std::get<Heading>(body.at(at)).level;
    for (int i = at - 1; i >= 0; --i) {
        const auto *heading = std::get_if<Heading>(&body.at(i));
        const auto *paragraph = std::get_if<Paragraph>(&body.at(i));
        const QString text = heading ? heading->text : paragraph ? paragraph->text : QString();
        const int above = heading ? heading->level : headingLevel(text);
        if (above == 0 || above > level)
            continue;
        if (above < level)
            return 1;
        if (const int ordinal = headingOrdinal(text); ordinal != 0)
            return ordinal + 1;
    }
    return 1;
}

/// Rules whose mending touches more than one text or none. False: not one of them, or not to be mended.
bool mendElement(OfficialDocument &document, const FormatFault &fault)
{
    if (fault.rule == "format.signature-missing") {
        document.signatories = document.issuers;
        return !document.issuers.isEmpty();
    }
    if (fault.rule == "format.print-before-date") {
        document.printDate = document.date;
        return true;
    }
    if (fault.rule == "format.kind") {
        const auto kind = kindOfTitle(document.title);
        document.kind = kind ? kindWord(*kind) : document.kind;
        return kind.has_value();
    }
    if (fault.rule == "format.heading-level") {
        Block *block = blockAt(document, fault);
        auto *heading = block ? std::get_if<Heading>(block) : nullptr;
        const int level = heading ? headingLevel(heading->text) : 0;
        if (level != 0)
            heading->level = level;
        return level != 0;
    }
    return false;
}

void makePageText(QList<Block> &body)
{
    for (Block &block : body) {
        if (QString *text = textOfBlock(block))
            *text = toPageText(*text);
        if (auto *table = std::get_if<Table>(&block)) {
            for (QStringList &row : table->rows)
                std::ranges::transform(row, row.begin(), [](const QString &cell) { return toPageText(cell); });
        }
    }
}

void makePageText(OfficialDocument &document)
{
    for (const QByteArray &name : fieldNames()) {
        QStringList lines = fieldText(document, name).split(u'\n');
        std::ranges::transform(lines, lines.begin(), [](const QString &line) { return toPageText(line); });
        setFieldText(document, name, lines.join(u'\n'));
    }
    makePageText(document.body);
    for (Attachment &attachment : document.attachments) {
        attachment.name = toPageText(attachment.name);
        makePageText(attachment.body);
    }
}

/// The text put right; nothing where a person has to tell.
std::optional<QString> mendedText(const OfficialDocument &document, const FormatFault &fault, const QString &text)
{
    if (fault.rule == "format.title-punctuation")
        return QString(text).remove(fault.start, fault.length);
    if (fault.rule == "format.heading-sequence")
        return headingInForm(text, ordinalDue(document, fault));
    const QString part = textInForm(fault.rule, text.mid(fault.start, fault.length));
    if (!part.isEmpty())
        return QString(text).replace(fault.start, fault.length, part);
    const QString whole = wholeInForm(fault.rule, text);
    return whole.isEmpty() ? std::nullopt : std::optional(whole);
}

/// Puts one fault right in place; false, and nothing is changed, where a person has to tell how.
bool mend(OfficialDocument &document, const FormatFault &fault)
{
    if (fault.rule == "format.invisible-characters") {
        makePageText(document);
        return true;
    }
    if (mendElement(document, fault))
        return true;
    QString *text = textAt(document, fault);
    if (!text || fault.start > text->size())
        return false;
    if (fault.rule == "format.recipient-form" && withoutMarksBehind(text->trimmed(), u"：: ").isEmpty()) {
        document.recipients.removeAt(fault.index);
        return true;
    }
    const auto inForm = mendedText(document, fault, *text);
    if (!inForm || inForm->isEmpty() || *inForm == *text)
        return false;
    *text = *inForm;
    return true;
}

} // namespace

std::optional<QString> faultyText(const OfficialDocument &document, const FormatFault &fault)
{
    OfficialDocument copy = document;
    const QString *text = textAt(copy, fault);
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<OfficialDocument> mendFault(const OfficialDocument &document, const FormatFault &fault)
{
    OfficialDocument mended = document;
    return mend(mended, fault) ? std::optional(mended) : std::nullopt;
}

Mending mendFaults(const OfficialDocument &document)
{
    Mending mending{document, 0};
    QList<FormatFault> faults = checkFormat(document);
    for (int pass = 0; pass < MostPasses; ++pass) {
        // From behind, so that the places of the others stay; numbers that depend on those before them need passes.
        const auto isBehind = [](const FormatFault &one, const FormatFault &other) {
            return std::tie(one.element, one.index, one.block, one.start)
                   > std::tie(other.element, other.index, other.block, other.start);
        };
        std::ranges::stable_sort(faults, isBehind);
        OfficialDocument next = mending.document;
        int mended = 0;
        for (const FormatFault &fault : std::as_const(faults))
            mended += mend(next, fault) ? 1 : 0;
        const QList<FormatFault> left = checkFormat(next);
        const bool isBetter = left.size() < faults.size() || (mended > 0 && left.size() == faults.size());
        if (mended == 0 || !isBetter)
            break;
        mending = {next, mending.mended + mended};
        faults = left;
    }
    return mending;
}

} // namespace wenyi::document
