// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/Figures.h"
#include "client/cli/bench/WindowBench.h"
#include "client/core/records/RecordList.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype PageSize = 60; ///< What the client's list asks for at first.

/// What the store alone takes, without a window.
struct StoreTimes
{
    Series open;
    Series page;
    Series counts;
};

Result<StoreTimes> measureStore(const BenchOffice &office, int rounds)
{
    StoreTimes times;
    for (int round = 0; round < rounds; ++round) {
        const Stopwatch opening;
        WENYI_TRY(const auto workspace, office.unlock(u"clerk"_s));
        times.open.add(opening.milliseconds());
        core::RecordList list(*workspace);
        const Stopwatch reading;
        WENYI_CHECK(list.page({core::Box::Awaiting, {}, {}}, std::nullopt, PageSize));
        times.page.add(reading.milliseconds());
        const Stopwatch counting;
        WENYI_CHECK(list.counts());
        times.counts.add(counting.milliseconds());
    }
    return times;
}

/// From the start of the process, and in a program that runs already. What unlocking takes stands apart: a person types
/// a PIN there, and its key derivation is slow on purpose.
struct PaintTimes
{
    Series empty;
    Series list;
    Series unlock;
    Series emptyAgain;
    Series listAgain;
    qint64 records = 0;
};

Result<PaintTimes> measureWindows(const BenchOffice &office, const WindowArguments &arguments, const Context &context)
{
    PaintTimes times;
    for (int round = 0; round < arguments.rounds; ++round) {
        WENYI_TRY(const auto empty, runWindows(u"empty"_s, office, arguments, context));
        WENYI_TRY(const auto list, runWindows(u"list"_s, office, arguments, context));
        times.empty.add(empty.value(u"paintedMs"_s).toDouble());
        const double unlock = list.value(u"unlockMs"_s).toDouble();
        times.unlock.add(unlock);
        times.list.add(list.value(u"paintedMs"_s).toDouble() - unlock);
        times.emptyAgain.addAll(list.value(u"emptyAgainMs"_s));
        times.listAgain.addAll(list.value(u"listAgainMs"_s));
        times.records = list.value(u"records"_s).toInteger();
    }
    return times;
}

Result<void> run(const WindowArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto office, openListOffice(arguments, context));
    WENYI_TRY(const auto store, measureStore(*office, arguments.rounds));
    WENYI_TRY(const auto paint, measureWindows(*office, arguments, context));
    const double ratio = paint.list.median() / paint.empty.median();
    const double again = paint.listAgain.median() / paint.emptyAgain.median();
    const Output &out = context.output;
    out.line(u"%1 records in the list, %2 rounds, %3 build, %4"_s.arg(paint.records)
                 .arg(arguments.rounds)
                 .arg(circumstances().value(u"build"_s).toString(), fromArgument(arguments.platform)));
    out.line(u"from the start of the process to the first picture:"_s);
    out.line(u"  empty window       "_s + paint.empty.words(u"ms"_s));
    out.line(u"  list, unlocking apart "_s + paint.list.words(u"ms"_s) + u", ratio %1"_s.arg(ratio, 0, 'f', 2));
    out.line(u"  unlocking          "_s + paint.unlock.words(u"ms"_s));
    out.line(u"in a program that runs:"_s);
    out.line(u"  empty window       "_s + paint.emptyAgain.words(u"ms"_s));
    out.line(u"  list               "_s + paint.listAgain.words(u"ms"_s) + u", ratio %1"_s.arg(again, 0, 'f', 2));
    out.line(u"the store alone:"_s);
    out.line(u"  unlocking          "_s + store.open.words(u"ms"_s));
    out.line(u"  first page         "_s + store.page.words(u"ms"_s));
    out.line(u"  counts             "_s + store.counts.words(u"ms"_s));
    out.result({{u"bench"_s, u"list"_s}, {u"circumstances"_s, circumstances()}, {u"records"_s, paint.records},
        {u"platform"_s, fromArgument(arguments.platform)}, {u"emptyMs"_s, paint.empty.toJson()},
        {u"listMs"_s, paint.list.toJson()}, {u"unlockMs"_s, paint.unlock.toJson()}, {u"ratio"_s, ratio},
        {u"emptyAgainMs"_s, paint.emptyAgain.toJson()}, {u"listAgainMs"_s, paint.listAgain.toJson()},
        {u"ratioAgain"_s, again}, {u"storeOpenMs"_s, store.open.toJson()}, {u"firstPageMs"_s, store.page.toJson()},
        {u"countsMs"_s, store.counts.toJson()}});
    return {};
}

} // namespace

void addListBench(Command &bench, Chosen &chosen)
{
    Command &command = bench.addCommand("list", "The main window over a long list, against an empty window");
    auto arguments = addWindowOptions(command);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
