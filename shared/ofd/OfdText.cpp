// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdText.h"

#include <algorithm>
#include <cmath>

namespace wenyi::ofd {

namespace {

bool goesOn(const TextPiece &last, const TextPiece &next)
{
    if (!last.isUpright || !next.isUpright)
        return false;
    const double size = std::max(last.size, next.size);
    const double gap = next.start.x - last.end.x;
    return std::abs(next.start.y - last.start.y) < size * 0.25 && gap > -size * 0.6 && gap < size * 0.9;
}

/// ASCII letters, digits and marks: where a blank parts words.
bool isWordLike(QChar character)
{
    return character.unicode() > 0x20 && character.unicode() < 0x7F;
}

} // namespace

QString joinPieces(const QList<TextPiece> &pieces)
{
    QString text;
    const TextPiece *last = nullptr;
    for (const TextPiece &piece : pieces) {
        if (piece.text.isEmpty())
            continue;
        if (last && !goesOn(*last, piece))
            text += u'\n';
        text += piece.text;
        last = &piece;
    }
    return text;
}

QString withoutLineBreaks(const QString &text)
{
    if (!text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    QString result;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = at;
        bool hasBreak = false;
        for (; end < text.size() && text[end].isSpace(); ++end)
            hasBreak = hasBreak || text[end] == u'\n' || text[end] == u'\r';
        if (end == at) {
            result += text[at++];
            continue;
        }
        if (!hasBreak)
            result += QStringView(text).sliced(at, end - at);
        else if (at > 0 && end < text.size() && isWordLike(text[at - 1]) && isWordLike(text[end]))
            result += u' ';
        at = end;
    }
    return result;
}

} // namespace wenyi::ofd
