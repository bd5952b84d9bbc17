// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/Identifier.h"

#include "shared/base/VisibleText.h"

#include <algorithm>

namespace wenyi {

bool isIdentifier(QStringView text)
{
    // Fillers are letters to Unicode, so visibility is asked for too.
    return !text.isEmpty() && text.size() <= LongestIdentifier && text.front() != u'.' && isVisibleText(text)
           && std::all_of(text.begin(), text.end(), [](QChar character) {
                  return character.isLetterOrNumber() || character == u'-' || character == u'_' || character == u'.';
              });
}

bool isScopedIdentifier(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0)
        return isIdentifier(text);
    return text.size() <= LongestIdentifier && isIdentifier(text.left(slash)) && isIdentifier(text.mid(slash + 1));
}

} // namespace wenyi
