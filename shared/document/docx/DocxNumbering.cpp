// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxNumbering.h"

#include "shared/document/docx/DocxXml.h"

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLevels = 9;
constexpr int greatestCount = 1'000'000;

QString romanCount(int number)
{
    static constexpr std::pair<int, QLatin1StringView> parts[] = {{1000, "m"_L1}, {900, "cm"_L1}, {500, "d"_L1},
        {400, "cd"_L1}, {100, "c"_L1}, {90, "xc"_L1}, {50, "l"_L1}, {40, "xl"_L1}, {10, "x"_L1}, {9, "ix"_L1},
        {5, "v"_L1}, {4, "iv"_L1}, {1, "i"_L1}};
    QString text;
    if (number < 1 || number > 3999)
        return QString::number(number);
    for (const auto &[value, letters] : parts) {
        for (; number >= value; number -= value)
            text += letters;
    }
    return text;
}

QString formatted(int number, const QString &format)
{
    if (format.startsWith(u"chinese") || format.startsWith(u"ideograph") || format.startsWith(u"japanese"))
        return chineseCount(number);
    if (format == u"bullet" || format == u"none")
        return {};
    if (format == u"decimalEnclosedCircle" && number >= 1 && number <= 20)
        return QString(QChar(0x2460 + number - 1));
    const bool isLetter = number >= 1 && number <= 26;
    if (format == u"lowerLetter" && isLetter)
        return QString(QChar(u'a' + number - 1));
    if (format == u"upperLetter" && isLetter)
        return QString(QChar(u'A' + number - 1));
    if (format == u"lowerRoman")
        return romanCount(number);
    if (format == u"upperRoman")
        return romanCount(number).toUpper();
    return QString::number(number);
}

} // namespace

QString chineseCount(int number)
{
    static constexpr QStringView digits = u"零一二三四五六七八九";
    if (number < 1 || number > 999)
        return QString::number(number);
    const auto digit = [](int value) { return QString(digits.at(value)); };
    QString text;
    if (number >= 100)
        text += digit(number / 100) + u'百';
    const int tens = number % 100 / 10;
    if (tens > 0)
        text += (tens == 1 && number < 100 ? QString() : digit(tens)) + u'十';
    else if (number >= 100 && number % 10 > 0)
        text += u'零';
    if (number % 10 > 0)
        text += digit(number % 10);
    return text;
}

void DocxNumbering::read(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    QString abstract;
    QString list;
    int level = 0;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString value = docxAttribute(reader, u"val");
        if (reader.name() == u"abstractNum") {
            abstract = docxAttribute(reader, u"abstractNumId");
            list.clear();
        } else if (reader.name() == u"num") {
            list = docxAttribute(reader, u"numId");
        } else if (reader.name() == u"lvl" || reader.name() == u"lvlOverride") {
            level = std::clamp(docxAttribute(reader, u"ilvl").toInt(), 0, mostLevels - 1);
        } else if (reader.name() == u"abstractNumId") {
            m_abstractOf.insert(list, value);
        } else if (reader.name() == u"startOverride") {
            m_starts[list][level] = std::clamp(value.toInt(), 0, greatestCount);
        } else if (list.isEmpty() && reader.name() == u"start") {
            m_abstract[abstract][level].start = std::clamp(value.toInt(), 0, greatestCount);
        } else if (list.isEmpty() && reader.name() == u"numFmt") {
            m_abstract[abstract][level].format = value;
        } else if (list.isEmpty() && reader.name() == u"lvlText") {
            m_abstract[abstract][level].text = value.left(40);
        }
    }
}

QString DocxNumbering::next(const QString &list, int level)
{
    const QString abstract = m_abstractOf.value(list);
    const auto levels = m_abstract.constFind(abstract);
    if (levels == m_abstract.cend() || !levels->contains(level))
        return {};
    QMap<int, int> &counts = m_counts[abstract];
    if (!m_begun.value(list)) {
        m_begun.insert(list, true);
        const QMap<int, int> starts = m_starts.value(list);
        for (auto start = starts.cbegin(); start != starts.cend(); ++start)
            counts[start.key()] = start.value() - 1;
    }
    if (!counts.contains(level))
        counts[level] = levels->value(level).start - 1;
    counts[level] = std::min(counts[level] + 1, greatestCount);
    for (int below = level + 1; below < mostLevels; ++below)
        counts.remove(below);
    const Level own = levels->value(level);
    if (formatted(counts[level], own.format).isEmpty())
        return {};
    QString label = own.text;
    for (int i = 0; i < mostLevels; ++i) {
        const Level other = levels->value(i);
        label.replace(u"%%1"_s.arg(i + 1), formatted(counts.value(i, other.start), other.format));
    }
    return label;
}

} // namespace wenyi::document
