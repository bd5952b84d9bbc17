// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Geometry.h"

#include "shared/ofd/Xml.h"

#include <algorithm>
#include <cmath>

namespace wenyi::ofd {

namespace {

constexpr double LargestNumber = 1e7;

bool areSound(const QList<double> &numbers, qsizetype count)
{
    return numbers.size() >= count
           && std::ranges::all_of(numbers, [](double number) { return std::abs(number) <= LargestNumber; });
}

} // namespace

layout::Transform combine(const layout::Transform &first, const layout::Transform &next)
{
    return {first.a * next.a + first.b * next.c, first.a * next.b + first.b * next.d,
        first.c * next.a + first.d * next.c, first.c * next.b + first.d * next.d,
        first.e * next.a + first.f * next.c + next.e, first.e * next.b + first.f * next.d + next.f};
}

layout::Point apply(const layout::Transform &transform, layout::Point point)
{
    return {transform.a * point.x + transform.c * point.y + transform.e,
        transform.b * point.x + transform.d * point.y + transform.f};
}

bool onlyMoves(const layout::Transform &transform)
{
    constexpr double Near = 1e-9;
    return std::abs(transform.a - 1) < Near && std::abs(transform.b) < Near && std::abs(transform.c) < Near
           && std::abs(transform.d - 1) < Near;
}

std::optional<layout::Transform> inverted(const layout::Transform &transform)
{
    constexpr double Flat = 1e-12;
    const auto [a, b, c, d, e, f] = transform;
    const double area = a * d - b * c;
    if (!(std::abs(area) > Flat))
        return std::nullopt;
    return layout::Transform{d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area};
}

namespace {

struct Mapping
{
    const layout::Transform &by;
    layout::PathElement operator()(const layout::MoveTo &step) const { return layout::MoveTo{apply(by, step.to)}; }
    layout::PathElement operator()(const layout::LineTo &step) const { return layout::LineTo{apply(by, step.to)}; }
    layout::PathElement operator()(const layout::CurveTo &step) const
    {
        return layout::CurveTo{apply(by, step.control1), apply(by, step.control2), apply(by, step.to)};
    }
    layout::PathElement operator()(const layout::ClosePath &step) const { return step; }
};

struct Gathering
{
    Bounds &bounds;
    void operator()(const layout::MoveTo &step) const { bounds.add(step.to); }
    void operator()(const layout::LineTo &step) const { bounds.add(step.to); }
    void operator()(const layout::CurveTo &step) const
    {
        for (const layout::Point point : {step.control1, step.control2, step.to})
            bounds.add(point);
    }
    void operator()(const layout::ClosePath &) const {}
};

} // namespace

QList<layout::PathElement> mapped(const QList<layout::PathElement> &elements, const layout::Transform &transform)
{
    QList<layout::PathElement> result;
    result.reserve(elements.size());
    for (const layout::PathElement &element : elements)
        result.append(std::visit(Mapping{transform}, element));
    return result;
}

QList<layout::PathElement> outlineOf(const layout::Rect &rect)
{
    const double right = rect.x + rect.width;
    const double bottom = rect.y + rect.height;
    return {layout::MoveTo{{rect.x, rect.y}}, layout::LineTo{{right, rect.y}}, layout::LineTo{{right, bottom}},
        layout::LineTo{{rect.x, bottom}}, layout::ClosePath{}};
}

double sharedArea(const layout::Rect &a, const layout::Rect &b)
{
    const double width = std::min(rightOf(a), rightOf(b)) - std::max(a.x, b.x);
    const double height = std::min(bottomOf(a), bottomOf(b)) - std::max(a.y, b.y);
    return width > 0 && height > 0 ? width * height : 0;
}

double quantised(double value)
{
    return std::round(value * 1e4) / 1e4;
}

void Bounds::add(layout::Point point)
{
    m_left = m_empty ? point.x : std::min(m_left, point.x);
    m_right = m_empty ? point.x : std::max(m_right, point.x);
    m_top = m_empty ? point.y : std::min(m_top, point.y);
    m_bottom = m_empty ? point.y : std::max(m_bottom, point.y);
    m_empty = false;
}

void Bounds::add(const QList<layout::PathElement> &elements)
{
    for (const layout::PathElement &element : elements)
        std::visit(Gathering{*this}, element);
}

void Bounds::grow(double margin)
{
    m_left -= margin;
    m_top -= margin;
    m_right += margin;
    m_bottom += margin;
}

layout::Rect Bounds::rect() const
{
    constexpr double Smallest = 0.001;
    const double x = quantised(m_left);
    const double y = quantised(m_top);
    return {x, y, std::max(Smallest, quantised(m_right) - x), std::max(Smallest, quantised(m_bottom) - y)};
}

QString formatBox(const layout::Rect &box)
{
    return formatNumber(box.x) + u' ' + formatNumber(box.y) + u' ' + formatNumber(box.width) + u' '
           + formatNumber(box.height);
}

QString formatMatrix(const layout::Transform &transform)
{
    QStringList parts;
    for (const double number : {transform.a, transform.b, transform.c, transform.d})
        parts.append(formatNumber(number, 8));
    for (const double number : {transform.e, transform.f})
        parts.append(formatNumber(number));
    return parts.join(u' ');
}

std::optional<layout::Rect> parseBox(QStringView text)
{
    const QList<double> numbers = parseNumbers(text, 5);
    if (!areSound(numbers, 4) || numbers[2] < 0 || numbers[3] < 0)
        return std::nullopt;
    return layout::Rect{numbers[0], numbers[1], numbers[2], numbers[3]};
}

std::optional<layout::Transform> parseMatrix(QStringView text)
{
    const QList<double> numbers = parseNumbers(text, 7);
    if (!areSound(numbers, 6))
        return std::nullopt;
    return layout::Transform{numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]};
}

} // namespace wenyi::ofd
