// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/TextDoubts.h"

#include <QList>
#include <QString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

bool isHidden(char32_t character)
{
    const auto isFiller = character == 0x115F || character == 0x1160 || character == 0x3164 || character == 0xFFA0;
    return isFiller || QChar::category(character) == QChar::Other_Format;
}

bool isFormOfIdeograph(char32_t c)
{
    const bool isAmongForms = (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
    // Twelve of them are ideographs of their own, in names too (王﨎): they stand for no other one.
    return (c >= 0x2E80 && c <= 0x2FDF) || (isAmongForms && QChar::decompositionTag(c) != QChar::NoDecomposition);
}

/// Letters of other scripts that look like Latin ones.
bool isFalseLatin(char32_t character)
{
    static const QString letters = u"АВЕЅІЈКМНОРСТХаеорсухіѕјԁԛѡΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ"_s;
    return character <= 0xFFFF && letters.contains(QChar(static_cast<char16_t>(character)));
}

/// What such a letter would be read along with.
bool isReadAlong(char32_t c)
{
    const QChar::Script script = QChar::script(c);
    return script == QChar::Script_Latin || script == QChar::Script_Han || QChar::isDigit(c) || c == U'〔'
           || c == U'〕';
}

} // namespace

bool hasHiddenCharacters(QStringView text)
{
    const QList<uint> characters = text.toUcs4();
    return std::ranges::any_of(characters, [](uint character) { return isHidden(character); });
}

bool hasLookAlikes(QStringView text)
{
    const QList<uint> characters = text.toUcs4();
    for (qsizetype i = 0; i < characters.size(); ++i) {
        if (isFormOfIdeograph(characters[i]))
            return true;
        const bool isAlong =
            (i > 0 && isReadAlong(characters[i - 1])) || (i + 1 < characters.size() && isReadAlong(characters[i + 1]));
        if (isAlong && isFalseLatin(characters[i]))
            return true;
    }
    return false;
}

bool isNumeral(char32_t character)
{
    static const QString numerals = u"0123456789〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"_s;
    return character <= 0xFFFF && numerals.contains(QChar(static_cast<char16_t>(character)));
}

} // namespace wenyi::ofd
