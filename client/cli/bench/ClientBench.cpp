// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/Figures.h"
#include "client/cli/bench/WindowBench.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

/// What the client holds at one point, in MB, over the rounds.
struct Memory
{
    QString name;
    QString words;
    Series resident;
    Series proportional;
    Series peak;

    void add(const QJsonObject &answer)
    {
        const QJsonObject held = answer.value(name).toObject();
        resident.add(held.value(u"residentKb"_s).toDouble() / 1024);
        proportional.add(held.value(u"proportionalKb"_s).toDouble() / 1024);
        peak.add(held.value(u"peakKb"_s).toDouble() / 1024);
    }
    QJsonObject toJson() const
    {
        return {{u"residentMb"_s, resident.toJson()}, {u"proportionalMb"_s, proportional.toJson()},
            {u"peakMb"_s, peak.toJson()}};
    }
};

Result<void> run(const WindowArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto office, openListOffice(arguments, context));
    QList<Memory> points{{u"list"_s, u"list          "_s, {}, {}, {}}, {u"preview"_s, u"page shown    "_s, {}, {}, {}},
        {u"editor"_s, u"editor open   "_s, {}, {}, {}}};
    for (int round = 0; round < arguments.rounds; ++round) {
        WENYI_TRY(const auto answer, runWindows(u"client"_s, *office, arguments, context));
        for (Memory &point : points)
            point.add(answer);
    }
    context.output.line(u"%1 records at least, %2 rounds, %3 build, %4"_s.arg(arguments.records)
                            .arg(arguments.rounds)
                            .arg(circumstances().value(u"build"_s).toString(), fromArgument(arguments.platform)));
    QJsonObject result{{u"bench"_s, u"client"_s}, {u"circumstances"_s, circumstances()},
        {u"records"_s, arguments.records}, {u"platform"_s, fromArgument(arguments.platform)}};
    for (const Memory &point : std::as_const(points)) {
        context.output.line(point.words + u"resident "_s + point.resident.words(u"MB"_s) + u", proportional "_s
                            + point.proportional.words(u"MB"_s) + u", peak "_s + point.peak.words(u"MB"_s));
        result.insert(point.name, point.toJson());
    }
    context.output.result(result);
    return {};
}

} // namespace

void addClientBench(Command &bench, Chosen &chosen)
{
    Command &command = bench.addCommand("client", "What the client holds in memory, with and without the editor");
    auto arguments = addWindowOptions(command);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
