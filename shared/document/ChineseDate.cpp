// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/ChineseDate.h"

#include <QRegularExpression>

#include <optional>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView digits = u"〇一二三四五六七八九";

int digitValue(QChar character)
{
    if (character >= u'0' && character <= u'9')
        return character.unicode() - u'0';
    // The zero is typed as a letter or a circle as often as it is typed right.
    if (QStringView(u"OoＯｏ○零◯0０").contains(character))
        return 0;
    return static_cast<int>(digits.indexOf(character));
}

int yearValue(QStringView text)
{
    int year = 0;
    for (const QChar character : text)
        year = year * 10 + digitValue(character);
    return year;
}

/// 1 to 99 as 6, 06, 六, 十, 十八, 二十, 三十一; nothing for another form such as 一八.
std::optional<int> countValue(QStringView text)
{
    if (text.front().unicode() < 0x80)
        return text.toInt();
    const qsizetype ten = text.indexOf(u'十');
    if (ten < 0)
        return text.size() == 1 ? std::optional(digitValue(text.front())) : std::nullopt;
    if (ten > 1 || text.size() > ten + 2)
        return std::nullopt;
    const int tens = ten == 0 ? 1 : digitValue(text.front());
    const int ones = text.size() > ten + 1 ? digitValue(text.back()) : 0;
    return tens < 1 || ones < 0 ? std::nullopt : std::optional(tens * 10 + ones);
}

QString countInCharacters(int count)
{
    QString text;
    if (count >= 20)
        text += digits.at(count / 10);
    if (count >= 10)
        text += u'十';
    if (count % 10 != 0)
        text += digits.at(count % 10);
    return text;
}

} // namespace

Result<QDate> parseChineseDate(QStringView text)
{
    static const QRegularExpression arabic(u"\\A([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日\\z"_s);
    static const QRegularExpression characters(
        u"\\A([一二][〇一二三四五六七八九OoＯｏ○零◯0０]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日\\z"_s);
    static const QRegularExpression blanks(u"[\\s\\x{00a0}\\x{3000}]+"_s);
    if (text.size() > 64)
        return Error{ErrorCode::InvalidInput, "document.date-form", {}};
    const QString compact = text.toString().remove(blanks);
    auto match = arabic.match(compact);
    if (!match.hasMatch())
        match = characters.match(compact);
    if (!match.hasMatch())
        return Error{ErrorCode::InvalidInput, "document.date-form", compact};
    const auto month = countValue(match.capturedView(2));
    const auto day = countValue(match.capturedView(3));
    if (!month || !day)
        return Error{ErrorCode::InvalidInput, "document.date-form", compact};
    const QDate date(yearValue(match.capturedView(1)), *month, *day);
    if (!date.isValid())
        return Error{ErrorCode::InvalidInput, "document.date-value", compact};
    return date;
}

QString chineseDate(const QDate &date)
{
    return date.isValid() ? u"%1年%2月%3日"_s.arg(date.year()).arg(date.month()).arg(date.day()) : QString();
}

QString chineseDateInCharacters(const QDate &date)
{
    if (!date.isValid())
        return {};
    QString year;
    for (const QChar digit : QString::number(date.year()))
        year += digits.at(digitValue(digit));
    return year + u'年' + countInCharacters(date.month()) + u'月' + countInCharacters(date.day()) + u'日';
}

} // namespace wenyi::document
