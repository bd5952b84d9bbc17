// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/numbers/NumbersPresenter.h"

namespace wenyi::ui {

/// 发文 · 令号: the module and what its series numbers.
QString seriesWords(const core::DrawnSeries &drawn);
/// 2026年, 第2届.
QString periodWords(const modules::SeriesKey &key);
/// 澄政办发〔2026〕3号至澄政办发〔2026〕12号.
QString rangeWords(const core::DrawnSeries &drawn, modules::NumberRange range);
/// ✔ drawn here, ▲ waits to be confirmed …: shape and words, never colour alone.
QString seriesStateWords(const core::DrawnSeries &drawn, const DesktopId &desktop);
/// This desktop, or the name of another one.
QString desktopWords(const DesktopId &desktop, const DesktopId &own);

} // namespace wenyi::ui
