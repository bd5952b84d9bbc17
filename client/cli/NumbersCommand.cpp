// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Unlock.h"
#include "client/core/records/SeriesOverview.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct NumbersArguments
{
    UnlockArguments unlock;
    std::string series;
    int last = 0;
    bool beginsTerm = false;
};

using core::allSeries;
using core::DrawnSeries;

QJsonArray gapsJson(const modules::NumberSeries &series)
{
    QJsonArray gaps;
    for (const modules::NumberGap &gap : series.gaps())
        gaps.append(QJsonObject{{u"first"_s, gap.range.first}, {u"last"_s, gap.range.last}, {u"reason"_s, gap.reason}});
    return gaps;
}

QJsonObject seriesJson(const DrawnSeries &drawn, const std::optional<int> &next)
{
    QJsonObject object{{u"module"_s, drawn.module}, {u"series"_s, drawn.key.series},
        {u"owner"_s, drawn.view.series.owner().toString()}, {u"confirmed"_s, drawn.view.isConfirmed},
        {u"gaps"_s, gapsJson(drawn.view.series)}};
    if (drawn.key.term > 0)
        object.insert(u"term"_s, drawn.key.term);
    else
        object.insert(u"year"_s, drawn.key.year);
    if (next)
        object.insert(u"next"_s, *next);
    return object;
}

Result<void> change(core::Workspace &workspace, const NumbersArguments &arguments)
{
    const QString wanted = fromArgument(arguments.series);
    WENYI_TRY(const auto all, allSeries(workspace));
    for (const DrawnSeries &drawn : all) {
        if (drawn.key.series != wanted)
            continue;
        core::NumberService numbers(workspace);
        modules::SeriesKey key = drawn.key;
        if (arguments.beginsTerm) {
            WENYI_TRY(key, numbers.beginTerm(drawn.key, arguments.last + 1));
        } else {
            WENYI_CHECK(numbers.goOnFrom(key, arguments.last, u"此前已编号"_s));
        }
        return {};
    }
    return Error{ErrorCode::NotFound, "number.no-such-series", wanted};
}

Result<void> runNumbers(const NumbersArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    if (arguments.last > 0 || arguments.beginsTerm)
        WENYI_CHECK(change(*workspace, arguments));
    WENYI_TRY(const auto all, allSeries(*workspace));
    QJsonArray series;
    for (const DrawnSeries &drawn : all) {
        const auto next = drawn.view.series.next(workspace->profile().desktop);
        series.append(seriesJson(drawn, next ? std::optional(*next) : std::nullopt));
        const QString period = drawn.key.term > 0 ? u"term %1"_s.arg(drawn.key.term) : QString::number(drawn.key.year);
        const QString here = next ? u"next here: %1"_s.arg(*next) : u"not drawn here"_s;
        context.output.line(u"%1  %2  %3  %4"_s.arg(drawn.module, drawn.key.series, period, here));
    }
    context.output.result({{u"series"_s, series}});
    return {};
}

} // namespace

void addNumbersCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<NumbersArguments>();
    Command &command =
        app.addCommand("numbers", "The number series of a unit; goes on behind numbers that were given on paper");
    addUnlockOptions(command, arguments->unlock);
    const Option series = command.addOption("--series", arguments->series, "documents, orders, minutes, register …");
    command.addOption("--last", arguments->last, "The last number that was given elsewhere, in the series' own period")
        .within(0, 99'998)
        .needs(series);
    command.addFlag("--new-term", arguments->beginsTerm, "Begin a new term of the office: count from 1 again")
        .needs(series);
    runWhenChosen(command, chosen, arguments, runNumbers);
}

} // namespace wenyi::cli
