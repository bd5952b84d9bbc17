// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/ExchangeRounds.h"
#include "client/core/exchange/ServerLink.h"

#include <QFuture>
#include <QTemporaryDir>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::cli {

namespace {

constexpr auto Patience = 60s;
constexpr int AtOnce = 64;        // More than a connection has unanswered at a time.
constexpr auto HonestPause = 5ms; // Within what a desktop may ask.

/// A desktop that asks without end for what costs the server most, from its making until it goes.
class Flooder
{
public:
    Flooder(protocol::ClientConnection::Settings settings, RandomSource &random)
        : m_connection(std::move(settings), random)
    {
        (void)ask().result(); // From here on it is in.
        m_thread = std::thread([this] { flood(); });
    }
    ~Flooder()
    {
        m_ends = true;
        m_thread.join();
    }
    Flooder(const Flooder &) = delete;
    Flooder &operator=(const Flooder &) = delete;

    /// What was answered, and how much of that by the word that it asks too fast.
    qint64 answered() const { return m_answered; }
    qint64 tooFast() const { return m_tooFast; }

private:
    QFuture<Result<protocol::Body>> ask()
    {
        return m_connection.request(protocol::PushEntries{{QByteArray(2'000, 'x')}, QByteArray(100, 'x')}, Patience);
    }

    void flood()
    {
        while (!m_ends) {
            std::vector<QFuture<Result<protocol::Body>>> open;
            for (int i = 0; i < AtOnce; ++i)
                open.push_back(ask());
            for (auto &future : open) {
                const Result<protocol::Body> answer = future.result();
                m_tooFast += !answer && answer.error().reason == "session.too-fast" ? 1 : 0;
                ++m_answered;
            }
        }
    }

    protocol::ClientConnection m_connection;
    std::atomic<bool> m_ends = false;
    std::atomic<qint64> m_answered = 0;
    std::atomic<qint64> m_tooFast = 0;
    std::thread m_thread;
};

/// How long an honest desktop waited, in milliseconds.
struct Waits
{
    Series median, slow; ///< The slow one: 99 of 100 were quicker.

    Result<void> measure(BenchSender &sender, const UnitCode &to, const ExchangeBenchArguments &arguments)
    {
        WENYI_TRY(const auto envelopes, sender.prepare(to, arguments.single, arguments.size));
        QList<double> times;
        for (const exchange::Envelope &envelope : envelopes) {
            WENYI_TRY(const auto time, sender.send({envelope}, 1));
            times += time;
            std::this_thread::sleep_for(HonestPause);
        }
        median.add(percentile(times, 50));
        slow.add(percentile(times, 99));
        return {};
    }
};

} // namespace

Result<void> runFlooderBench(const ExchangeBenchArguments &arguments, const Context &context)
{
    const QTemporaryDir own;
    const QString folder = arguments.folder.empty() ? own.path() : fromArgument(arguments.folder);
    DemoOffice office(folder, context);
    WENYI_CHECK(buildSample(office, arguments, DemoOffice::Rates::Usual));
    WENYI_CHECK(office.startServer());
    WENYI_TRY(core::Workspace * honest, office.at(u"市政府办/mailroom"_s));
    WENYI_TRY(core::Workspace * other, office.at(u"市财政局/clerk"_s));
    const UnitCode to = other->profile().unit;
    WENYI_TRY(const auto sender, BenchSender::open(*honest, context.environment));
    Waits quiet;
    Waits flooded;
    qint64 answered = 0;
    qint64 tooFast = 0;
    for (int round = 0; round < arguments.rounds; ++round) {
        WENYI_CHECK(quiet.measure(*sender, to, arguments));
        WENYI_TRY(auto settings, core::connectionSettings(*other));
        const Flooder flooder(std::move(settings), context.environment.random);
        WENYI_CHECK(flooded.measure(*sender, to, arguments));
        answered += flooder.answered();
        tooFast += flooder.tooFast();
    }
    const double ratio = flooded.slow.median() / quiet.slow.median();
    const Output &out = context.output;
    out.line(u"documents of %1 bytes, one at a time, accepted"_s.arg(arguments.size));
    out.line(
        u"nobody else         %1; 99 of 100 under %2"_s.arg(quiet.median.words(u"ms"_s), quiet.slow.words(u"ms"_s)));
    out.line(u"beside one flooder  %1; 99 of 100 under %2"_s.arg(
        flooded.median.words(u"ms"_s), flooded.slow.words(u"ms"_s)));
    out.line(
        u"ratio of the slow ones %1; of the flood %2 were answered, %3 of these as too fast"_s.arg(ratio, 0, 'f', 2)
            .arg(answered)
            .arg(tooFast));
    out.result({{u"bench"_s, u"exchange-flooder"_s}, {u"circumstances"_s, circumstances()},
        {u"quietMs"_s, quiet.median.toJson()}, {u"quiet99Ms"_s, quiet.slow.toJson()},
        {u"floodedMs"_s, flooded.median.toJson()}, {u"flooded99Ms"_s, flooded.slow.toJson()}, {u"ratio99"_s, ratio},
        {u"answered"_s, answered}, {u"tooFast"_s, tooFast}});
    return {};
}

} // namespace wenyi::cli
