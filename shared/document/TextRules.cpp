// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextRules.h"

#include "shared/document/ChineseDate.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace wenyi::document {

namespace {

/// A date that is none of 2004年6月18日: with leading zeros, with points or dashes, in Chinese numerals.
const QRegularExpression &oddDate()
{
    static const QRegularExpression form(
        u"(?<![0-9.-])[12][0-9]{3}(?:年(?:0[1-9]月(?:[0-3]?[0-9]日)?|1?[0-9]月0[1-9]日)"
        "|([./-])[01]?[0-9]\\1[0-3]?[0-9](?![0-9.-]))"
        "|[一二][〇○OＯ零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"_s);
    return form;
}

/// 澄政办发[2004]28号, （2004）, 【2004】, 2004年第28号 written as a number, or with 第 or zeros behind 〔2004〕.
const QRegularExpression &oddNumber()
{
    static const QRegularExpression form(
        u"(?<=[\\p{Han}])(?:[\\[(（【［]([12][0-9]{3})[\\])）】］]第?0*([1-9][0-9]{0,4})号"
        "|〔([12][0-9]{3})〕(?:第0*|0+)([1-9][0-9]{0,4})号)"_s);
    return form;
}

/// A half-width mark with a Chinese character before it, or a bracket around Chinese characters.
const QRegularExpression &halfWidthMark()
{
    static const QRegularExpression form(u"(?<=[\\p{Han}”》）])[,;:?!]|\\((?=\\p{Han})|(?<=\\p{Han})\\)"_s);
    return form;
}

QString dateInForm(const QString &text)
{
    static const QRegularExpression points(u"\\A([12][0-9]{3})[./-]([01]?[0-9])[./-]([0-3]?[0-9])\\z"_s);
    static const QRegularExpression months(u"\\A(.{4})年0?(.{1,2})月\\z"_s);
    if (const auto match = points.match(text); match.hasMatch()) {
        const QDate date(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
        return chineseDate(date);
    }
    if (const auto match = months.match(text); match.hasMatch()) {
        const auto first = parseChineseDate(text.at(0).isDigit() ? text + u"1日"_s : text + u"一日"_s);
        return first ? chineseDate(*first).chopped(2) : QString();
    }
    const auto date = parseChineseDate(text);
    return date ? chineseDate(*date) : QString();
}

QString fullWidth(const QString &mark)
{
    static constexpr QStringView half = u",;:?!()";
    static constexpr QStringView full = u"，；：？！（）";
    const qsizetype at = half.indexOf(mark);
    return mark.size() == 1 && at >= 0 ? QString(full.at(at)) : QString();
}

} // namespace

FormatFault BodyPlace::fault(FaultSeverity severity, int block, const QByteArray &rule, const QString &clause,
    const QString &hint, qsizetype start, qsizetype length) const
{
    const bool own = attachment < 0;
    return {severity, own ? DocumentElement::Body : DocumentElement::Attachments, own ? block : attachment, rule,
        clause, hint, own ? -1 : block, start, length};
}

void checkText(const QString &text, int block, const BodyPlace &place, QList<FormatFault> &faults)
{
    const auto find = [&](const QRegularExpression &form, const char *rule, const QString &clause,
                          const QString &hint) {
        auto matches = form.globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            faults.append(place.fault(
                FaultSeverity::Warning, block, rule, clause, hint, match.capturedStart(), match.capturedLength()));
        }
    };
    find(oddDate(), "format.date-form", u"GB/T 9704-2012 7.3.5.4, GB/T 15835-2011"_s,
        u"Write dates in Arabic numerals without leading zeros, such as 2004年6月18日."_s);
    find(oddNumber(), "format.cited-number", u"GB/T 9704-2012 7.2.5"_s,
        u"Write the year of a document's number in 〔 〕 and its serial without 第 or zeros: 澄政办发〔2004〕28号."_s);
    find(halfWidthMark(), "format.half-width-mark", u"GB/T 15834-2011"_s,
        u"Use the full-width marks ，；：？！（） in Chinese text."_s);
}

QString textInForm(const QByteArray &rule, const QString &text)
{
    if (rule == "format.date-form")
        return dateInForm(text);
    if (rule == "format.half-width-mark")
        return fullWidth(text);
    if (rule != "format.cited-number")
        return {};
    static const QRegularExpression parts(u"([12][0-9]{3})[^0-9]+0*([1-9][0-9]*)号"_s);
    const auto match = parts.match(text);
    return match.hasMatch() ? u"〔%1〕%2号"_s.arg(match.captured(1), match.captured(2)) : QString();
}

} // namespace wenyi::document
