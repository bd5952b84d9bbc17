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
            m_path.elements.append(layout::LineTo{p1});
            m_current = p1;
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
    const Point from = m_current;
    if (arc.radiusX == 0 || arc.radiusY == 0 || from == arc.to) {
        m_path.elements.append(layout::LineTo{arc.to});
        m_current = arc.to;
        return;
    }
    const double turn = arc.angle * std::numbers::pi / 180;
    const double cosine = std::cos(turn);
    const double sine = std::sin(turn);
    const double halfX = (from.x - arc.to.x) / 2;
    const double halfY = (from.y - arc.to.y) / 2;
    const double x = cosine * halfX + sine * halfY;
    const double y = -sine * halfX + cosine * halfY;
    // Radii that do not reach are stretched until they do.
    const double reach = std::hypot(x / arc.radiusX, y / arc.radiusY);
    const double rx = arc.radiusX * std::max(1.0, reach);
    const double ry = arc.radiusY * std::max(1.0, reach);
    const double square = std::pow(x / rx, 2) + std::pow(y / ry, 2);
    const double side = arc.isLarge == arc.isClockwise ? -1 : 1;
    const double factor = side * std::sqrt(std::max(0.0, (1 - square) / square));
    const double centreX = factor * rx * y / ry;
    const double centreY = -factor * ry * x / rx;
    const double begin = std::atan2((y - centreY) / ry, (x - centreX) / rx);
    double sweep = std::atan2((-y - centreY) / ry, (-x - centreX) / rx) - begin;
    if (arc.isClockwise && sweep < 0)
        sweep += 2 * std::numbers::pi;
    else if (!arc.isClockwise && sweep > 0)
        sweep -= 2 * std::numbers::pi;
    const Point middle{(from.x + arc.to.x) / 2, (from.y + arc.to.y) / 2};
    const auto place = [&](double angle, double along) {
        const double u = centreX + rx * (std::cos(angle) - along * std::sin(angle));
        const double v = centreY + ry * (std::sin(angle) + along * std::cos(angle));
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
