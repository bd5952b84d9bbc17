// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"
#include "client/cli/bench/Figures.h"
#include "client/cli/demo/DemoOffice.h"
#include "client/core/exchange/KeptConnection.h"
#include "client/core/records/RecordService.h"
#include "shared/base/DurableFile.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int RecordsAtOnce = 1'000;

struct SyncBenchArguments
{
    int records = 10'000;
    int bodies = 200;   // The newest records that have content.
    int size = 100'000; // bytes of each
    int port = 7398;
    std::string folder;
};

/// The first synchronisation of a new desktop.
struct FirstSync
{
    double firstMs = 0;   ///< Until there were records to show.
    double entriesMs = 0; ///< Until all records were there, with their titles.
    double wholeMs = 0;
    quint64 bytes = 0; ///< Of bodies.

    double megabytesPerSecond() const
    {
        const double milliseconds = std::max(0.001, wholeMs - entriesMs);
        return static_cast<double>(bytes) / 1e3 / milliseconds;
    }
};

QJsonObject valuesOf(int serial)
{
    return {{u"envelope"_s, u"bench-%1"_s.arg(serial)},
        {u"title"_s, u"关于做好汛期安全生产工作的通知（第%1件）"_s.arg(serial)}, {u"sender"_s, u"江阴市财政局"_s},
        {u"senderNumber"_s, u"澄财发〔2026〕%1号"_s.arg(serial)}, {u"issueDate"_s, u"2026-11-18"_s},
        {u"kind"_s, u"通知"_s}, {u"urgency"_s, u"平件"_s}};
}

Result<void> writeRecords(core::Workspace &desk, const SyncBenchArguments &arguments)
{
    core::RecordService records(desk);
    WENYI_TRY(const auto audience, desk.keyring().newest(desk.profile().unit.toString()));
    WENYI_TRY(const SecretBytes *key, desk.keyring().key(audience));
    for (int from = 0; from < arguments.records; from += RecordsAtOnce) {
        QList<journal::NewEntry> entries;
        const int end = std::min(from + RecordsAtOnce, arguments.records);
        for (int serial = from; serial < end; ++serial) {
            WENYI_TRY(auto started,
                records.startEntries({u"incoming"_s, valuesOf(serial), {}, StreamId(u"bench-%1"_s.arg(serial))}));
            if (serial >= arguments.records - arguments.bodies) {
                const QByteArray body = desk.environment().random.bytes(arguments.size);
                WENYI_TRY(const auto blob, desk.blobs().store(body, *key, desk.environment().random));
                started.last().blobs.append(blob);
            }
            entries += started;
        }
        WENYI_CHECK(desk.journal().append(desk.member().id, entries));
    }
    return {};
}

Result<FirstSync> synchronise(core::Workspace &desk)
{
    WENYI_TRY(auto settings, core::connectionSettings(desk));
    protocol::ClientConnection connection(std::move(settings), desk.environment().random);
    WENYI_CHECK(core::waitForWelcome(connection));
    core::ConnectionLink link(connection);
    core::DirectGate gate;
    FirstSync times;
    const Stopwatch watch;
    core::Synchronizer synchronizer(desk, gate, link, [&](const core::SyncProgress &now) {
        if (now.step == core::SyncStep::Entries && now.done > 0 && times.firstMs == 0)
            times.firstMs = watch.milliseconds();
        // Receipts and the unit's own content come between; of neither there is any here.
        if (now.step == core::SyncStep::Blobs && times.entriesMs == 0)
            times.entriesMs = watch.milliseconds();
        times.bytes = now.bytes;
    });
    WENYI_CHECK(synchronizer.run());
    times.wholeMs = watch.milliseconds();
    return times;
}

Result<void> run(const SyncBenchArguments &arguments, const Context &context)
{
    const QTemporaryDir own;
    const QString folder = arguments.folder.empty() ? own.path() : fromArgument(arguments.folder);
    WENYI_TRY(
        const QByteArray json, readBounded(context.environment.resources + u"/domains/sample.json"_s, 4 * limits::MiB));
    WENYI_TRY(const auto description, core::DomainDescription::fromJson(json));
    DemoOffice office(folder, context);
    WENYI_CHECK(office.build(description, u"tcp://127.0.0.1:%1"_s.arg(arguments.port)));
    WENYI_CHECK(office.startServer());
    // The unit's content key is in its administrator's journal at first.
    WENYI_TRY(core::Workspace * admin, office.at(u"市政府办/admin"_s));
    WENYI_CHECK(core::KeptConnection(*admin).synchronise());
    WENYI_TRY(core::Workspace * writer, office.at(u"市政府办/mailroom"_s));
    core::KeptConnection connection(*writer);
    WENYI_CHECK(connection.synchronise());
    WENYI_CHECK(writeRecords(*writer, arguments));
    WENYI_CHECK(connection.synchronise());
    WENYI_TRY(core::Workspace * reader, office.at(u"市政府办/clerk"_s));
    WENYI_TRY(const FirstSync times, synchronise(*reader));
    const StreamId last(u"bench-%1"_s.arg(arguments.records - 1));
    WENYI_CHECK(core::RecordService(*reader).load(last));
    const Output &out = context.output;
    out.line(
        u"%1 records, the newest %2 with %3 bytes"_s.arg(arguments.records).arg(arguments.bodies).arg(arguments.size));
    out.line(u"records to show after   %1 ms"_s.arg(times.firstMs, 0, 'f', 0));
    out.line(u"all titles after        %1 ms"_s.arg(times.entriesMs, 0, 'f', 0));
    out.line(u"bodies                  %1 MB/s"_s.arg(times.megabytesPerSecond(), 0, 'f', 1));
    out.result({{u"bench"_s, u"sync"_s}, {u"circumstances"_s, circumstances()}, {u"records"_s, arguments.records},
        {u"firstMs"_s, times.firstMs}, {u"titlesMs"_s, times.entriesMs}, {u"wholeMs"_s, times.wholeMs},
        {u"bodiesMegabytesPerSecond"_s, times.megabytesPerSecond()}});
    return {};
}

} // namespace

void addSyncBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<SyncBenchArguments>();
    Command &command =
        bench.addCommand("sync", "The first synchronisation of a new desktop, through a server of its own");
    command.addOption("--records", arguments->records, "Records of the unit");
    command.addOption("--bodies", arguments->bodies, "How many of the newest have content");
    command.addOption("--size", arguments->size, "Bytes of each");
    command.addOption("--port", arguments->port, "Where its server listens on this machine");
    command.addOption("--dir", arguments->folder, "An empty folder on the disk that is to be measured");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
