// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HeadingNumber.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// A number stands at the very beginning; no more than this of the text can belong to it.
constexpr qsizetype numberLength = 12;
constexpr qsizetype longestHeading = 60;

/// A number at a text's beginning.
struct FoundNumber
{
    int level = 0;
    QString figures; ///< 十二, 12
    qsizetype length = 0;
};

FoundNumber findNumber(QStringView text)
{
    static const std::array<QRegularExpression, 4> forms{
        QRegularExpression(u"\\A([一二三四五六七八九十]{1,3})[、.．]"_s),
        QRegularExpression(u"\\A[（(]([一二三四五六七八九十]{1,3})[)）]"_s),
        QRegularExpression(u"\\A([1-9][0-9]?)(?:、|[.．](?![0-9]))"_s),
        QRegularExpression(u"\\A[（(]([1-9][0-9]?)[)）]"_s),
    };
    const QString head = text.left(numberLength).toString();
    for (size_t i = 0; i < forms.size(); ++i) {
        const auto match = forms.at(i).match(head);
        if (match.hasMatch())
            return {static_cast<int>(i) + 1, match.captured(1), match.capturedLength()};
    }
    return {};
}

constexpr QStringView digits = u"一二三四五六七八九";

QString chineseNumber(int number)
{
    const auto digit = [](int value) { return value == 0 ? QString() : QString(digits.at(value - 1)); };
    if (number < 10)
        return digit(number);
    return (number < 20 ? QString() : digit(number / 10)) + u'十' + digit(number % 10);
}

/// 一 to 九十九; 0 for what is no such number.
int valueOf(const QString &figures)
{
    if (figures.at(0).isDigit())
        return figures.toInt();
    for (int value = 1; value < 100; ++value) {
        if (chineseNumber(value) == figures)
            return value;
    }
    return 0;
}

} // namespace

int headingLevel(QStringView text)
{
    return findNumber(text).level;
}

qsizetype headingNumberLength(QStringView text)
{
    qsizetype length = findNumber(text).length;
    while (length > 0 && length < text.size() && text.at(length).isSpace())
        ++length;
    return length;
}

int headingOrdinal(QStringView text)
{
    const FoundNumber number = findNumber(text);
    return number.level == 0 ? 0 : valueOf(number.figures);
}

QString headingNumber(int level, int ordinal)
{
    if (level < 1 || level > 4 || ordinal < 1 || ordinal > 99)
        return {};
    const QString figures = level <= 2 ? chineseNumber(ordinal) : QString::number(ordinal);
    if (level == 1)
        return figures + u'、';
    return level == 3 ? figures + u'.' : u'（' + figures + u'）';
}

bool hasStandardHeadingNumber(QStringView text)
{
    static const QRegularExpression form(
        u"\\A(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[1-9][0-9]?\\.(?![0-9])|（[1-9][0-9]?）)(?![\\s\\x{3000}])"_s);
    return form.match(text.left(numberLength).toString()).hasMatch();
}

Block blockOf(const QString &text)
{
    static constexpr QStringView sentenceMarks = u"。！？；";
    const int level = headingLevel(text);
    if (level == 0 || text.size() > longestHeading)
        return Paragraph{text};
    // 一、…。 and （一）…。 are set as headings with their full stop; 1.…。 is a numbered sentence.
    const bool mayEndSentence = level <= 2 && text.endsWith(u'。');
    const QStringView inside = QStringView(text).chopped(mayEndSentence ? 1 : 0);
    const auto isMark = [](QChar character) { return sentenceMarks.contains(character); };
    if (std::any_of(inside.begin(), inside.end(), isMark) || inside.endsWith(u'：') || inside.endsWith(u'，'))
        return Paragraph{text};
    return Heading{level, text};
}

} // namespace wenyi::document
