// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/WindowBench.h"

#include "client/cli/bench/BenchProgram.h"
#include "client/cli/bench/BenchRecords.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/RecordList.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/TextImport.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype BatchRecords = 500;

Result<qint64> recordsIn(core::Workspace &workspace, core::Box box)
{
    WENYI_TRY(const auto counts, core::RecordList(workspace).counts());
    qint64 records = 0;
    for (const core::BoxCount &count : counts) {
        if (count.box == box)
            records += count.count;
    }
    return records;
}

Result<void> addDraft(core::Workspace &workspace)
{
    const QString source = workspace.environment().resources + u"/documents/sample-notice.txt"_s;
    WENYI_TRY(const QByteArray text, readBounded(source, document::limits::ImportBytes));
    WENYI_TRY(const auto imported, document::importText(text));
    WENYI_CHECK(core::DraftService(workspace).create(imported.document));
    return {};
}

} // namespace

std::shared_ptr<WindowArguments> addWindowOptions(Command &command)
{
    auto arguments = std::make_shared<WindowArguments>();
    command.addOption("--dir", arguments->folder, "Keeps the store there and uses it again; else it is a passing one");
    command.addOption("--records", arguments->records, "In the list").within(1, 10'000'000);
    command.addOption("--rounds", arguments->rounds).within(1, 1'000);
    command.addOption("--platform", arguments->platform, "Qt's platform: offscreen, or xcb on a display");
    return arguments;
}

Result<std::unique_ptr<BenchOffice>> openListOffice(const WindowArguments &arguments, const Context &context)
{
    WENYI_TRY(auto office,
        BenchOffice::open(fromArgument(arguments.folder), core::Connectedness::Standalone, context.environment));
    WENYI_TRY(const auto workspace, office->unlock(u"clerk"_s));
    WENYI_TRY(qint64 present, recordsIn(*workspace, core::Box::Awaiting));
    WENYI_TRY(auto records, BenchRecords::begin(*workspace, *office));
    while (present < arguments.records) {
        const qsizetype more = std::min<qsizetype>(arguments.records - present, BatchRecords);
        WENYI_TRY(const auto batches, records.next(more, BenchRecords::Until::SignedFor, more));
        for (const Batch &batch : batches)
            WENYI_CHECK(workspace->journal().append(batch.actor, batch.entries));
        present += more;
    }
    WENYI_TRY(const qint64 drafts, recordsIn(*workspace, core::Box::Draft));
    if (drafts == 0)
        WENYI_CHECK(addDraft(*workspace));
    return office;
}

Result<QJsonObject> runWindows(
    const QString &mode, const BenchOffice &office, const WindowArguments &arguments, const Context &context)
{
    WENYI_TRY(const QString profile, office.profile(u"clerk"_s));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WENYI_PIN"_s, QString::fromLatin1(BenchOffice::pin().view()));
    environment.insert(u"WENYI_RESOURCES"_s, context.environment.resources);
    environment.insert(u"WENYI_FONTS"_s, context.environment.fonts);
    environment.insert(u"QT_QPA_PLATFORM"_s, fromArgument(arguments.platform));
    // One clock for both processes: the start is ours to tell.
    const auto started = std::chrono::steady_clock::now().time_since_epoch();
    return runBenchProgram({u"wenyi-window-bench"_s, u"../ui"_s, 120'000},
        {mode, u"--profile"_s, profile, u"--member"_s, office.member(u"clerk"_s).toString(), u"--rounds"_s,
            QString::number(arguments.rounds), u"--started"_s,
            QString::number(std::chrono::nanoseconds(started).count())},
        environment);
}

} // namespace wenyi::cli
