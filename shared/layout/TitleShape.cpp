// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TitleShape.h"

#include "shared/layout/LineBreaking.h"

#include <QList>

#include <algorithm>
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

/// Words of titles that do not break: organs, kinds and the commonest subjects. Others may, at a cost.
const QStringList &words()
{
    static const QStringList list = QStringLiteral(
        "关于 印发 转发 批转 通知 通报 通告 公告 决定 意见 报告 请示 批复 纪要 议案 方案 办法 规定 细则 规则 规划 "
        "计划 要点 制度 条例 措施 建议 提案 人民 政府 办公室 办公厅 委员会 管委会 电子 政务 建设 实施 工作 开展 加强 "
        "进一步 做好 推进 推动 促进 发展 改革 管理 服务 安全 生产 检查 监督 防汛 抗旱 应急 预案 值班 节日 期间 成立 "
        "调整 领导 小组 成员 任免 召开 会议 表彰 先进 单位 个人 年度 全市 全省 全县 城市 农村 经济 社会 环境 保护 "
        "教育 卫生 财政 预算 资金 项目 信息 公开 网络 数据 企业 行政 审批 标准 规范 质量 专项 行动 整治 试行 暂行")
                                        .split(u' ', Qt::SkipEmptyParts);
    return list;
}

bool splitsWord(QStringView title, qsizetype at)
{
    constexpr qsizetype LongestWord = 3;
    const qsizetype from = std::max<qsizetype>(0, at - LongestWord + 1);
    for (const QString &word : words()) {
        for (qsizetype begin = from; begin < at; ++begin) {
            if (begin + word.size() > at && title.mid(begin, word.size()) == word)
                return true;
        }
    }
    return false;
}

/// Whether a figure in characters with what it counts goes over the place: 二〇二六年, 十五次.
bool splitsFigure(QChar before, QChar after)
{
    static const QString figures = QStringLiteral("〇零一二三四五六七八九十百千万");
    return figures.contains(before) && (figures.contains(after) || QStringLiteral("年月日号届次期个").contains(after));
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
    if (splitsWord(title, at) || splitsFigure(before, after))
        cost += 40;
    return cost;
}

/// The cheapest way to part the title into exactly `count` lines.
std::pair<double, QStringList> partInto(const QString &title, int count, int longest)
{
    const qsizetype length = title.size();
    std::vector<double> upTo{0}; // Width before each place.
    for (const QChar character : title)
        upTo.push_back(upTo.back()
                       + (character.isLowSurrogate()                                         ? 0
                           : isFullWidth(character.unicode()) || character.isHighSurrogate() ? 1
                                                                                             : 0.5));
    const double target = upTo.back() / count;
    const auto rows = static_cast<size_t>(count);
    const auto columns = static_cast<size_t>(length + 1);
    std::vector<std::vector<double>> cost(rows + 1, std::vector<double>(columns, Impossible));
    std::vector<std::vector<qsizetype>> from(rows + 1, std::vector<qsizetype>(columns, 0));
    cost[0][0] = 0;
    for (size_t row = 1; row <= rows; ++row) {
        for (qsizetype end = 1; end <= length; ++end) {
            const double atEnd = end == length ? 0 : breakCost(title, end);
            for (qsizetype begin = end - 1; begin >= 0 && atEnd < Impossible; --begin) {
                const double width = upTo[static_cast<size_t>(end)] - upTo[static_cast<size_t>(begin)];
                if (width > longest)
                    break;
                const double before = cost[row - 1][static_cast<size_t>(begin)];
                if (before == Impossible)
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
    // One line more than need be, rather than a word or a figure broken.
    constexpr double AnotherLine = 25;
    const int fewest = static_cast<int>(std::ceil(widthOf(title) / longest));
    std::pair<double, QStringList> best{Impossible, {}};
    for (int count = fewest; count <= title.size() && (count <= fewest + 1 || best.second.isEmpty()); ++count) {
        auto [cost, lines] = partInto(title, count, longest);
        cost += AnotherLine * (count - fewest);
        if (cost < best.first)
            best = {cost, std::move(lines)};
    }
    if (!best.second.isEmpty())
        return best.second;
    return {title};
}

} // namespace wenyi::layout
