// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageFlow.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

bool isBlank(const FlowItem &item)
{
    return item.field.isEmpty();
}

int capacityOf(Orientation orientation, double pitch)
{
    const PageArea area = fullArea(orientation);
    return pitch > 0 && orientation == Orientation::Upright ? rowsAt(area, pitch) : area.rows;
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

PageArea areaOf(const FlowPlan &plan, size_t page, const PageArea &firstArea)
{
    return page == 0 ? firstArea : fullArea(plan[page].orientation);
}

void planFrom(FlowPlan &plan, const FlowItems &items, size_t end, FlowPage page, double pitch)
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
        const int most = fullArea(item.orientation).rows;
        const int together = std::min(std::max(item.rows, item.rowsTogether), most);
        // A whole page holds anything; a first one that has too little room left passes it on.
        if (turns || page.rows + together > page.capacity) {
            plan.push_back(page);
            page = {i, item.orientation, 0, capacityOf(item.orientation, pitch), pitch};
            page.rows = item.tableHead ? rowsOf(*item.tableHead) : 0;
        }
        page.rows += item.rows;
    }
    plan.push_back(page);
}

FlowPlan planFlow(const FlowItems &items, const PageArea &area)
{
    FlowPlan plan;
    const Orientation orientation = items.empty() ? Orientation::Upright : items.front().orientation;
    planFrom(plan, items, items.size(), {0, orientation, 0, area.rows, 0});
    return plan;
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
            area.rows = rowsAt(area, area.pitch);
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
