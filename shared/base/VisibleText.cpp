// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/VisibleText.h"

#include <QChar>
#include <QList>

#include <algorithm>

namespace wenyi {

namespace {

bool isVisible(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    case QChar::Separator_Space:
        return character == U' ';
    default:
        break;
    }
    const auto isWithin = [character](
                              char32_t first, char32_t last) { return character >= first && character <= last; };
    const bool isFiller = character == 0x034f || character == 0x115f || character == 0x1160 || character == 0x2800
                          || character == 0x3164 || character == 0xffa0;
    const bool isVariation = isWithin(0x180b, 0x180f) || isWithin(0xfe00, 0xfe0f) || isWithin(0xe0000, 0xe0fff);
    const bool isNoncharacter = character == 0xfffd || isWithin(0xfdd0, 0xfdef) || (character & 0xfffe) == 0xfffe;
    return !isFiller && !isVariation && !isNoncharacter;
}

} // namespace

bool isVisibleText(QStringView text)
{
    if (text.startsWith(u' ') || text.endsWith(u' '))
        return false;
    const QList<uint> characters = text.toUcs4(); // A lone surrogate comes out as U+FFFD.
    return std::all_of(characters.begin(), characters.end(), isVisible);
}

bool isVisibleLine(QStringView text)
{
    return text.trimmed().size() == text.size() && isVisibleText(text.toString().replace(u'\u3000', u' '));
}

} // namespace wenyi
