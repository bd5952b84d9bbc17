// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TitleShape.h"

#include "shared/layout/LineBreaking.h"

#include <QList>

#include <cmath>
#include <limits>
#include <vector>

namespace wenyi::layout {

namespace {

constexpr double Impossible = std::numeric_limits<double>::infinity();

double widthOf(QStringView text)
{
    double width = 0;
    for (const char32_t character : text.toUcs4())
        width += isFullWidth(character) ? 1 : 0.5;
    return width;
}

/// What it costs to break before `at`: nothing at a natural joint, much inside a name or word.
double breakCost(const QString &title, qsizetype at)
{
    const QChar before = title.at(at - 1);
    const QChar after = title.at(at);
    if (markClass(after.unicode()) == MarkClass::Closing || markClass(before.unicode()) == MarkClass::Opening
        || after.isLowSurrogate())
        return Impossible;
    if (!isFullWidth(before.unicode()) && !isFullWidth(after.unicode()))
        return 200; // A Western word or a figure.
    const QStringView head = QStringView(title).left(at);
    const bool insideName = head.count(u'《') > head.count(u'》');
    double cost = insideName ? 12 : 6;
    if (QStringLiteral("》、的和与及于").contains(before) || after == u'《')
        cost = insideName ? 6 : 0;
    if (after == u'的')
        cost += 8; // 的 belongs to what stands before it.
    return cost;
}

/// The cheapest way to part the title into exactly `count` lines.
std::pair<double, QStringList> partInto(const QString &title, int count, int longest)
{
    const qsizetype length = title.size();
    const double target = widthOf(title) / count;
    const auto rows = static_cast<size_t>(count);
    const auto columns = static_cast<size_t>(length + 1);
    std::vector<std::vector<double>> cost(rows + 1, std::vector<double>(columns, Impossible));
    std::vector<std::vector<qsizetype>> from(rows + 1, std::vector<qsizetype>(columns, 0));
    cost[0][0] = 0;
    for (size_t row = 1; row <= rows; ++row) {
        for (qsizetype end = 1; end <= length; ++end) {
            const double atEnd = end == length ? 0 : breakCost(title, end);
            for (qsizetype begin = 0; begin < end && atEnd < Impossible; ++begin) {
                const double width = widthOf(QStringView(title).mid(begin, end - begin));
                const double before = cost[row - 1][static_cast<size_t>(begin)];
                if (width > longest || before == Impossible)
                    continue;
                const double total = before + atEnd + (width - target) * (width - target);
                if (total < cost[row][static_cast<size_t>(end)]) {
                    cost[row][static_cast<size_t>(end)] = total;
                    from[row][static_cast<size_t>(end)] = begin;
                }
            }
        }
    }
    QStringList lines;
    qsizetype end = length;
    const double total = cost[rows][static_cast<size_t>(length)];
    for (size_t row = rows; row > 0 && total < Impossible; --row) {
        const qsizetype begin = from[row][static_cast<size_t>(end)];
        lines.prepend(title.mid(begin, end - begin));
        end = begin;
    }
    return {total, lines};
}

} // namespace

QStringList shapeTitle(const QString &title, int longest)
{
    if (widthOf(title) <= longest)
        return {title};
    const int fewest = static_cast<int>(std::ceil(widthOf(title) / longest));
    for (int count = fewest; count <= title.size(); ++count) {
        const auto [cost, lines] = partInto(title, count, longest);
        if (cost < Impossible)
            return lines;
    }
    return {title};
}

} // namespace wenyi::layout
