// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageFlow.h"

#include <functional>

namespace wenyi::layout {

/// A text that flows and its pages.
struct Flow
{
    FlowItems items;
    FlowPlan plan;
};

/// What stands behind a text on its last page.
struct FlowClosing
{
    int rows = 0;             ///< Signatories, date and note: never on a page without text.
    double imprintRoom = 0;   ///< mm for the 版记 above the area's bottom, if it may stand on that page; else 0.
    bool evenPageOnly = true; ///< Whether that page must be even.
};

/// The items of a text from one of its parts (FlowItem::part) on, with its characters closer together (TightCell).
using CloserText = std::function<Result<FlowItems>(int part)>;

/// Makes room for the closing on the last page of text (7.3.5.5). What changes least comes first:
///  1. lines drawn together by as little as it takes, evenly over up to MostTightPages pages, to TightestPitch;
///  2. the same with one more character in a line of those pages;
///  3. text taken along to a new page, and what stays behind spread.
/// Where the imprint then misses its place on that page by as little, 1 and 2 are tried for it too. Tables and what is
/// turned stay as they are, and so do the pages before them. Fails as `closer` does.
Result<void> closeFlow(Flow &flow, const PageArea &firstArea, const FlowClosing &closing, const CloserText &closer);

} // namespace wenyi::layout
