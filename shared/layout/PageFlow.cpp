// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageFlow.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// Rows of text that go along when the signatories need a new page.
constexpr int CarriedRows = 2;

bool isBlank(const FlowItem &item)
{
    return item.field.isEmpty();
}

PageArea areaOf(const FlowPlan &plan, size_t page, const PageArea &firstArea)
{
    return page == 0 ? firstArea : fullArea(plan[page].orientation);
}

/// Plans the items up to `end`, beginning with the page's first one at its first row.
void planFrom(FlowPlan &plan, const FlowItems &items, size_t end, FlowPage page)
{
    const bool repeatsHead = !plan.empty() && page.first < end && items[page.first].tableHead;
    page.rows = repeatsHead ? rowsOf(*items[page.first].tableHead) : 0;
    for (size_t i = page.first; i < end; ++i) {
        const FlowItem &item = items[i];
        if (isBlank(item)) {
            page.rows = std::min(page.rows + item.rows, page.capacity);
            continue;
        }
        const bool turns = item.orientation != page.orientation;
        const int together = std::min(std::max(item.rows, item.rowsTogether), fullArea(item.orientation).rows);
        // A whole page holds anything; a first one that has too little room left passes it on.
        if (turns || page.rows + together > page.capacity) {
            plan.push_back(page);
            page = {i, item.orientation, 0, fullArea(item.orientation).rows, 0};
            page.rows = item.tableHead ? rowsOf(*item.tableHead) : 0;
        }
        page.rows += item.rows;
    }
    plan.push_back(page);
}

bool isText(const FlowItem &item)
{
    return !isBlank(item) && item.field != u"title"_s && item.field != u"recipients"_s;
}

/// The first item that goes to a new page so that signatories stand there with so many rows of text.
size_t firstCarried(const FlowItems &items, int rows)
{
    int carried = 0;
    size_t first = items.size();
    while (first > 0 && carried < rows && (isBlank(items[first - 1]) || isText(items[first - 1]))) {
        --first;
        carried += isBlank(items[first]) ? 0 : items[first].rows;
    }
    while (first < items.size() && isBlank(items[first]))
        ++first;
    // Not parted from a heading or a table's head above, nor a name in its middle.
    const size_t farthest = first > LinesPerPage ? first - LinesPerPage : 0;
    int above = 0;
    for (size_t i = first; i-- > farthest;) {
        above += items[i].rows;
        if (items[i].rowsTogether > above)
            first = i;
    }
    return first;
}

/// Draws the lines of a page apart so that fewer rows fill it, if that is little.
void spread(FlowPage &page, const PageArea &area)
{
    const double pitch = pitchFor(area, page.rows, area.bottom);
    if (page.rows > 1 && page.rows < page.capacity && pitch <= LoosestPitch)
        page.pitch = pitch;
}

/// Whether so many rows end at that height with lines drawn together no more than the limit; does it then.
bool tighten(FlowPage &page, const FlowItems &items, const PageArea &area, int rows, double bottom)
{
    const double pitch = pitchFor(area, rows, bottom);
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(page.first);
    // The rows of a table are as high as its text asks.
    const bool table = std::any_of(begin, items.end(), [](const FlowItem &item) { return item.tableRow != nullptr; });
    if (table || page.orientation != Orientation::Upright || pitch < TightestPitch)
        return false;
    page.pitch = std::min(pitch, area.pitch);
    return true;
}

/// The plan with so many rows of text on a new last page.
FlowPlan carry(FlowPlan plan, const FlowItems &items, const PageArea &firstArea, int rows)
{
    const size_t first = firstCarried(items, rows);
    while (plan.size() > 1 && plan.back().first >= first)
        plan.pop_back();
    const FlowPage before = plan.back();
    plan.pop_back();
    planFrom(plan, items, first, before);
    spread(plan.back(), areaOf(plan, plan.size() - 1, firstArea));
    planFrom(plan, items, items.size(), {first, Orientation::Upright, 0, LinesPerPage, 0});
    return plan;
}

/// Rows left free at the bottom of the page before the last.
int freeRows(const FlowPlan &plan)
{
    const FlowPage &before = plan[plan.size() - 2];
    return before.pitch > 0 ? 0 : before.capacity - before.rows;
}

void makeRoomForSignatories(FlowPlan &plan, const FlowItems &items, const PageArea &firstArea, int rows)
{
    FlowPage &last = plan.back();
    const PageArea area = areaOf(plan, plan.size() - 1, firstArea);
    if (last.orientation != Orientation::Upright)
        return; // Behind a turned table nothing is left that could go along.
    if (last.rows + rows <= last.capacity || tighten(last, items, area, last.rows + rows, area.bottom))
        return;
    // As much text as looks well, unless the page before is filled better with less.
    FlowPlan carried = carry(plan, items, firstArea, CarriedRows);
    if (freeRows(carried) > 0) {
        const FlowPlan less = carry(plan, items, firstArea, 1);
        const bool better = freeRows(less) == 0 || freeRows(less) + CarriedRows <= freeRows(carried);
        carried = better ? less : carried;
    }
    plan = carried;
}

void placeItem(PageBuilder &pages, FlowItem &&item)
{
    if (isBlank(item)) {
        pages.skipRows(item.rows);
        return;
    }
    const GridPlace at = pages.next();
    if (item.headingLevel > 0)
        pages.canvas().addHeading(item.headingText, item.headingLevel, at.page, pages.topOf(at.row));
    pages.canvas().beginField(item.field);
    if (item.tableRow)
        addTableRow(pages, *item.tableRow);
    else if (item.picture)
        addPicture(pages, *item.picture);
    else
        pages.addLine(std::move(item.line), item.x);
}

} // namespace

FlowPlan planFlow(const FlowItems &items, const PageArea &area)
{
    FlowPlan plan;
    const Orientation orientation = items.empty() ? Orientation::Upright : items.front().orientation;
    planFrom(plan, items, items.size(), {0, orientation, 0, area.rows, 0});
    return plan;
}

void closeFlow(FlowPlan &plan, const FlowItems &items, const PageArea &firstArea, const FlowClosing &closing)
{
    if (closing.rows > 0)
        makeRoomForSignatories(plan, items, firstArea, closing.rows);
    FlowPage &last = plan.back();
    const bool even = plan.size() % 2 == 0;
    if (closing.imprintRoom <= 0 || (closing.evenPageOnly && !even))
        return;
    const PageArea area = areaOf(plan, plan.size() - 1, firstArea);
    const int rows = last.rows + closing.rows;
    const double pitch = last.pitch > 0 ? last.pitch : area.pitch;
    // The area of a letter's first page reaches below that of others, the imprint does not.
    const double bottom = std::min(area.bottom, BodyBottom) - closing.imprintRoom;
    if (area.top + (rows - 1) * pitch + Size3 > bottom)
        tighten(last, items, area, rows, bottom);
}

void placeFlow(PageBuilder &pages, FlowItems &&items, const FlowPlan &plan)
{
    for (size_t page = 0; page < plan.size(); ++page) {
        const FlowPage &planned = plan[page];
        if (page > 0)
            pages.startPage(planned.orientation);
        if (planned.pitch > 0) {
            PageArea area = pages.area();
            area.pitch = planned.pitch;
            // As many as stand between the area's edges at that distance.
            area.rows = static_cast<int>((area.bottom - area.top - Size3) / area.pitch + 1e-6) + 1;
            pages.openArea(area);
        }
        const size_t end = page + 1 < plan.size() ? plan[page + 1].first : items.size();
        if (page > 0 && planned.first < end && items[planned.first].tableHead) {
            pages.canvas().beginField(u"tableHead"_s);
            for (const TableRow &row : *items[planned.first].tableHead)
                addTableRow(pages, row);
        }
        for (size_t i = planned.first; i < end; ++i)
            placeItem(pages, std::move(items[i]));
    }
}

} // namespace wenyi::layout
