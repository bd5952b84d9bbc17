// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Unlock.h"
#include "client/cli/adapter/EndSignals.h"
#include "client/cli/adapter/FolderAdapter.h"
#include "shared/base/FileLock.h"

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::cli {

namespace {

struct AdapterArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string folder;
    bool once = false;
    int every = 5; ///< Seconds.
};

/// Adds a round to what was done before; what waits and how the synchronisation went is as the last one found it.
void add(RoundReport &sum, const RoundReport &round)
{
    sum.sent += round.sent;
    sum.failed += round.failed;
    sum.arrived += round.arrived;
    sum.answered += round.answered;
    sum.receipts += round.receipts;
    sum.waiting = round.waiting;
    sum.attempt = round.attempt;
}

Result<void> run(const AdapterArguments &arguments, const Context &context)
{
    std::optional<EndSignals> ends;
    if (!arguments.once)
        ends.emplace();
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(auto folder, AdapterFolder::open(fromArgument(arguments.folder)));
    FileLock lock(folder.ownFile(u".adapter.lock"_s));
    if (!lock.acquire(0ms))
        return Error{ErrorCode::Unavailable, "adapter.running", fromArgument(arguments.folder)};
    WENYI_TRY(auto journal, AdapterJournal::open(folder.ownFile(u".adapter.db"_s)));
    const auto pin = [&arguments] { return readPin(arguments.unlock.pinFile); };
    FolderAdapter adapter(*workspace, std::move(folder), std::move(journal), pin, context.output);
    WENYI_CHECK(adapter.begin());
    core::KeptConnection connection(*workspace);
    const auto synchronise = [&] { return trySynchronising(*workspace, arguments.network, connection); };
    RoundReport sum;
    do {
        WENYI_TRY(const auto round, adapter.round(synchronise));
        if (round.attempt.failure && !sum.attempt.failure)
            round.attempt.tellFailure(context.output);
        add(sum, round);
    } while (ends && !ends->wait(std::chrono::seconds(arguments.every)));
    context.output.result(sum.toJson());
    return {};
}

} // namespace

void addAdapterCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<AdapterArguments>();
    Command &command = app.addCommand(
        "adapter", "Exchange documents with another system through a folder, as docs/INTEGRATION.md says");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--folder", arguments->folder, "The exchange folder; what it needs is made in it").required();
    command.addFlag("--once", arguments->once, "One round instead of rounds until SIGTERM");
    command.addOption("--every", arguments->every, "Seconds between two rounds").within(1, 3600);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
