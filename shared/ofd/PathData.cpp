// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PathData.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace wenyi::ofd {

namespace {

using layout::Point;

constexpr qsizetype MostElements = 1'000'000;
constexpr double LargestCoordinate = 1e7;
/// An arc of a smaller radius (mm), or whose ends are closer in terms of its radius, is drawn as a line: below, the
/// squares of the numbers lose themselves.
constexpr double LeastRadius = 1e-9;
constexpr double LeastReach = 1e-12;

struct Arc
{
    double radiusX = 0, radiusY = 0, angle = 0; ///< angle in degrees
    bool isLarge = false, isClockwise = false;
    Point to;
};

/// How many numbers an operator takes; -1 for what is no operator.
int operandCount(QChar letter)
{
    switch (letter.unicode()) {
    case u'S':
    case u'M':
    case u'L':
        return 2;
    case u'Q':
        return 4;
    case u'B':
        return 6;
    case u'A':
        return 7;
    case u'C':
        return 0;
    default:
        return -1;
    }
}

class Parser
{
public:
    explicit Parser(QStringView text)
        : m_text(text)
    {
    }

    PathData parse()
    {
        while (skipBlanks() && m_path.isComplete && m_path.elements.size() < MostElements)
            m_path.isComplete = step();
        return std::move(m_path);
    }

private:
    bool step()
    {
        const QChar letter = m_text[m_at++];
        const int count = operandCount(letter);
        if (count < 0)
            return false;
        std::array<double, 7> n{};
        for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
            if (!takeNumber(n[i]))
                return false;
        }
        apply(letter, n);
        return true;
    }

    void apply(QChar letter, const std::array<double, 7> &n)
    {
        const Point p1{n[0], n[1]};
        const Point p2{n[2], n[3]};
        switch (letter.unicode()) {
        case u'C':
            m_path.elements.append(layout::ClosePath{});
            m_current = m_start;
            return;
        case u'L':
            line(p1);
            return;
        case u'Q':
            curve(between(m_current, p1), between(p2, p1), p2);
            return;
        case u'B':
            curve(p1, p2, {n[4], n[5]});
            return;
        case u'A':
            arc({std::abs(n[0]), std::abs(n[1]), n[2], n[3] != 0, n[4] != 0, {n[5], n[6]}});
            return;
        default: // S and M
            m_path.elements.append(layout::MoveTo{p1});
            m_current = m_start = p1;
        }
    }

    /// A quadratic control point seen from one end, as a cubic one.
    static Point between(Point end, Point control)
    {
        return {end.x + (control.x - end.x) * 2 / 3, end.y + (control.y - end.y) * 2 / 3};
    }

    void line(Point to)
    {
        m_path.elements.append(layout::LineTo{to});
        m_current = to;
    }

    void curve(Point control1, Point control2, Point to)
    {
        m_path.elements.append(layout::CurveTo{control1, control2, to});
        m_current = to;
    }

    void arc(Arc arc);

    bool skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at].isSpace() || m_text[m_at] == u','))
            ++m_at;
        return m_at < m_text.size();
    }

    bool takeNumber(double &number)
    {
        skipBlanks();
        const qsizetype start = m_at;
        while (
            m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != u',' && operandCount(m_text[m_at]) < 0)
            ++m_at;
        bool ok = false;
        number = m_text.sliced(start, m_at - start).toDouble(&ok);
        return ok && std::abs(number) <= LargestCoordinate;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    PathData m_path;
    Point m_current;
    Point m_start;
};

/// From the end points to the centre, then one cubic curve for each quarter turn at most.
void Parser::arc(Arc arc)
{
    if (std::min(arc.radiusX, arc.radiusY) < LeastRadius)
        return line(arc.to);
    const Point from = m_current;
    const double turn = arc.angle * std::numbers::pi / 180;
    const double cosine = std::cos(turn);
    const double sine = std::sin(turn);
    const double halfX = (from.x - arc.to.x) / 2;
    const double halfY = (from.y - arc.to.y) / 2;
    // Half of the chord where the ellipse is a circle of radius 1.
    const double x = (cosine * halfX + sine * halfY) / arc.radiusX;
    const double y = (-sine * halfX + cosine * halfY) / arc.radiusY;
    const double reach = std::hypot(x, y);
    if (reach < LeastReach)
        return line(arc.to);
    // Radii that do not reach are stretched until they do.
    const double rx = arc.radiusX * std::max(1.0, reach);
    const double ry = arc.radiusY * std::max(1.0, reach);
    const double chord = std::min(1.0, reach);
    const double side = arc.isLarge == arc.isClockwise ? -1 : 1;
    const double height = side * std::sqrt(1 - chord * chord);
    const Point along{x / reach, y / reach};
    const Point centre{height * along.y, -height * along.x};
    const double begin = std::atan2(chord * along.y - centre.y, chord * along.x - centre.x);
    double sweep = std::atan2(-chord * along.y - centre.y, -chord * along.x - centre.x) - begin;
    if (arc.isClockwise && sweep < 0)
        sweep += 2 * std::numbers::pi;
    else if (!arc.isClockwise && sweep > 0)
        sweep -= 2 * std::numbers::pi;
    const Point middle{(from.x + arc.to.x) / 2, (from.y + arc.to.y) / 2};
    const auto place = [&](double angle, double tangent) {
        const double u = rx * (centre.x + std::cos(angle) - tangent * std::sin(angle));
        const double v = ry * (centre.y + std::sin(angle) + tangent * std::cos(angle));
        return Point{middle.x + cosine * u - sine * v, middle.y + sine * u + cosine * v};
    };
    const int parts = std::max(1, static_cast<int>(std::ceil(std::abs(sweep) / (std::numbers::pi / 2) - 1e-9)));
    const double part = sweep / parts;
    const double handle = 4.0 / 3 * std::tan(part / 4);
    for (int i = 0; i < parts; ++i) {
        const double angle = begin + i * part;
        const Point to = i == parts - 1 ? arc.to : place(angle + part, 0);
        curve(place(angle, handle), place(angle + part, -handle), to);
    }
}

} // namespace

PathData parsePathData(QStringView text)
{
    return Parser(text).parse();
}

} // namespace wenyi::ofd
