// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"
#include "client/cli/bench/ExchangeTraffic.h"
#include "client/cli/demo/DemoOffice.h"
#include "shared/base/DurableFile.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype GroupOfDisk = 16; // Documents that one sync of the raw file serves.

struct ExchangeBenchArguments
{
    int documents = 1000;
    int size = 20'000; // bytes
    int window = 64;
    int single = 200;    // documents one at a time
    int large = 20;      // documents of largeSize
    int largeSingle = 5; // of these, one at a time
    int largeSize = 10'000'000;
    int rounds = 5;
    int port = 7399;
    std::string folder;
};

/// The value below which so many of a hundred lie.
double percentile(QList<double> values, int percent)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values.at(std::min<qsizetype>(values.size() * percent / 100, values.size() - 1));
}

struct Measured
{
    Series documents; ///< A second, accepted and received, many on their way.
    Series disk;      ///< Appended and synced in groups on the same disk, documents a second.
    Series single;    ///< A second, each after the one before has arrived.
    Series accept, acceptSlow, endToEnd, endToEndSlow; ///< Milliseconds, one at a time.
    Series large, largeSingle;                         ///< MB a second.
};

/// Seconds that it takes until all were accepted and are at the receiver.
Result<double> throughput(
    BenchSender &sender, BenchReceiver &receiver, const UnitCode &to, int count, int size, int window)
{
    WENYI_TRY(const auto envelopes, sender.prepare(to, count, size));
    const Stopwatch watch;
    WENYI_CHECK(sender.send(envelopes, window));
    WENYI_CHECK(receiver.wait(count));
    return watch.milliseconds() / 1000;
}

/// What the disk does for the same bytes without any exchange: the limit of every store that keeps its word.
Result<double> rawDisk(const QString &folder, int count, int size)
{
    const QString path = folder + u"/raw"_s;
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return Error{ErrorCode::StorageFailure, "bench.file", path};
    const QByteArray bytes(size, 'x');
    const Stopwatch watch;
    bool good = true;
    for (int i = 1; i <= count && good; ++i) {
        good = ::write(file, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size();
        if (i % GroupOfDisk == 0 || i == count)
            good = good && ::fdatasync(file) == 0;
    }
    const double seconds = watch.milliseconds() / 1000;
    ::close(file);
    QFile::remove(path);
    if (!good)
        return Error{ErrorCode::StorageFailure, "bench.file", path};
    return count / seconds;
}

/// Documents that left one at a time, each after the one before had arrived.
struct OneByOne
{
    double seconds = 0;
    QList<double> accepted, arrived; ///< Milliseconds.
};

Result<OneByOne> oneByOne(BenchSender &sender, BenchReceiver &receiver, const UnitCode &to, int count, int size)
{
    WENYI_TRY(const auto envelopes, sender.prepare(to, count, size));
    OneByOne all;
    const Stopwatch watch;
    for (const exchange::Envelope &envelope : envelopes) {
        WENYI_TRY(const auto times, sender.send({envelope}, 1));
        all.accepted += times;
        WENYI_TRY(const auto ends, receiver.wait(1));
        all.arrived += ends;
    }
    all.seconds = watch.milliseconds() / 1000;
    return all;
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
    WENYI_TRY(const double disk, rawDisk(folder, arguments.documents, arguments.size));
    measured.disk.add(disk);
    WENYI_CHECK(measureOneByOne(sender, receiver, to, arguments, measured));
    constexpr int LargeWindow = 4;
    WENYI_TRY(const double large, throughput(sender, receiver, to, arguments.large, arguments.largeSize, LargeWindow));
    measured.large.add(static_cast<double>(arguments.large) * arguments.largeSize / 1e6 / large);
    return {};
}

void report(const Measured &measured, const ExchangeBenchArguments &arguments, const Output &output)
{
    output.line(u"documents of %1 bytes, %2 on their way  %3"_s.arg(arguments.size)
                    .arg(arguments.window)
                    .arg(measured.documents.words(u"a second"_s)));
    output.line(u"the same bytes appended and synced     %1; ratio %2"_s.arg(measured.disk.words(u"a second"_s))
                    .arg(measured.documents.median() / measured.disk.median(), 0, 'f', 3));
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
        {u"accept"_s, measured.accept.toJson()}, {u"accept99"_s, measured.acceptSlow.toJson()},
        {u"endToEnd"_s, measured.endToEnd.toJson()}, {u"endToEnd99"_s, measured.endToEndSlow.toJson()},
        {u"large"_s, measured.large.toJson()}, {u"single"_s, measured.single.toJson()},
        {u"largeSingle"_s, measured.largeSingle.toJson()}, {u"circumstances"_s, circumstances()}});
}

Result<void> run(const ExchangeBenchArguments &arguments, const Context &context)
{
    const QTemporaryDir own;
    const QString folder = arguments.folder.empty() ? own.path() : fromArgument(arguments.folder);
    WENYI_TRY(
        const QByteArray json, readBounded(context.environment.resources + u"/domains/sample.json"_s, 4 * limits::MiB));
    WENYI_TRY(const auto description, core::DomainDescription::fromJson(json));
    DemoOffice office(folder, context);
    WENYI_CHECK(office.build(description, u"tcp://127.0.0.1:%1"_s.arg(arguments.port)));
    WENYI_CHECK(office.startServer());
    WENYI_TRY(core::Workspace * from, office.at(u"市政府办/mailroom"_s));
    WENYI_TRY(core::Workspace * to, office.at(u"市财政局/mailroom"_s));
    WENYI_TRY(const auto sender, BenchSender::open(*from, context.environment));
    WENYI_TRY(const auto receiver, BenchReceiver::open(*to, *sender, context.environment));
    Measured measured;
    for (int round = 0; round < arguments.rounds; ++round)
        WENYI_CHECK(measureRound(*sender, *receiver, to->profile().unit, folder, arguments, measured));
    report(measured, arguments, context.output);
    return {};
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
    command.addOption("--port", arguments->port, "Where its server listens on this machine");
    command.addOption("--dir", arguments->folder, "An empty folder on the disk that is to be measured");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
