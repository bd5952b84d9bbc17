// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentText.h"

#include "shared/document/ChineseDate.h"

#include <algorithm>

namespace wenyi::document {

namespace {

bool isOnPage(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

bool endsLineOrCell(char32_t character)
{
    return (character >= U'\t' && character <= U'\r') || character == U'\u0085' || character == U'\u2028'
           || character == U'\u2029';
}

/// Calls `visit` with each code point; a lone surrogate is one of its own.
template<typename Visit>
void forEachCharacter(QStringView text, Visit visit)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            visit(static_cast<char32_t>(QChar::surrogateToUcs4(unit, text.at(++i))));
        else
            visit(static_cast<char32_t>(unit.unicode()));
    }
}

void append(QStringList &texts, const QString &text)
{
    if (!text.isEmpty())
        texts.append(text);
}

} // namespace

bool isPageText(QStringView text)
{
    bool isGood = true;
    forEachCharacter(text, [&isGood](char32_t character) { isGood = isGood && isOnPage(character); });
    return isGood;
}

QString toPageText(QStringView text)
{
    QString page;
    page.reserve(text.size());
    forEachCharacter(text, [&page](char32_t character) {
        if (endsLineOrCell(character))
            page += u' ';
        else if (isOnPage(character))
            page += QChar::fromUcs4(character);
    });
    return page;
}

QString beginningOf(const QString &text, qsizetype longest)
{
    const bool isHalved = text.size() > longest && text.at(longest - 1).isHighSurrogate();
    return text.left(isHalved ? longest - 1 : longest);
}

QStringList textsOf(const QList<Block> &body)
{
    QStringList texts;
    for (const Block &block : body) {
        if (const auto *paragraph = std::get_if<Paragraph>(&block))
            append(texts, paragraph->text);
        else if (const auto *heading = std::get_if<Heading>(&block))
            append(texts, heading->text);
        else if (const auto *table = std::get_if<Table>(&block))
            for (const QStringList &row : table->rows)
                std::for_each(row.begin(), row.end(), [&texts](const QString &cell) { append(texts, cell); });
    }
    return texts;
}

QStringList textsOf(const OfficialDocument &document)
{
    QStringList texts;
    for (const QString &text :
        {document.copyNumber, document.secrecy, document.urgency, document.issuerMark, document.number})
        append(texts, text);
    texts += document.signers;
    append(texts, document.title);
    texts += document.recipients;
    texts += textsOf(document.body);
    for (const Attachment &attachment : document.attachments)
        append(texts, attachment.name);
    texts += document.signatories;
    append(texts, chineseDate(document.date));
    append(texts, document.note);
    texts += document.attendees + document.excused + document.observers;
    for (const Attachment &attachment : document.attachments)
        texts += textsOf(attachment.body);
    texts += document.copyTo;
    append(texts, document.printer);
    append(texts, chineseDate(document.printDate));
    return texts;
}

} // namespace wenyi::document
