// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageMarks.h"

#include <algorithm>
#include <array>

namespace wenyi::layout {

using document::MarkedSpan;

Color authorColor(int author)
{
    // Dark enough for paper (4.5:1 on white), and apart for people who do not tell red from green.
    static constexpr std::array<Color, 6> colors{Color{192, 0, 0, 255}, Color{0, 84, 180, 255}, Color{0, 110, 60, 255},
        Color{128, 0, 128, 255}, Color{150, 80, 0, 255}, Color{0, 105, 120, 255}};
    return colors.at(static_cast<size_t>(std::max(author, 0)) % colors.size());
}

TextMark PageMarks::markOf(const document::MarkedDocument &document, const MarkedSpan &span)
{
    // Who took it out is what the colour says last; that it was added first its underline tells.
    const int revision = span.deletedBy != 0 ? span.deletedBy : span.insertedBy;
    return {authorColor(document.authorOf(revision)), span.insertedBy != 0, span.deletedBy != 0, span.isMoved};
}

QList<StyledText> PageMarks::styled(
    const document::MarkedPlace &place, const QString &text, FontRole role, qsizetype offset) const
{
    QList<StyledText> pieces;
    qsizetype at = 0;
    const auto append = [&](qsizetype end, const std::optional<TextMark> &mark) {
        const qsizetype stop = std::clamp<qsizetype>(end - offset, at, text.size());
        if (stop > at)
            pieces.append({text.mid(at, stop - at), role, mark});
        at = stop;
    };
    if (m_document) {
        const auto found = m_document->marks.find(place);
        const QList<MarkedSpan> spans = found == m_document->marks.end() ? QList<MarkedSpan>() : found->second;
        for (const MarkedSpan &span : spans) {
            append(span.start, std::nullopt);
            append(span.start + span.length, markOf(*m_document, span));
        }
    }
    append(offset + text.size(), std::nullopt);
    if (pieces.isEmpty())
        pieces.append({text, role});
    return pieces;
}

} // namespace wenyi::layout
