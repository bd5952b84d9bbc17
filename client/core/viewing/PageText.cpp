// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/PageText.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wenyi::core {

namespace {

using layout::Point;
using layout::Rect;
using layout::Transform;

constexpr double Ascent = 0.88; ///< Of the em: how far a character's box reaches over its baseline.

Point mapped(const Transform &by, const Point &point)
{
    return {by.a * point.x + by.c * point.y + by.e, by.b * point.x + by.d * point.y + by.f};
}

/// First `first`, then `second`.
Transform joined(const Transform &first, const Transform &second)
{
    const Point origin = mapped(second, {first.e, first.f});
    return {second.a * first.a + second.c * first.b, second.b * first.a + second.d * first.b,
        second.a * first.c + second.c * first.d, second.b * first.c + second.d * first.d, origin.x, origin.y};
}

Rect boundsOf(const Transform &by, const Rect &rect)
{
    double left = std::numeric_limits<double>::max();
    double top = left;
    double right = -left;
    double bottom = -left;
    for (const Point &corner : {Point{rect.x, rect.y}, Point{rect.x + rect.width, rect.y},
             Point{rect.x, rect.y + rect.height}, Point{rect.x + rect.width, rect.y + rect.height}}) {
        const Point at = mapped(by, corner);
        left = std::min(left, at.x);
        right = std::max(right, at.x);
        top = std::min(top, at.y);
        bottom = std::max(bottom, at.y);
    }
    return {left, top, right - left, bottom - top};
}

Rect united(const Rect &one, const Rect &other)
{
    const double left = std::min(one.x, other.x);
    const double top = std::min(one.y, other.y);
    return {left, top, std::max(one.x + one.width, other.x + other.width) - left,
        std::max(one.y + one.height, other.y + other.height) - top};
}

double middleOf(const Rect &box)
{
    return box.y + box.height / 2;
}

/// Whether a box goes on in the line of another one.
bool goesOn(const Rect &last, const Rect &next)
{
    const double size = std::max(last.height, next.height);
    const double gap = next.x - (last.x + last.width);
    return std::abs(middleOf(next) - middleOf(last)) < size * 0.3 && gap > -size * 0.6 && gap < size * 0.9;
}

class Gatherer
{
public:
    PageText take() { return std::move(m_text); }

    void addItems(const QList<layout::SceneItem> &items, const Transform &toPage, int depth)
    {
        for (const layout::SceneItem &item : items) {
            if (const auto *run = std::get_if<layout::GlyphRun>(&item)) {
                addRun(*run, toPage);
            } else if (const auto *group = std::get_if<layout::Group>(&item)) {
                if (depth < layout::DeepestGroup)
                    addItems(*group->items, joined(group->transform, toPage), depth + 1);
            }
        }
    }

private:
    void addRun(const layout::GlyphRun &run, const Transform &toPage)
    {
        if (run.text.isEmpty() || run.glyphs.isEmpty() || !run.face)
            return;
        QList<Rect> boxes(run.text.size());
        const Transform place = joined(run.transform, toPage);
        for (qsizetype index = 0; index < run.glyphs.size(); ++index) {
            const layout::Glyph &glyph = run.glyphs.at(index);
            if (glyph.cluster < 0 || glyph.cluster >= boxes.size())
                continue;
            const double width = run.face->advance(glyph.index) * run.size;
            const Rect own =
                boundsOf(place, {glyph.origin.x, glyph.origin.y - run.size * Ascent, std::max(width, 0.0), run.size});
            Rect &box = boxes[glyph.cluster];
            box = box.height > 0 ? united(box, own) : own;
        }
        // Characters that share a glyph with the one before them share its box.
        for (qsizetype index = 1; index < boxes.size(); ++index) {
            if (boxes.at(index).height <= 0)
                boxes[index] = boxes.at(index - 1);
        }
        if (!m_text.boxes.isEmpty() && !goesOn(m_text.boxes.constLast(), boxes.constFirst())) {
            m_text.text += u'\n';
            m_text.boxes.append(Rect{});
        }
        m_text.text += run.text;
        m_text.boxes += boxes;
    }

    PageText m_text;
};

/// Where the line of a character begins and where it ends, its line break not counted.
TextRange lineAround(const PageText &text, qsizetype at)
{
    const qsizetype before = at > 0 ? text.text.lastIndexOf(u'\n', at - 1) : -1;
    const qsizetype after = text.text.indexOf(u'\n', at);
    const qsizetype end = after < 0 ? text.text.size() : after;
    return {before + 1, end - before - 1};
}

double distance(double value, double from, double to)
{
    return value < from ? from - value : std::max(0.0, value - to);
}

/// ASCII letters, digits and marks: where a blank parts words.
bool isWordLike(QChar character)
{
    return character.unicode() > 0x20 && character.unicode() < 0x7F;
}

/// Where the page's lines of text begin and end.
std::pair<double, double> columnOf(const PageText &text)
{
    double left = std::numeric_limits<double>::max();
    double right = 0;
    for (qsizetype at = 0; at < text.text.size(); at += lineAround(text, at).count + 1) {
        const TextRange line = lineAround(text, at);
        if (line.count < 8)
            continue; // Page numbers and marks stand outside of the column.
        const Rect &first = text.boxes.at(line.first);
        const Rect &last = text.boxes.at(line.first + line.count - 1);
        left = std::min(left, first.x);
        right = std::max(right, last.x + last.width);
    }
    return {left, right};
}

/// Whether the line break at `at` only stands because the paper ended there.
bool isSoftBreak(const PageText &text, qsizetype at, const std::pair<double, double> &column)
{
    if (at == 0 || at + 1 >= text.text.size() || text.text.at(at - 1) == u'\n' || text.text.at(at + 1) == u'\n')
        return false;
    const Rect &last = text.boxes.at(at - 1);
    const Rect &next = text.boxes.at(at + 1);
    const double size = std::max(last.height, next.height);
    return std::abs(last.height - next.height) < size * 0.1 && middleOf(next) > middleOf(last)
           && middleOf(next) - middleOf(last) < size * 2.5 && last.x + last.width > column.second - size * 2
           && next.x < column.first + size * 0.8;
}

} // namespace

PageText textOf(const layout::PageScene &page)
{
    Gatherer gatherer;
    gatherer.addItems(page.items, {}, 0);
    return gatherer.take();
}

qsizetype characterAt(const PageText &text, const Point &place)
{
    qsizetype nearest = -1;
    double least = std::numeric_limits<double>::max();
    for (qsizetype index = 0; index < text.text.size(); ++index) {
        const Rect &box = text.boxes.at(index);
        if (text.text.at(index) == u'\n')
            continue;
        // The line counts before the place in it.
        const double away =
            distance(place.y, box.y, box.y + box.height) * 1000 + distance(place.x, box.x, box.x + box.width);
        if (away < least) {
            least = away;
            nearest = index;
        }
    }
    return nearest;
}

QList<Rect> areasOf(const PageText &text, const TextRange &range)
{
    QList<Rect> areas;
    bool starts = true;
    const qsizetype end = std::min(range.first + range.count, text.text.size());
    for (qsizetype index = std::max<qsizetype>(0, range.first); index < end; ++index) {
        if (text.text.at(index) == u'\n') {
            starts = true;
            continue;
        }
        if (starts)
            areas.append(text.boxes.at(index));
        else
            areas.last() = united(areas.constLast(), text.boxes.at(index));
        starts = false;
    }
    return areas;
}

QString copiedText(const PageText &text, const TextRange &range)
{
    const auto column = columnOf(text);
    QString copied;
    const qsizetype end = std::min(range.first + range.count, text.text.size());
    for (qsizetype index = std::max<qsizetype>(0, range.first); index < end; ++index) {
        const QChar character = text.text.at(index);
        if (character != u'\n' || !isSoftBreak(text, index, column)) {
            copied += character;
            continue;
        }
        if (isWordLike(text.text.at(index - 1)) && isWordLike(text.text.at(index + 1)))
            copied += u' ';
    }
    return copied;
}

QList<TextRange> findIn(const PageText &text, const QString &words)
{
    const auto fold = [](const QString &from, QList<qsizetype> *places) {
        QString folded;
        for (qsizetype index = 0; index < from.size(); ++index) {
            if (from.at(index).isSpace())
                continue;
            folded += from.at(index).toCaseFolded();
            if (places)
                places->append(index);
        }
        return folded;
    };
    QList<qsizetype> places;
    const QString folded = fold(text.text, &places);
    const QString wanted = fold(words, nullptr);
    QList<TextRange> found;
    if (wanted.isEmpty())
        return found;
    for (qsizetype at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.size())) {
        const qsizetype first = places.at(at);
        found.append({first, places.at(at + wanted.size() - 1) - first + 1});
    }
    return found;
}

} // namespace wenyi::core
