// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/ExchangeRounds.h"
#include "client/cli/bench/ServerFigures.h"
#include "client/core/exchange/ServerLink.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::cli {

namespace {

constexpr qint64 FirstLevel = 1'000;
constexpr qint64 LevelStep = 10;
constexpr qint64 Waiting = 1'000; // Stored envelopes that nobody confirmed.
constexpr int BeforeKill = 200;   // Documents that came since the last start.
constexpr auto Patience = 60s;

/// What was measured with so many envelopes stored.
struct Level
{
    qint64 stored = 0;
    double filling = 0;          ///< Microseconds of the store for an envelope.
    Series documents;            ///< A second, accepted and received, many on their way.
    Series accept;               ///< Milliseconds, one at a time, at the median.
    Series afterStop, afterKill; ///< Milliseconds from the start of the process to the first acceptance.
    Series readyStop, readyKill; ///< Of these until it listened.
    double megabytes = 0;        ///< The server's, resident.

    QJsonObject toJson() const
    {
        return {{u"stored"_s, stored}, {u"fillUs"_s, filling}, {u"documents"_s, documents.toJson()},
            {u"acceptMs"_s, accept.toJson()}, {u"afterStopMs"_s, afterStop.toJson()},
            {u"afterKillMs"_s, afterKill.toJson()}, {u"listeningAfterStopMs"_s, readyStop.toJson()},
            {u"listeningAfterKillMs"_s, readyKill.toJson()}, {u"residentMb"_s, megabytes}};
    }
};

class StoredRun
{
public:
    StoredRun(DemoOffice &office, core::Workspace &from, core::Workspace &to, QString folder,
        const ExchangeBenchArguments &arguments)
        : m_office(office)
        , m_from(from)
        , m_to(to)
        , m_environment(office.context().environment)
        , m_folder(std::move(folder))
        , m_arguments(arguments)
        , m_envelopes(from, m_environment)
    {
    }

    Result<void> begin()
    {
        // The other way round: what waits of them is not in the queue of whoever receives here.
        BenchEnvelopes envelopes(m_to, m_environment);
        WENYI_TRY(const auto originals, envelopes.prepare(m_from.profile().unit, 1, m_arguments.storedSize));
        return keepOriginal(originals.first(), original());
    }

    /// The server does not run before nor behind it.
    Result<Level> measure(qint64 stored)
    {
        Level level;
        level.stored = stored;
        WENYI_TRY(level.filling, fill(stored));
        WENYI_CHECK(m_office.startServer());
        WENYI_CHECK(measureTraffic(level));
        level.megabytes = residentMegabytes(m_office.server().processId());
        for (int round = 0; round < m_arguments.rounds; ++round)
            WENYI_CHECK(measureStarts(level));
        m_office.stopServer();
        return level;
    }

private:
    QString original() const { return m_folder + u"/original"_s; }
    UnitCode unit() const { return m_to.profile().unit; }

    Result<double> fill(qint64 stored)
    {
        const qint64 missing = stored - m_stored;
        if (missing <= 0)
            return 0.0;
        WENYI_TRY(const QJsonObject told,
            runStoreProgram({u"fill"_s, u"--dir"_s, m_office.domain().folder + u"/server"_s, u"--original"_s,
                original(), u"--envelopes"_s, QString::number(missing), u"--waiting"_s, QString::number(Waiting)}));
        m_stored = stored;
        return told.value(u"seconds"_s).toDouble() * 1e6 / static_cast<double>(missing);
    }

    Result<void> measureTraffic(Level &level)
    {
        WENYI_TRY(const auto sender, BenchSender::open(m_from, m_environment));
        WENYI_TRY(const auto receiver, BenchReceiver::open(m_to, *sender, m_environment));
        // Behind it nothing waits any more of what came before the last start.
        WENYI_CHECK(oneByOne(*sender, *receiver, unit(), 1, m_arguments.size));
        for (int round = 0; round < m_arguments.rounds; ++round) {
            WENYI_TRY(const double seconds,
                throughput(*sender, *receiver, unit(), m_arguments.documents, m_arguments.size, m_arguments.window));
            level.documents.add(m_arguments.documents / seconds);
            WENYI_TRY(
                const OneByOne single, oneByOne(*sender, *receiver, unit(), m_arguments.single, m_arguments.size));
            level.accept.add(percentile(single.accepted, 50));
            m_stored += m_arguments.documents + m_arguments.single;
        }
        return {};
    }

    /// Killed after some work, then stopped and started again.
    Result<void> measureStarts(Level &level)
    {
        WENYI_TRY(const auto envelopes, m_envelopes.prepare(unit(), 2, m_arguments.size));
        WENYI_CHECK(work());
        m_office.server().kill();
        WENYI_CHECK(measureStart(envelopes.first(), level.readyKill, level.afterKill));
        m_office.stopServer();
        return measureStart(envelopes.last(), level.readyStop, level.afterStop);
    }

    Result<void> work()
    {
        WENYI_TRY(const auto sender, BenchSender::open(m_from, m_environment));
        WENYI_TRY(const auto envelopes, sender->prepare(unit(), BeforeKill, m_arguments.size));
        m_stored += BeforeKill;
        WENYI_CHECK(sender->send(envelopes, m_arguments.window));
        return {};
    }

    /// From the start of the process: until it listens, and until a desktop that comes at once has an acceptance.
    Result<void> measureStart(const exchange::Envelope &envelope, Series &ready, Series &accepted)
    {
        WENYI_TRY(auto settings, core::connectionSettings(m_from));
        const Stopwatch watch;
        WENYI_CHECK(m_office.startServer());
        ready.add(watch.milliseconds());
        protocol::ClientConnection connection(std::move(settings), m_environment.random);
        WENYI_TRY(const auto state,
            protocol::answerAs<protocol::EnvelopeState>(
                connection.request(protocol::SendWhole{envelope.header.toBytes(), envelope.parts}, Patience).result()));
        if (!state.receipt)
            return Error{ErrorCode::Internal, "bench.wrong", u"parts are missing"_s};
        accepted.add(watch.milliseconds());
        ++m_stored;
        return {};
    }

    DemoOffice &m_office;
    core::Workspace &m_from;
    core::Workspace &m_to;
    const core::Environment &m_environment;
    QString m_folder;
    const ExchangeBenchArguments &m_arguments;
    BenchEnvelopes m_envelopes;
    qint64 m_stored = 0; ///< At the server.
};

/// 1,000, ten times as many, and so on, up to what was asked for.
QList<qint64> levelsUpTo(qint64 most)
{
    QList<qint64> levels;
    for (qint64 level = FirstLevel; level < most; level *= LevelStep)
        levels.append(level);
    levels.append(most);
    return levels;
}

void report(const Level &level, const Level &first, const Output &out)
{
    out.line(u"%1 stored (%2 us each in the store alone), server %3 MB"_s.arg(level.stored)
                 .arg(level.filling, 0, 'f', 0)
                 .arg(level.megabytes, 0, 'f', 0));
    const double ratio = level.documents.median() / std::max(first.documents.median(), 0.001);
    out.line(u"  accepted and received  "_s + level.documents.words(u"a second"_s)
             + u"; %1 of what it was with %2"_s.arg(ratio, 0, 'f', 2).arg(first.stored));
    out.line(u"  one at a time          "_s + level.accept.words(u"ms"_s));
    out.line(u"  first after a stop     "_s + level.afterStop.words(u"ms"_s)
             + u", listening after %1 ms"_s.arg(level.readyStop.median(), 0, 'f', 0));
    out.line(u"  first after a kill     "_s + level.afterKill.words(u"ms"_s)
             + u", listening after %1 ms"_s.arg(level.readyKill.median(), 0, 'f', 0));
}

} // namespace

Result<void> runStoredBench(const ExchangeBenchArguments &arguments, const Context &context)
{
    const QTemporaryDir own;
    const QString folder = arguments.folder.empty() ? own.path() : fromArgument(arguments.folder);
    DemoOffice office(folder, context);
    WENYI_CHECK(buildSample(office, arguments));
    WENYI_TRY(core::Workspace * from, office.at(u"市政府办/mailroom"_s));
    WENYI_TRY(core::Workspace * to, office.at(u"市财政局/mailroom"_s));
    StoredRun run(office, *from, *to, folder, arguments);
    WENYI_CHECK(run.begin());
    QList<Level> levels;
    QJsonArray told;
    for (const qint64 stored : levelsUpTo(arguments.stored)) {
        WENYI_TRY(Level level, run.measure(stored));
        levels.append(std::move(level));
        // One after the other: a million takes a while, and what was measured until then counts.
        report(levels.last(), levels.first(), context.output);
        told.append(levels.last().toJson());
    }
    context.output.result(
        {{u"bench"_s, u"exchange-stored"_s}, {u"circumstances"_s, circumstances()}, {u"levels"_s, told}});
    return {};
}

} // namespace wenyi::cli
