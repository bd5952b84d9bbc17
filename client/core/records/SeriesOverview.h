// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/NumberService.h"

namespace wenyi::core {

/// A series that a module draws from, as it stands.
struct DrawnSeries
{
    QString module;     ///< Its id.
    QString moduleName; ///< 发文
    modules::SeriesKey key;
    std::optional<document::RunningNumber::Word> running; ///< 号, 期: what a number is written with; see written().
    SeriesView view;

    /// A number as documents bear it: 澄政办发〔2026〕28号, 第12号, 第8期, 5.
    QString written(int number) const;
};

/// Every series of every module in the year or term of now, in the modules' order. Fails as NumberService::series()
/// does.
Result<QList<DrawnSeries>> allSeries(Workspace &workspace);

} // namespace wenyi::core
