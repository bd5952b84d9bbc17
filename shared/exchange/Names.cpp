// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Names.h"

#include "shared/base/VisibleText.h"
#include "shared/exchange/ExchangeLimits.h"

#include <QRegularExpression>

#include <algorithm>

namespace wenyi::exchange {

bool isPlainLine(QStringView text, qsizetype maximumCharacters)
{
    // A character is at most two UTF-16 units; the exact count follows once the text is known to be short.
    return text.size() <= 2 * maximumCharacters && text.toUcs4().size() <= maximumCharacters && isVisibleLine(text);
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
