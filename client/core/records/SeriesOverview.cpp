// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/SeriesOverview.h"

#include "shared/document/DocumentNumber.h"
#include "shared/document/RunningNumber.h"

namespace wenyi::core {

QString DrawnSeries::written(int number) const
{
    if (running)
        return document::RunningNumber{*running, number}.toString();
    if (!key.numberCode.isEmpty())
        return document::DocumentNumber{key.numberCode, key.year, number}.toString();
    return QString::number(number);
}

Result<QList<DrawnSeries>> allSeries(Workspace &workspace)
{
    NumberService numbers(workspace);
    QList<DrawnSeries> all;
    for (const modules::ModuleDefinition *definition : workspace.modules().modules()) {
        for (const modules::NumberSeriesRule &rule : definition->series) {
            WENYI_TRY(const auto key, numbers.current(*definition, rule));
            WENYI_TRY(const auto view, numbers.series(key));
            all.append({definition->id, definition->name, key, rule.running, view});
        }
    }
    return all;
}

} // namespace wenyi::core
