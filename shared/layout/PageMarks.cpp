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

const QList<double> &rulePattern(int author)
{
    static const std::array<QList<double>, 6> patterns{QList<double>{}, QList<double>{2.0, 0.8},
        QList<double>{0.4, 0.5}, QList<double>{2.4, 0.6, 0.4, 0.6}, QList<double>{1.0, 0.5},
        QList<double>{2.4, 0.5, 0.4, 0.5, 0.4, 0.5}};
    return patterns.at(static_cast<size_t>(std::max(author, 0)) % patterns.size());
}

PageMarks::PageMarks(const document::MarkedDocument &document)
    : m_document(&document)
{
    int next = 0;
    for (const auto &[place, spans] : document.marks) {
        m_firstChange.emplace(place, next);
        next += static_cast<int>(spans.size());
    }
}

TextMark PageMarks::markOf(const document::MarkedDocument &document, const MarkedSpan &span)
{
    // Who took it out is what the colour says last; that it was added first its underline tells.
    const int revision = span.deletedBy != 0 ? span.deletedBy : span.insertedBy;
    const int author = document.authorOf(revision);
    return {authorColor(author), span.insertedBy != 0, span.deletedBy != 0, span.isMoved, author, -1};
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
        const int first = spans.isEmpty() ? -1 : m_firstChange.at(place);
        for (qsizetype i = 0; i < spans.size(); ++i) {
            const MarkedSpan &span = spans.at(i);
            TextMark mark = markOf(*m_document, span);
            mark.change = first + static_cast<int>(i);
            append(span.start, std::nullopt);
            append(span.start + span.length, mark);
        }
    }
    append(offset + text.size(), std::nullopt);
    if (pieces.isEmpty())
        pieces.append({text, role});
    return pieces;
}

} // namespace wenyi::layout
