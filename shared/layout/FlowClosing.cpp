// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FlowClosing.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>
#include <optional>
#include <set>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// Rows of text that go along when the signatories need a new page.
constexpr int CarriedRows = 2;
constexpr double Tolerance = 1e-6;

bool isBlank(const FlowItem &item)
{
    return item.field.isEmpty();
}

bool isText(const FlowItem &item)
{
    return !isBlank(item) && item.field != u"title"_s && item.field != u"recipients"_s;
}

/// Largest first.
using Pitches = std::set<double, std::greater<>>;

/// What the last page has to hold besides its text.
struct Need
{
    int rows = 0;
    double imprintRoom = 0;
    bool evenPage = false;

    /// The area of a letter's first page reaches below that of others, the imprint does not.
    double bottomOf(const PageArea &area) const
    {
        return imprintRoom > 0 ? std::min(area.bottom, BodyBottom) - imprintRoom : area.bottom;
    }
    bool isMetOn(const FlowPage &page, const PageArea &area) const
    {
        const double pitch = page.pitch > 0 ? page.pitch : area.pitch;
        return area.top + (page.rows + rows - 1) * pitch + Size3 <= bottomOf(area) + Tolerance;
    }
};

/// The last pages of a text, set anew.
struct TighterPages
{
    size_t page = 0; ///< The first of them in the plan.
    double pitch = 0;
    FlowPlan pages;                  ///< Of the items they were planned from.
    size_t from = 0;                 ///< The first item that has closer characters, of all items.
    std::optional<FlowItems> closer; ///< What stands in the place of the items from there on.
};

class FlowCloser
{
public:
    FlowCloser(Flow &flow, const PageArea &firstArea, const CloserText &closer)
        : m_items(flow.items)
        , m_plan(flow.plan)
        , m_firstArea(firstArea)
        , m_closer(closer)
    {
    }

    Result<void> close(const FlowClosing &closing)
    {
        size_t tightPages = MostTightPages;
        const Need signatories{closing.rows, 0, false};
        // Behind a turned table nothing is left that could go along.
        const bool isUpright = m_plan.back().orientation == Orientation::Upright;
        if (closing.rows > 0 && isUpright && !isMet(signatories)) {
            WENYI_TRY(const bool isTight, tighten(signatories, tightPages));
            if (!isTight) {
                carryText();
                tightPages = 1; // The page before is spread already.
            }
        }
        const Need imprint{closing.rows, closing.imprintRoom, closing.evenPageOnly};
        const bool mayStand = closing.imprintRoom > 0 && (!closing.evenPageOnly || m_plan.size() % 2 == 0);
        if (mayStand && !isMet(imprint))
            WENYI_CHECK(tighten(imprint, tightPages));
        return {};
    }

private:
    PageArea areaAt(size_t page) const { return areaOf(m_plan, page, m_firstArea); }

    bool isMet(const Need &need) const { return need.isMetOn(m_plan.back(), areaAt(m_plan.size() - 1)); }

    /// Whether the page's lines can be moved: the rows of a table are as high as its text asks.
    bool isMovable(size_t page) const
    {
        const auto at = [this](size_t index) { return m_items.begin() + static_cast<std::ptrdiff_t>(index); };
        const size_t end = page + 1 < m_plan.size() ? m_plan[page + 1].first : m_items.size();
        const bool table =
            std::any_of(at(m_plan[page].first), at(end), [](const FlowItem &item) { return item.tableRow != nullptr; });
        return !table && m_plan[page].orientation == Orientation::Upright;
    }

    /// The distances of lines that change what one of these pages holds.
    static Pitches pitchesFor(const PageArea &first, const Need &need)
    {
        Pitches pitches{Pitch};
        const auto add = [&pitches](const PageArea &area, double bottom) {
            for (int rows = area.rows + 1; rows > 1; --rows) {
                const double pitch = pitchFor(area, rows, bottom);
                if (pitch >= TightestPitch && pitch < Pitch)
                    pitches.insert(pitch);
            }
        };
        for (PageArea area : {first, fullArea(Orientation::Upright)}) {
            area.rows = rowsAt(area, TightestPitch);
            add(area, area.bottom);
            add(area, need.bottomOf(area));
        }
        return pitches;
    }

    /// The items from `begin` on, which stands first on that page, with lines drawn together as little as it takes;
    /// none where it would take too much.
    std::optional<TighterPages> tighterPages(const FlowItems &items, size_t begin, size_t page, const Need &need) const
    {
        const PageArea full = fullArea(Orientation::Upright);
        const PageArea first = page == 0 ? m_firstArea : full;
        for (const double pitch : pitchesFor(first, need)) {
            TighterPages tighter{page, pitch, {}, 0, {}};
            planFrom(tighter.pages, items, items.size(), {begin, Orientation::Upright, 0, rowsAt(first, pitch), pitch},
                pitch);
            const size_t pages = page + tighter.pages.size();
            const PageArea &last = tighter.pages.size() == 1 ? first : full;
            if (pages > m_plan.size() || (need.evenPage && pages % 2 != 0) || !need.isMetOn(tighter.pages.back(), last))
                continue;
            // Pages before the last one are filled.
            for (size_t i = 0; i + 1 < tighter.pages.size(); ++i) {
                const PageArea &area = i == 0 ? first : full;
                tighter.pages[i].pitch = std::min(area.pitch, pitchFor(area, tighter.pages[i].capacity, area.bottom));
            }
            return tighter;
        }
        return std::nullopt;
    }

    /// The first item of the first part that begins on the page or behind it.
    std::optional<size_t> firstPart(size_t page) const
    {
        for (size_t i = m_plan[page].first; i < m_items.size(); ++i) {
            if (m_items[i].part >= 0 && (i == 0 || m_items[i - 1].part != m_items[i].part))
                return i;
        }
        return std::nullopt;
    }

    /// The same with characters closer together; `closer` is the text that way from a page before or this one on.
    std::optional<TighterPages> closerPages(const FlowItems &closer, size_t page, const Need &need) const
    {
        const std::optional<size_t> from = firstPart(page);
        if (!from)
            return std::nullopt;
        const int part = m_items[*from].part;
        const auto tail = std::ranges::find_if(closer, [part](const FlowItem &item) { return item.part >= part; });
        const auto at = [this](size_t index) { return m_items.begin() + static_cast<std::ptrdiff_t>(index); };
        FlowItems items(at(m_plan[page].first), at(*from));
        items.insert(items.end(), tail, closer.end());
        std::optional<TighterPages> tighter = tighterPages(items, 0, page, need);
        if (!tighter)
            return std::nullopt;
        for (FlowPage &planned : tighter->pages)
            planned.first += m_plan[page].first;
        tighter->from = *from;
        tighter->closer.emplace(tail, closer.end());
        return tighter;
    }

    /// Draws lines, or lines and characters, together over as many of the last pages as needs the least; whether that
    /// meets the need.
    Result<bool> tighten(const Need &need, size_t mostPages)
    {
        std::optional<TighterPages> best;
        const auto take = [&best](std::optional<TighterPages> &&found) {
            if (found && (!best || found->pitch > best->pitch + Tolerance))
                best = std::move(found);
        };
        size_t pages = 0;
        while (pages < std::min(mostPages, m_plan.size()) && isMovable(m_plan.size() - pages - 1)) {
            const size_t page = m_plan.size() - ++pages;
            take(tighterPages(m_items, m_plan[page].first, page, need));
        }
        const std::optional<size_t> widest = pages > 0 ? firstPart(m_plan.size() - pages) : std::nullopt;
        if (!best && widest) {
            WENYI_TRY(const FlowItems closer, m_closer(m_items[*widest].part));
            for (size_t count = 1; count <= pages; ++count)
                take(closerPages(closer, m_plan.size() - count, need));
        }
        if (!best)
            return false;
        apply(std::move(*best));
        return true;
    }

    void apply(TighterPages &&tighter)
    {
        if (tighter.closer) {
            m_items.resize(tighter.from);
            std::ranges::move(*tighter.closer, std::back_inserter(m_items));
        }
        m_plan.resize(tighter.page);
        m_plan.insert(m_plan.end(), tighter.pages.begin(), tighter.pages.end());
    }

    /// The first item that goes to a new page so that signatories stand there with so many rows of text.
    size_t firstCarried(int rows) const
    {
        int carried = 0;
        size_t first = m_items.size();
        while (first > 0 && carried < rows && (isBlank(m_items[first - 1]) || isText(m_items[first - 1]))) {
            --first;
            carried += isBlank(m_items[first]) ? 0 : m_items[first].rows;
        }
        while (first < m_items.size() && isBlank(m_items[first]))
            ++first;
        // Not parted from a heading or a table's head above, nor a name in its middle.
        const size_t farthest = first > LinesPerPage ? first - LinesPerPage : 0;
        int above = 0;
        for (size_t i = first; i-- > farthest;) {
            above += m_items[i].rows;
            if (m_items[i].rowsTogether > above)
                first = i;
        }
        return first;
    }

    /// Draws the lines of a page apart so that fewer rows fill it, if that is little.
    static void spread(FlowPage &page, const PageArea &area)
    {
        const double pitch = pitchFor(area, page.rows, area.bottom);
        if (page.rows > 1 && page.rows < page.capacity && pitch <= LoosestPitch)
            page.pitch = pitch;
    }

    /// The plan with so many rows of text on a new last page.
    FlowPlan carried(int rows) const
    {
        FlowPlan plan = m_plan;
        const size_t first = firstCarried(rows);
        while (plan.size() > 1 && plan.back().first >= first)
            plan.pop_back();
        const FlowPage before = plan.back();
        plan.pop_back();
        planFrom(plan, m_items, first, before);
        spread(plan.back(), areaOf(plan, plan.size() - 1, m_firstArea));
        planFrom(plan, m_items, m_items.size(), {first, Orientation::Upright, 0, LinesPerPage, 0});
        return plan;
    }

    /// Rows left free at the bottom of the page before the last.
    static int freeRows(const FlowPlan &plan)
    {
        const FlowPage &before = plan[plan.size() - 2];
        return before.pitch > 0 ? 0 : before.capacity - before.rows;
    }

    /// Takes along as much text as looks well, unless the page before is filled better with less.
    void carryText()
    {
        FlowPlan plan = carried(CarriedRows);
        if (freeRows(plan) > 0) {
            const FlowPlan less = carried(1);
            if (freeRows(less) == 0 || freeRows(less) + CarriedRows <= freeRows(plan))
                plan = less;
        }
        m_plan = std::move(plan);
    }

    FlowItems &m_items;
    FlowPlan &m_plan;
    const PageArea &m_firstArea;
    const CloserText &m_closer;
};

} // namespace

Result<void> closeFlow(Flow &flow, const PageArea &firstArea, const FlowClosing &closing, const CloserText &closer)
{
    return FlowCloser(flow, firstArea, closer).close(closing);
}

} // namespace wenyi::layout
