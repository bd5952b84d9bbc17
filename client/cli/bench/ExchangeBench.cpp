// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"
#include "client/cli/bench/ExchangeRounds.h"
#include "client/cli/bench/SharedServers.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int GroupOfDisk = 16;       // Documents that one sync serves, of the store path alone and of the raw file.
constexpr int LargestWhole = 900'000; // Bytes; a larger document does not come whole, and has no such path.

QString originalIn(const QString &folder)
{
    return folder + u"/original"_s;
}

struct Measured
{
    Series documents; ///< A second, accepted and received, many on their way.
    Series store;     ///< Stored in groups without wire, digests and signatures, documents a second.
    Series disk;      ///< Appended and synced in groups on the same disk, documents a second.
    Series single;    ///< A second, each after the one before has arrived.
    Series accept, acceptSlow, endToEnd, endToEndSlow; ///< Milliseconds, one at a time.
    Series large, largeSingle;                         ///< MB a second.
};

/// The store path alone, and what the disk does for the same bytes without any exchange: the limit of every store that
/// keeps its word. In turn, by a process of its own.
Result<void> measureStore(const QString &folder, const ExchangeBenchArguments &arguments, Measured &measured)
{
    // What a group costs in PostgreSQL is its own matter.
    if (arguments.documents == 0 || arguments.size > LargestWhole || !arguments.postgres.empty())
        return {};
    WENYI_TRY(
        const QJsonObject told, runStoreProgram({u"store"_s, u"--original"_s, originalIn(folder), u"--dir"_s,
                                    folder + u"/store-path"_s, u"--documents"_s, QString::number(arguments.documents),
                                    u"--groups"_s, QString::number(GroupOfDisk), u"--rounds"_s, u"1"_s}));
    const QJsonObject group = told.value(u"groups"_s).toArray().first().toObject();
    measured.store.addAll(group.value(u"store"_s));
    measured.disk.addAll(group.value(u"disk"_s));
    // The next round begins with an empty one, as this did.
    if (!QDir(folder + u"/store-path"_s).removeRecursively())
        return Error{ErrorCode::StorageFailure, "bench.folder", folder};
    return {};
}

Result<void> measureOneByOne(BenchSender &sender, BenchReceiver &receiver, const UnitCode &to,
    const ExchangeBenchArguments &arguments, Measured &measured)
{
    WENYI_TRY(const OneByOne small, oneByOne(sender, receiver, to, arguments.single, arguments.size));
    measured.single.add(arguments.single / small.seconds);
    measured.accept.add(percentile(small.accepted, 50));
    measured.acceptSlow.add(percentile(small.accepted, 99));
    measured.endToEnd.add(percentile(small.arrived, 50));
    measured.endToEndSlow.add(percentile(small.arrived, 99));
    WENYI_TRY(const OneByOne large, oneByOne(sender, receiver, to, arguments.largeSingle, arguments.largeSize));
    measured.largeSingle.add(static_cast<double>(arguments.largeSingle) * arguments.largeSize / 1e6 / large.seconds);
    return {};
}

Result<void> measureRound(BenchSender &sender, BenchReceiver &receiver, const UnitCode &to, const QString &folder,
    const ExchangeBenchArguments &arguments, Measured &measured)
{
    WENYI_TRY(
        const double many, throughput(sender, receiver, to, arguments.documents, arguments.size, arguments.window));
    measured.documents.add(arguments.documents / many);
    WENYI_CHECK(measureStore(folder, arguments, measured));
    WENYI_CHECK(measureOneByOne(sender, receiver, to, arguments, measured));
    constexpr int LargeWindow = 4;
    WENYI_TRY(const double large, throughput(sender, receiver, to, arguments.large, arguments.largeSize, LargeWindow));
    measured.large.add(static_cast<double>(arguments.large) * arguments.largeSize / 1e6 / large);
    return {};
}

void reportStore(const Measured &measured, const Output &output)
{
    output.line(
        u"the store path alone, groups of %1     %2"_s.arg(GroupOfDisk).arg(measured.store.words(u"a second"_s)));
    output.line(u"the same bytes appended and synced     %1; the whole has %2 of it, the store path %3"_s
                    .arg(measured.disk.words(u"a second"_s))
                    .arg(measured.documents.median() / measured.disk.median(), 0, 'f', 3)
                    .arg(measured.store.median() / measured.disk.median(), 0, 'f', 3));
}

void report(const Measured &measured, const ExchangeBenchArguments &arguments, const Output &output)
{
    output.line(u"documents of %1 bytes, %2 on their way  %3"_s.arg(arguments.size)
                    .arg(arguments.window)
                    .arg(measured.documents.words(u"a second"_s)));
    if (!measured.disk.isEmpty())
        reportStore(measured, output);
    output.line(
        u"one at a time, accepted                %1; 99 of 100 under %2 ms"_s.arg(measured.accept.words(u"ms"_s))
            .arg(measured.acceptSlow.median(), 0, 'f', 2));
    output.line(
        u"one at a time, in the receiver's hand  %1; 99 of 100 under %2 ms"_s.arg(measured.endToEnd.words(u"ms"_s))
            .arg(measured.endToEndSlow.median(), 0, 'f', 2));
    output.line(u"documents of %1 MB, 4 on their way     %2"_s.arg(arguments.largeSize / 1e6)
                    .arg(measured.large.words(u"MB/s"_s)));
    output.line(u"one at a time                          %1 and %2"_s.arg(
        measured.single.words(u"a second"_s), measured.largeSingle.words(u"MB/s"_s)));
    output.result({{u"documents"_s, measured.documents.toJson()}, {u"disk"_s, measured.disk.toJson()},
        {u"store"_s, measured.store.toJson()}, {u"accept"_s, measured.accept.toJson()},
        {u"accept99"_s, measured.acceptSlow.toJson()}, {u"endToEnd"_s, measured.endToEnd.toJson()},
        {u"endToEnd99"_s, measured.endToEndSlow.toJson()}, {u"large"_s, measured.large.toJson()},
        {u"single"_s, measured.single.toJson()}, {u"largeSingle"_s, measured.largeSingle.toJson()},
        {u"circumstances"_s, circumstances()}});
}

/// The domain's one server, which is the office's, or several on one PostgreSQL.
Result<std::unique_ptr<SharedServers>> startServers(DemoOffice &office, const ExchangeBenchArguments &arguments)
{
    if (!arguments.postgres.empty())
        return SharedServers::start(
            {office.server().folder(), fromArgument(arguments.postgres), arguments.servers, arguments.port});
    WENYI_CHECK(office.startServer());
    return std::unique_ptr<SharedServers>();
}

Result<void> runTraffic(const ExchangeBenchArguments &arguments, const Context &context)
{
    const QTemporaryDir own;
    const QString folder = arguments.folder.empty() ? own.path() : fromArgument(arguments.folder);
    DemoOffice office(folder, context);
    WENYI_CHECK(buildSample(office, arguments));
    WENYI_TRY(const auto shared, startServers(office, arguments));
    const QByteArrayList endpoints = shared ? shared->endpoints() : QByteArrayList();
    WENYI_TRY(core::Workspace * from, office.at(u"市政府办/mailroom"_s));
    WENYI_TRY(core::Workspace * to, office.at(u"市财政局/mailroom"_s));
    const UnitCode unit = to->profile().unit;
    WENYI_TRY(const auto sender, BenchSender::open(*from, context.environment, endpoints));
    WENYI_TRY(const auto receiver,
        BenchReceiver::open(*to, *sender, context.environment, endpoints.isEmpty() ? QByteArray() : endpoints.last()));
    WENYI_TRY(const auto original, BenchEnvelopes(*from, context.environment).prepare(unit, 1, arguments.size));
    WENYI_CHECK(keepOriginal(original.first(), originalIn(folder)));
    Measured measured;
    for (int round = 0; round < arguments.rounds; ++round)
        WENYI_CHECK(measureRound(*sender, *receiver, unit, folder, arguments, measured));
    report(measured, arguments, context.output);
    return {};
}

Result<void> run(const ExchangeBenchArguments &arguments, const Context &context)
{
    if ((arguments.connections > 0) + (arguments.stored > 0) + arguments.flooder > 1)
        return Error{ErrorCode::InvalidInput, "bench.one-at-a-time", {}};
    if (arguments.connections > 0)
        return runConnectionsBench(arguments, context);
    if (arguments.stored > 0)
        return runStoredBench(arguments, context);
    return arguments.flooder ? runFlooderBench(arguments, context) : runTraffic(arguments, context);
}

} // namespace

void addExchangeBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<ExchangeBenchArguments>();
    Command &command = bench.addCommand(
        "exchange", "Send documents from one unit through a server of its own to another, many at once and one by one");
    command.addOption("--documents", arguments->documents, "Documents of a round");
    command.addOption("--size", arguments->size, "Bytes of each");
    command.addOption("--window", arguments->window, "How many are on their way at once");
    command.addOption("--single", arguments->single, "Documents one at a time");
    command.addOption("--large", arguments->large, "Large documents of a round");
    command.addOption("--large-single", arguments->largeSingle, "Large documents one at a time");
    command.addOption("--large-size", arguments->largeSize, "Bytes of each large one");
    command.addOption("--rounds", arguments->rounds, "Rounds");
    const auto postgres = command.addOption(
        "--postgres", arguments->postgres, "Several servers share a store: libpq's settings of an empty one");
    command.addOption("--servers", arguments->servers, "How many, at ports one above the other")
        .within(1, 16)
        .needs(postgres);
    command
        .addOption("--connections", arguments->connections,
            "Instead: so many desktops online, what they hold and take, and how soon all are back after a restart")
        .within(1, 20'000);
    command.addOption("--idle", arguments->idle, "Seconds for which they do nothing").within(1, 600);
    command
        .addOption("--stored", arguments->stored,
            "Instead: what an envelope costs and how long a start takes with up to so many stored")
        .within(1, 100'000'000);
    command.addOption("--stored-size", arguments->storedSize, "Bytes of each").within(1, 1'000'000);
    command.addFlag("--flooder", arguments->flooder,
        "Instead: how long an honest desktop waits without and with one that asks without end");
    command.addOption("--port", arguments->port, "Where its server listens on this machine");
    command.addOption("--dir", arguments->folder, "An empty folder on the disk that is to be measured");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
