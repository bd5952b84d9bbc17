// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/BenchRecords.h"
#include "client/cli/bench/Figures.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct JournalBenchArguments
{
    qint64 entries = 10'000;
    qint64 together = 1'000;
    int rounds = 5;
};

/// Entries a second: as it went, and a second of the processor.
struct Rate
{
    Series elapsed;
    Series processor;

    void add(qint64 entries, double milliseconds, double processorMilliseconds)
    {
        elapsed.add(static_cast<double>(entries) / milliseconds * 1000);
        processor.add(static_cast<double>(entries) / processorMilliseconds * 1000);
    }
    void add(qint64 entries, const Stopwatch &watch)
    {
        add(entries, watch.milliseconds(), watch.processorMilliseconds());
    }
    QString words() const
    {
        return elapsed.words(u"entries/s"_s) + u"; a processor second "_s + processor.words(u"entries"_s);
    }
    QJsonObject toJson() const { return {{u"elapsed"_s, elapsed.toJson()}, {u"processor"_s, processor.toJson()}}; }
};

/// Appends what `arguments` asks for.
Result<void> append(
    core::Workspace &workspace, BenchRecords &records, const JournalBenchArguments &arguments, Rate &rate)
{
    const qint64 count = (arguments.entries + BenchRecords::StepsUntilArchived - 1) / BenchRecords::StepsUntilArchived;
    WENYI_TRY(const auto batches, records.next(count, BenchRecords::Until::Archived, arguments.together));
    qint64 entries = 0;
    const Stopwatch watch;
    for (const Batch &batch : batches) {
        WENYI_CHECK(workspace.journal().append(batch.actor, batch.entries));
        entries += batch.entries.size();
    }
    rate.add(entries, watch);
    return {};
}

/// The exchange server's part: its key, and the log of the one unit.
class Server
{
public:
    static Result<Server> open(const core::Domain &domain)
    {
        const QString folder = domain.folder + u"/server-keys/"_s;
        WENYI_TRY(const auto file, crypto::KeyFile::open(folder + u"certificate.key"_s));
        WENYI_TRY(const QByteArray pin, readBounded(folder + u"pin"_s, limits::KiB));
        WENYI_TRY(auto key, file.unlock(SecretBytes(pin)));
        crypto::KeySigner signer(std::move(key), file.certificate());
        WENYI_TRY(auto database, journal::Database::open(domain.folder + u"/unit-log.db"_s, {}));
        WENYI_TRY(auto log, journal::UnitLog::open(*database));
        return Server(std::move(signer), std::move(database), std::move(log));
    }

    /// Takes all that a desktop has not sent.
    Result<void> take(core::Workspace &desk)
    {
        auto &signer = desk.keys().desktop;
        for (;;) {
            WENYI_TRY(const auto run, desk.journal().unsentRun(4 * limits::MiB, signer));
            if (!run)
                return {};
            WENYI_TRY(const auto transaction, journal::Transaction::begin(*m_database));
            WENYI_CHECK(m_log.append(
                *transaction, desk.profile().unit, desk.profile().desktop, *run, signer.certificate().publicKey()));
            WENYI_CHECK(transaction->commit());
            WENYI_CHECK(give(desk));
        }
    }

    /// Gives a desktop all that it does not have; tells how long the desktop took for them.
    Result<void> give(core::Workspace &desk, Rate *rate = nullptr)
    {
        qint64 entries = 0;
        double milliseconds = 0;
        double processor = 0;
        for (;;) {
            WENYI_TRY(const auto known, desk.journal().logHead());
            WENYI_TRY(const auto runs, m_log.runsAfter(desk.profile().unit, known.number, 4 * limits::MiB));
            if (runs.isEmpty())
                break;
            const quint64 last = runs.constLast().first + static_cast<quint64>(runs.constLast().run.entries.size()) - 1;
            WENYI_TRY(const auto position, m_log.position(desk.profile().unit, last));
            WENYI_TRY(const auto checkpoint,
                journal::Checkpoint::sign(desk.profile().unit, position, desk.environment().clock.now(), m_signer));
            const Stopwatch watch;
            WENYI_CHECK(desk.takeRuns(runs, checkpoint));
            milliseconds += watch.milliseconds();
            processor += watch.processorMilliseconds();
            entries += static_cast<qint64>(last - known.number);
        }
        if (rate && entries > 0)
            rate->add(entries, milliseconds, processor);
        return {};
    }

private:
    Server(crypto::KeySigner signer, std::unique_ptr<journal::Database> database, journal::UnitLog log)
        : m_signer(std::move(signer))
        , m_database(std::move(database))
        , m_log(std::move(log))
    {
    }

    crypto::KeySigner m_signer;
    std::unique_ptr<journal::Database> m_database;
    journal::UnitLog m_log;
};

struct Rates
{
    Rate append;
    Rate take;
    Rate rebuild;
};

/// Members at one desktop write; everything is then made anew from the entries.
Result<void> measureAppend(const JournalBenchArguments &arguments, const Context &context, Rates &rates)
{
    WENYI_TRY(const auto office, BenchOffice::open({}, core::Connectedness::Standalone, context.environment));
    WENYI_TRY(const auto workspace, office->unlock(u"clerk"_s));
    WENYI_TRY(auto records, BenchRecords::begin(*workspace, *office));
    for (int round = 0; round < arguments.rounds; ++round) {
        WENYI_CHECK(append(*workspace, records, arguments, rates.append));
        qint64 entries = 0;
        const Stopwatch rebuilding;
        WENYI_CHECK(workspace->journal().rebuild([&](quint64 done, quint64) {
            entries = static_cast<qint64>(done);
            return true;
        }));
        rates.rebuild.add(entries, rebuilding);
    }
    return {};
}

/// One desktop writes and pushes, another one takes it all from the unit's log.
Result<void> measureTake(const JournalBenchArguments &arguments, const Context &context, Rates &rates)
{
    WENYI_TRY(const auto office, BenchOffice::open({}, core::Connectedness::Connected, context.environment));
    WENYI_TRY(auto server, Server::open(office->domain()));
    {
        WENYI_TRY(const auto admin, office->unlock(u"admin"_s));
        WENYI_CHECK(server.take(*admin)); // Holds the grants of the content key that the others wait for.
    }
    WENYI_TRY(const auto writer, office->unlock(u"mailroom"_s));
    WENYI_TRY(const auto reader, office->unlock(u"clerk"_s));
    for (core::Workspace *desk : {writer.get(), reader.get()}) {
        WENYI_CHECK(server.give(*desk));
        WENYI_CHECK(desk->takeNewKeys());
    }
    WENYI_TRY(auto records, BenchRecords::begin(*writer, *office));
    Rate written;
    for (int round = 0; round < arguments.rounds; ++round) {
        WENYI_CHECK(append(*writer, records, arguments, written));
        WENYI_CHECK(server.take(*writer));
        WENYI_CHECK(server.give(*reader, &rates.take));
    }
    return {};
}

Result<void> run(const JournalBenchArguments &arguments, const Context &context)
{
    Rates rates;
    WENYI_CHECK(measureAppend(arguments, context, rates));
    WENYI_CHECK(measureTake(arguments, context, rates));
    context.output.line(u"%1 entries a round, %2 records together, %3 rounds, %4 build"_s.arg(arguments.entries)
                            .arg(arguments.together)
                            .arg(arguments.rounds)
                            .arg(circumstances().value(u"build"_s).toString()));
    context.output.line(u"append and project   "_s + rates.append.words());
    context.output.line(u"take and project     "_s + rates.take.words());
    context.output.line(u"rebuild              "_s + rates.rebuild.words());
    context.output.result(
        {{u"bench"_s, u"journal"_s}, {u"circumstances"_s, circumstances()}, {u"entries"_s, arguments.entries},
            {u"recordsTogether"_s, arguments.together}, {u"appendPerSecond"_s, rates.append.toJson()},
            {u"takePerSecond"_s, rates.take.toJson()}, {u"rebuildPerSecond"_s, rates.rebuild.toJson()}});
    return {};
}

} // namespace

void addJournalBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<JournalBenchArguments>();
    Command &command = bench.addCommand("journal", "Entries of incoming documents: append, take from the log, rebuild");
    command.addOption("--entries", arguments->entries, "A round").within(1, 1'000'000);
    command.addOption("--together", arguments->together, "Records that a member handles in one transaction")
        .within(1, 10'000);
    command.addOption("--rounds", arguments->rounds).within(1, 1'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
