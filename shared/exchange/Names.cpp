// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Names.h"

#include "shared/exchange/ExchangeLimits.h"

#include <QRegularExpression>

#include <algorithm>

namespace wenyi::exchange {

namespace {

/// Control, formatting (zero width, bidirectional), private, unassigned, line and paragraph separators.
bool isHidden(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

bool isIdentifier(QStringView text)
{
    return !text.isEmpty() && text.size() <= bounds::Identifier && text.front() != u'.'
           && std::all_of(text.begin(), text.end(), [](QChar character) {
                  return character.isLetterOrNumber() || character == u'-' || character == u'_' || character == u'.';
              });
}

bool isPlainLine(QStringView text, qsizetype maximumCharacters)
{
    // A character is at most two UTF-16 units; the exact count follows once the text is known to be short.
    if (text.size() > 2 * maximumCharacters || !text.isValidUtf16() || text.trimmed().size() != text.size())
        return false;
    const QList<uint> characters = text.toUcs4();
    return characters.size() <= maximumCharacters && std::none_of(characters.begin(), characters.end(), isHidden);
}

bool isFileName(QStringView name)
{
    static const QRegularExpression device(
        QStringLiteral("^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?$"), QRegularExpression::CaseInsensitiveOption);
    constexpr QStringView forbidden = u"/\\:*?\"<>|";
    return !name.isEmpty() && isPlainLine(name, bounds::FileName) && !name.startsWith(u'.') && !name.endsWith(u'.')
           && std::none_of(name.begin(), name.end(), [&](QChar c) { return forbidden.contains(c); })
           && !device.match(name.toString()).hasMatch();
}

QString newIdentifier(RandomSource &random)
{
    return QString::fromLatin1(random.bytes(16).toHex());
}

} // namespace wenyi::exchange
