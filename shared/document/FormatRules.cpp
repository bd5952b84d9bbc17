// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/FormatRules.h"

#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentNumber.h"
#include "shared/document/DocumentText.h"
#include "shared/document/DocumentUrgency.h"
#include "shared/document/HeadingNumber.h"
#include "shared/document/SecrecyMark.h"
#include "shared/document/TextRules.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

using Faults = QList<FormatFault>;
constexpr auto error = FaultSeverity::Error;
constexpr auto warning = FaultSeverity::Warning;
/// Four rows of three: what stands on one page under text.
constexpr qsizetype MostSealsWithText = 12;

/// 秘密 at most 10, 机密 20, 绝密 30 years (保守国家秘密法).
int longestYears(SecrecyLevel level)
{
    return 10 * (static_cast<int>(level) + 1);
}

void checkSecrecy(const OfficialDocument &document, Faults &faults)
{
    static const QRegularExpression copyNumber(u"\\A[0-9]{6}\\z"_s);
    if (!document.copyNumber.isEmpty() && !copyNumber.match(document.copyNumber).hasMatch())
        faults.append({warning, DocumentElement::CopyNumber, -1, "format.copy-number-form", u"GB/T 9704-2012 7.2.1"_s,
            u"Write the copy number as six Arabic digits, such as 000001."_s});
    if (document.secrecy.isEmpty())
        return;
    const auto mark = SecrecyMark::parse(document.secrecy);
    if (!mark) {
        faults.append({error, DocumentElement::Secrecy, -1, "format.secrecy-form", u"GB/T 9704-2012 7.2.2"_s,
            u"Write 秘密, 机密 or 绝密, then ★ and the term, such as 秘密★1年."_s});
        return;
    }
    if (document.copyNumber.isEmpty())
        faults.append({error, DocumentElement::CopyNumber, -1, "format.secret-needs-copy-number",
            u"GB/T 9704-2012 7.2.1"_s, u"Give a classified document a copy number."_s});
    if (mark->term.endsWith(u'年') && mark->term.chopped(1).toInt() > longestYears(mark->level))
        faults.append({warning, DocumentElement::Secrecy, -1, "format.secrecy-term", u"保守国家秘密法"_s,
            u"Check the term: at most 10 years for 秘密, 20 for 机密, 30 for 绝密."_s});
}

void checkHead(const OfficialDocument &document, Faults &faults)
{
    if (!document.urgency.isEmpty() && !urgencyFromWord(document.urgency))
        faults.append({error, DocumentElement::Urgency, -1, "format.urgency-word", u"GB/T 9704-2012 7.2.3"_s,
            u"A document is 特急 or 加急; leave the element out otherwise."_s});
    // 7.2.4: of a joint document the names of the issuers are the mark.
    if (document.format != Format::Letter && document.issuerMark.isEmpty() && document.issuers.size() < 2)
        faults.append({error, DocumentElement::IssuerMark, -1, "format.mark-missing", u"GB/T 9704-2012 7.2.4"_s,
            u"Name the issuing organ as it stands in red at the head, such as 江阴市人民政府办公室文件."_s});
    if (!document.number.isEmpty() && document.format != Format::Order && document.format != Format::Minutes
        && !DocumentNumber::parse(document.number))
        faults.append({error, DocumentElement::Number, -1, "format.number-form", u"GB/T 9704-2012 7.2.5"_s,
            u"Write the organ's code, the full year in 〔 〕 and the number without 第 or zeros: 澄政办发〔2004〕28号."_s});
    const auto kind = kindFromWord(document.kind);
    if (kind && goesUpward(*kind) && document.signers.isEmpty())
        faults.append({error, DocumentElement::Signers, -1, "format.upward-needs-signer", u"GB/T 9704-2012 7.2.6"_s,
            u"Name the person who issued a document that goes to a higher body."_s});
    const bool joint = document.issuers.size() > 1;
    if (kind && goesUpward(*kind) && joint && !document.signers.isEmpty()
        && document.signers.size() != document.issuers.size())
        faults.append({warning, DocumentElement::Signers, -1, "format.signers-of-issuers", u"GB/T 9704-2012 7.2.6"_s,
            u"Name one signer for each issuing organ, in the same order."_s});
}

void checkTitle(const OfficialDocument &document, Faults &faults)
{
    const auto kind = kindFromWord(document.kind);
    if (!kind)
        faults.append({error, DocumentElement::Kind, -1, "format.kind", u"《党政机关公文处理工作条例》第八条"_s,
            u"Choose one of the 15 kinds, such as 通知."_s});
    // 10.2: an order has its text under its number.
    if (document.title.isEmpty() && document.format == Format::Order)
        return;
    if (document.title.isEmpty()) {
        faults.append({error, DocumentElement::Title, -1, "format.title-missing", u"GB/T 9704-2012 7.3.1"_s,
            u"Give the document a title: organ, matter and kind."_s});
        return;
    }
    const auto named = kindOfTitle(document.title);
    if (kind && named != *kind)
        faults.append({named ? error : warning, DocumentElement::Title, -1, "format.title-kind",
            u"GB/T 9704-2012 7.3.1"_s, u"End the title with the document's kind: 关于…的%1."_s.arg(document.kind)});
    static const QRegularExpression mark(u"[。，；：！？]"_s);
    if (const auto match = mark.match(document.title); match.hasMatch())
        faults.append({warning, DocumentElement::Title, -1, "format.title-punctuation", u"GB/T 9704-2012 7.3.1"_s,
            u"Leave punctuation out of the title, book title marks and 、 excepted."_s, -1, match.capturedStart(), 1});
    if (kind && *kind != DocumentKind::Order && document.format != Format::Minutes
        && !document.title.contains(u"关于"_s))
        faults.append({warning, DocumentElement::Title, -1, "format.title-matter", u"GB/T 9704-2012 7.3.1"_s,
            u"Say the matter with 关于: 关于…的%1."_s.arg(document.kind)});
}

/// Kinds that speak to everyone or are adopted by a meeting address nobody.
bool needsRecipients(const OfficialDocument &document, DocumentKind kind)
{
    static const QList<DocumentKind> addressed{DocumentKind::Notice, DocumentKind::Report, DocumentKind::Request,
        DocumentKind::Reply, DocumentKind::Bill, DocumentKind::Letter};
    return addressed.contains(kind) && document.format != Format::Order && document.format != Format::Minutes;
}

void checkRecipients(const OfficialDocument &document, Faults &faults)
{
    const auto kind = kindFromWord(document.kind);
    if (kind && document.recipients.isEmpty() && needsRecipients(document, *kind))
        faults.append({error, DocumentElement::Recipients, -1, "format.recipients-missing", u"GB/T 9704-2012 7.3.2"_s,
            u"Name the organs that the document is for."_s});
    for (int i = 0; i < document.recipients.size(); ++i) {
        const QString &recipient = document.recipients.at(i);
        if (recipient.trimmed().isEmpty() || recipient.endsWith(u'：') || recipient.endsWith(u':'))
            faults.append({error, DocumentElement::Recipients, i, "format.recipient-form", u"GB/T 9704-2012 7.3.2"_s,
                u"Give the name alone; the colon is set by the layout."_s});
    }
    if (kind == DocumentKind::Request && document.recipients.size() > 1)
        faults.append({warning, DocumentElement::Recipients, -1, "format.request-one-recipient",
            u"《党政机关公文处理工作条例》第十五条"_s, u"Address a request to one higher body."_s});
}

/// Headings begin at the first level, go down one level at a time, and their numbers have the standard's form and
/// follow each other.
class HeadingRules
{
public:
    HeadingRules(BodyPlace place, Faults &faults)
        : m_place(place)
        , m_faults(faults)
    {
    }

    void check(int block, const Heading &heading)
    {
        const int numbered = headingLevel(heading.text);
        const qsizetype number = headingNumberLength(heading.text);
        if (heading.level < 1 || heading.level > 4 || (numbered != 0 && numbered != heading.level))
            add(error, block, "format.heading-level", u"Number the levels 一、（一）1. and （1）."_s, 0, number);
        else if (numbered != 0 && !hasStandardHeadingNumber(heading.text))
            add(warning, block, "format.heading-number",
                u"Write the number as 一、（一）1. or （1）, with full-width brackets and no blank behind it."_s, 0,
                number);
        if (heading.level > m_above + 1)
            add(warning, block, "format.heading-order",
                u"Do not leave out a level between this heading and the one above it."_s, 0, number);
        else
            checkSequence(block, heading, number);
        if (heading.level == 1 && !heading.text.isEmpty() && QStringView(u"。；，：").contains(heading.text.back()))
            add(warning, block, "format.heading-mark",
                u"Put no mark behind a heading of the first level that stands on a line of its own."_s,
                heading.text.size() - 1, 1);
        m_above = heading.level;
    }

    /// A numbered sentence counts among the headings of its level.
    void pass(const QString &text)
    {
        const int level = headingLevel(text);
        if (level == 0)
            return;
        m_last[static_cast<size_t>(level - 1)] = headingOrdinal(text);
        std::fill(m_last.begin() + level, m_last.end(), 0);
    }

private:
    void checkSequence(int block, const Heading &heading, qsizetype number)
    {
        const int ordinal = headingOrdinal(heading.text);
        if (heading.level < 1 || heading.level > 4)
            return;
        int &last = m_last[static_cast<size_t>(heading.level - 1)];
        std::fill(m_last.begin() + heading.level, m_last.end(), 0);
        if (ordinal != 0 && ordinal != last + 1)
            add(warning, block, "format.heading-sequence",
                u"Number the headings of a level one after the other; this one is %1"_s.arg(
                    headingNumber(heading.level, last + 1)),
                0, number);
        last = ordinal != 0 ? ordinal : last;
    }

    void add(
        FaultSeverity severity, int block, const char *rule, const QString &hint, qsizetype start, qsizetype length)
    {
        m_faults.append(m_place.fault(severity, block, rule, u"GB/T 9704-2012 7.3.3"_s, hint, start, length));
    }

    BodyPlace m_place;
    Faults &m_faults;
    int m_above = 0;
    std::array<int, 4> m_last{};
};

void checkBody(const QList<Block> &body, const BodyPlace &place, Faults &faults)
{
    HeadingRules headings(place, faults);
    for (int i = 0; i < body.size(); ++i) {
        if (const auto *heading = std::get_if<Heading>(&body.at(i)))
            headings.check(i, *heading);
        const auto *paragraph = std::get_if<Paragraph>(&body.at(i));
        if (!paragraph)
            continue;
        headings.pass(paragraph->text);
        checkText(paragraph->text, i, place, faults);
    }
}

/// Attachments that the text speaks of are there.
void checkMentions(const OfficialDocument &document, Faults &faults)
{
    static const QRegularExpression mention(u"(?:见|（|按|附)附件([1-9]\\d?)?"_s);
    for (int i = 0; i < document.body.size(); ++i) {
        const auto *paragraph = std::get_if<Paragraph>(&document.body.at(i));
        auto matches = mention.globalMatch(paragraph ? paragraph->text : QString());
        while (matches.hasNext()) {
            const auto match = matches.next();
            if (document.attachments.size() >= std::max(1, match.captured(1).toInt()))
                continue;
            faults.append({warning, DocumentElement::Body, i, "format.attachment-missing", u"GB/T 9704-2012 7.3.4"_s,
                u"Add the attachment that the text names, or take its mention out."_s, -1, match.capturedStart(),
                match.capturedLength()});
        }
    }
}

void checkAttachments(const OfficialDocument &document, Faults &faults)
{
    for (int i = 0; i < document.attachments.size(); ++i) {
        const Attachment &attachment = document.attachments.at(i);
        if (attachment.name.trimmed().isEmpty())
            faults.append({error, DocumentElement::Attachments, i, "format.attachment-name", u"GB/T 9704-2012 7.3.4"_s,
                u"Give the attachment its name."_s});
        else if (QStringView(u"。，；、.").contains(attachment.name.back()))
            faults.append(
                {warning, DocumentElement::Attachments, i, "format.attachment-mark", u"GB/T 9704-2012 7.3.4"_s,
                    u"Put no mark behind an attachment's name."_s, -1, attachment.name.size() - 1, 1});
        checkBody(attachment.body, BodyPlace{i}, faults);
    }
}

void checkSignature(const OfficialDocument &document, Faults &faults)
{
    // 纪要 bears neither signature nor seal (条例).
    if (document.format == Format::Minutes)
        return;
    if (document.signatories.isEmpty())
        faults.append({error, DocumentElement::Signatories, -1, "format.signature-missing", u"GB/T 9704-2012 7.3.5"_s,
            u"Name the organ that signs."_s});
    if (document.signing == Signing::Seals && document.signatories.size() > MostSealsWithText)
        faults.append({warning, DocumentElement::Signatories, -1, "format.seals-beyond-text",
            u"GB/T 9704-2012 7.3.5.1"_s,
            u"Twelve seals at most stand on a page with text; the others come on the page behind it."_s});
    if (!document.date.isValid())
        faults.append({error, DocumentElement::Date, -1, "format.date-missing", u"GB/T 9704-2012 7.3.5.4"_s,
            u"Give the day on which the document was issued."_s});
    if (document.printDate.isValid() && document.date.isValid() && document.printDate < document.date)
        faults.append({warning, DocumentElement::PrintDate, -1, "format.print-before-date", u"GB/T 9704-2012 7.4.3"_s,
            u"A document is not printed before its date."_s});
    if (document.kind == kindWord(DocumentKind::Request) && document.note.isEmpty())
        faults.append({warning, DocumentElement::Note, -1, "format.request-needs-contact",
            u"《党政机关公文处理工作条例》"_s, u"Name a person to ask and a telephone number in the note."_s});
}

/// A model made by hand may hold what the JSON form refuses.
void checkCharacters(const OfficialDocument &document, Faults &faults)
{
    const QStringList texts = textsOf(document);
    if (!std::all_of(texts.begin(), texts.end(), [](const QString &text) { return isPageText(text); }))
        faults.append({error, DocumentElement::Body, -1, "format.invisible-characters", {},
            u"Take out control and formatting characters that no page shows."_s});
}

} // namespace

QList<FormatFault> checkFormat(const OfficialDocument &document)
{
    Faults faults;
    checkSecrecy(document, faults);
    checkHead(document, faults);
    checkTitle(document, faults);
    checkRecipients(document, faults);
    if (document.body.isEmpty())
        faults.append({error, DocumentElement::Body, -1, "format.body-missing", u"GB/T 9704-2012 7.3.3"_s,
            u"The first page shows text of the body; write some."_s});
    checkBody(document.body, BodyPlace{}, faults);
    checkMentions(document, faults);
    checkAttachments(document, faults);
    checkSignature(document, faults);
    checkCharacters(document, faults);
    return faults;
}

bool blocksTypesetting(const QList<FormatFault> &faults)
{
    const auto isError = [](const FormatFault &fault) { return fault.severity == FaultSeverity::Error; };
    return std::any_of(faults.begin(), faults.end(), isError);
}

} // namespace wenyi::document
