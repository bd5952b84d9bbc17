// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/SequenceAlignment.h"

#include <QHash>

#include <dtl/dtl.hpp>

#include <algorithm>
#include <vector>

namespace wenyi::document {

namespace {

/// The largest gap that is compared exactly: its table has so many cells.
constexpr qint64 LargestTable = 1'000'000;
/// How often a gap is parted at what is unique in it.
constexpr int DeepestParting = 12;

using Numbers = std::vector<int>;

/// A stretch of both sequences.
struct Gap
{
    qsizetype before = 0, beforeEnd = 0;
    qsizetype after = 0, afterEnd = 0;

    qint64 cells() const { return qint64(beforeEnd - before) * (afterEnd - after); }
};

class Aligner
{
public:
    Aligner(const QStringList &before, const QStringList &after, AlignmentBudget &budget)
        : m_budget(budget)
    {
        QHash<QString, int> numbers;
        const auto numberOf = [&numbers](const QString &text) {
            const auto known = numbers.constFind(text);
            return known != numbers.constEnd() ? *known : *numbers.insert(text, static_cast<int>(numbers.size()));
        };
        for (const QString &text : before)
            m_before.push_back(numberOf(text));
        for (const QString &text : after)
            m_after.push_back(numberOf(text));
    }

    QList<AlignedPair> align()
    {
        alignGap({0, size(m_before), 0, size(m_after)}, 0);
        return std::move(m_pairs);
    }

private:
    static qsizetype size(const Numbers &numbers) { return static_cast<qsizetype>(numbers.size()); }
    int numberBefore(qsizetype at) const { return m_before[static_cast<size_t>(at)]; }
    int numberAfter(qsizetype at) const { return m_after[static_cast<size_t>(at)]; }

    void replace(const Gap &gap)
    {
        for (qsizetype at = gap.before; at < gap.beforeEnd; ++at)
            m_pairs.append({at, -1});
        for (qsizetype at = gap.after; at < gap.afterEnd; ++at)
            m_pairs.append({-1, at});
    }

    void alignGap(Gap gap, int depth)
    {
        while (gap.before < gap.beforeEnd && gap.after < gap.afterEnd
               && numberBefore(gap.before) == numberAfter(gap.after))
            m_pairs.append({gap.before++, gap.after++});
        qsizetype common = 0;
        while (gap.before < gap.beforeEnd - common && gap.after < gap.afterEnd - common
               && numberBefore(gap.beforeEnd - common - 1) == numberAfter(gap.afterEnd - common - 1))
            ++common;
        gap.beforeEnd -= common;
        gap.afterEnd -= common;
        alignMiddle(gap, depth);
        for (qsizetype i = 0; i < common; ++i)
            m_pairs.append({gap.beforeEnd + i, gap.afterEnd + i});
    }

    void alignMiddle(const Gap &gap, int depth)
    {
        if (gap.cells() == 0)
            return replace(gap);
        if (gap.cells() <= std::min(LargestTable, m_budget.cells)) {
            m_budget.cells -= gap.cells();
            return alignExactly(gap);
        }
        const qint64 cost = (gap.beforeEnd - gap.before) + (gap.afterEnd - gap.after);
        if (depth == DeepestParting || m_budget.cells < cost)
            return replace(gap);
        m_budget.cells -= cost;
        const QList<AlignedPair> anchors = anchorsOf(gap);
        if (anchors.isEmpty())
            return replace(gap);
        Gap rest = gap;
        for (const AlignedPair &anchor : anchors) {
            alignGap({rest.before, anchor.before, rest.after, anchor.after}, depth + 1);
            m_pairs.append(anchor);
            rest.before = anchor.before + 1;
            rest.after = anchor.after + 1;
        }
        alignGap(rest, depth + 1);
    }

    void alignExactly(const Gap &gap)
    {
        const Numbers before(m_before.begin() + gap.before, m_before.begin() + gap.beforeEnd);
        const Numbers after(m_after.begin() + gap.after, m_after.begin() + gap.afterEnd);
        dtl::Diff<int, Numbers> diff(before, after);
        diff.compose();
        qsizetype from = gap.before;
        qsizetype to = gap.after;
        for (const auto &[number, info] : diff.getSes().getSequence()) {
            const bool isGone = info.type == dtl::SES_DELETE;
            const bool isNew = info.type == dtl::SES_ADD;
            m_pairs.append({isNew ? -1 : from++, isGone ? -1 : to++});
        }
    }

    /// What stands once on each side, in the longest order that both have (patience comparison).
    QList<AlignedPair> anchorsOf(const Gap &gap) const
    {
        struct Place
        {
            qsizetype before = -1, after = -1;
            int timesBefore = 0, timesAfter = 0;
        };
        QHash<int, Place> places;
        for (qsizetype at = gap.before; at < gap.beforeEnd; ++at) {
            Place &place = places[numberBefore(at)];
            place.before = at;
            ++place.timesBefore;
        }
        for (qsizetype at = gap.after; at < gap.afterEnd; ++at) {
            Place &place = places[numberAfter(at)];
            place.after = at;
            ++place.timesAfter;
        }
        QList<AlignedPair> unique;
        for (const Place &place : std::as_const(places)) {
            if (place.timesBefore == 1 && place.timesAfter == 1)
                unique.append({place.before, place.after});
        }
        std::ranges::sort(unique, {}, &AlignedPair::before);
        return longestRise(unique);
    }

    /// The longest part of the pairs whose second indexes rise.
    static QList<AlignedPair> longestRise(const QList<AlignedPair> &pairs)
    {
        std::vector<qsizetype> ends; // Of the best rise of each length: its last pair.
        std::vector<qsizetype> previous(static_cast<size_t>(pairs.size()), -1);
        for (qsizetype i = 0; i < pairs.size(); ++i) {
            const auto place = std::ranges::lower_bound(
                ends, pairs.at(i).after, {}, [&pairs](qsizetype end) { return pairs.at(end).after; });
            if (place != ends.begin())
                previous[static_cast<size_t>(i)] = *std::prev(place);
            if (place == ends.end())
                ends.push_back(i);
            else
                *place = i;
        }
        QList<AlignedPair> rise;
        for (qsizetype at = ends.empty() ? -1 : ends.back(); at >= 0; at = previous[static_cast<size_t>(at)])
            rise.prepend(pairs.at(at));
        return rise;
    }

    AlignmentBudget &m_budget;
    Numbers m_before;
    Numbers m_after;
    QList<AlignedPair> m_pairs;
};

/// In each run of unpaired entries what is gone comes before what is new.
void orderGaps(QList<AlignedPair> &pairs)
{
    const auto isPaired = [](const AlignedPair &pair) { return pair.before >= 0 && pair.after >= 0; };
    for (auto begin = pairs.begin(); begin != pairs.end();) {
        const auto end = std::find_if(begin, pairs.end(), isPaired);
        std::stable_partition(begin, end, [](const AlignedPair &pair) { return pair.before >= 0; });
        begin = std::find_if_not(end, pairs.end(), isPaired);
    }
}

} // namespace

QList<AlignedPair> exchanged(QList<AlignedPair> pairs)
{
    for (AlignedPair &pair : pairs)
        std::swap(pair.before, pair.after);
    orderGaps(pairs);
    return pairs;
}

QList<AlignedPair> alignEqual(const QStringList &before, const QStringList &after, AlignmentBudget &budget)
{
    // Of several ways that are equally good one is taken; it has to be the same from both sides.
    if (std::ranges::lexicographical_compare(after, before))
        return exchanged(alignEqual(after, before, budget));
    QList<AlignedPair> pairs = Aligner(before, after, budget).align();
    orderGaps(pairs);
    return pairs;
}

} // namespace wenyi::document
