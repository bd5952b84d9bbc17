// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/ExchangeRounds.h"

#include "client/cli/bench/BenchProgram.h"
#include "shared/base/DurableFile.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int FillTimeout = 3'600'000; // ms; a million takes minutes.

} // namespace

Result<void> buildSample(DemoOffice &office, const ExchangeBenchArguments &arguments, DemoOffice::Rates rates)
{
    const QString sample = office.context().environment.resources + u"/domains/sample.json"_s;
    WENYI_TRY(const QByteArray json, readBounded(sample, 4 * limits::MiB));
    WENYI_TRY(const auto description, core::DomainDescription::fromJson(json));
    return office.build(description, u"tcp://127.0.0.1:%1"_s.arg(arguments.port), rates);
}

Result<double> throughput(
    BenchSender &sender, BenchReceiver &receiver, const UnitCode &to, int count, int size, int window)
{
    WENYI_TRY(const auto envelopes, sender.prepare(to, count, size));
    const Stopwatch watch;
    WENYI_CHECK(sender.send(envelopes, window));
    WENYI_CHECK(receiver.wait(count));
    return watch.milliseconds() / 1000;
}

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

Result<void> keepOriginal(const exchange::Envelope &envelope, const QString &folder)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "bench.folder", folder};
    WENYI_CHECK(writeDurably(folder + u"/header"_s, envelope.header.toBytes()));
    for (qsizetype i = 0; i < envelope.parts.size(); ++i)
        WENYI_CHECK(writeDurably(folder + u'/' + QString::number(i), envelope.parts.at(i)));
    return {};
}

Result<QJsonObject> runStoreProgram(const QStringList &arguments)
{
    return runBenchProgram({u"wenyi-server-bench"_s, u"../../server"_s, FillTimeout}, arguments);
}

} // namespace wenyi::cli
