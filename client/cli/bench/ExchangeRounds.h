// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/bench/ExchangeTraffic.h"
#include "client/cli/demo/DemoOffice.h"

#include <string>

namespace wenyi::cli {

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
    std::string postgres; // libpq's settings of an empty store that several servers share
    int servers = 2;      // of these
    // Other things that are measured instead.
    int connections = 0;  // desktops that are online and do nothing
    int idle = 20;        // seconds of that
    int stored = 0;       // envelopes, at the most
    int storedSize = 200; // bytes of each
    bool flooder = false; // one desktop that asks without end
};

/// The sample domain with a server's folder, at the port that was asked for. Fails as DemoOffice::build() does.
Result<void> buildSample(DemoOffice &office, const ExchangeBenchArguments &arguments,
    DemoOffice::Rates rates = DemoOffice::Rates::Unbounded);

/// Seconds that it takes until all were accepted and are at the receiver.
Result<double> throughput(
    BenchSender &sender, BenchReceiver &receiver, const UnitCode &to, int count, int size, int window);

/// Documents that left one at a time, each after the one before had arrived.
struct OneByOne
{
    double seconds = 0;
    QList<double> accepted, arrived; ///< Milliseconds.
};
Result<OneByOne> oneByOne(BenchSender &sender, BenchReceiver &receiver, const UnitCode &to, int count, int size);

/// Puts an envelope where wenyi-server-bench takes its originals from. Fails as writeDurably() does.
Result<void> keepOriginal(const exchange::Envelope &envelope, const QString &folder);
/// Runs wenyi-server-bench. Fails as runBenchProgram() does.
Result<QJsonObject> runStoreProgram(const QStringList &arguments);

/// Very many desktops online at one server.
Result<void> runConnectionsBench(const ExchangeBenchArguments &arguments, const Context &context);
/// A server's start, and what an envelope costs, the more are stored.
Result<void> runStoredBench(const ExchangeBenchArguments &arguments, const Context &context);
/// How long an honest desktop waits while another one asks without end.
Result<void> runFlooderBench(const ExchangeBenchArguments &arguments, const Context &context);

} // namespace wenyi::cli
