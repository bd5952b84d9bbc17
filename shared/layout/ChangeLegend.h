// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TrackedChanges.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// 修改情况: from a new page on, how the marks are to be read, who changed how much and when, and the changed elements
/// that the page shows in their present form only.
void setChangeLegend(PageBuilder &pages, const document::MarkedDocument &document);

} // namespace wenyi::layout
