// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/TrackingJson.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/RecipientBook.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct RecallArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
    std::vector<std::string> from;
    std::string reason;
};

Result<void> run(const RecallArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    // Who has signed for it since is told apart before anything is asked back.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    const StreamId stream(fromArgument(arguments.record));
    WENYI_TRY(const auto units, core::unitsNamed(*workspace, fromArguments(arguments.from)));
    WENYI_TRY(
        const auto recalled, core::RecallService(*workspace).recall(stream, units, fromArgument(arguments.reason)));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    WENYI_TRY(const auto tracking, core::ReceiptService(*workspace).tracking(stream));
    for (const core::TrackingLine &line : tracking.lines) {
        if (recalled.contains(line.delivery.recipient))
            context.output.line(
                u"%1: %2"_s.arg(line.unitName, QString::fromLatin1(exchange::stageName(line.delivery.stage()))));
    }
    tellTracking(tracking, stream, attempt, context.output);
    return {};
}

} // namespace

void addRecallCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<RecallArguments>();
    Command &command = app.addCommand("recall", "Take a document back from those who have not signed for it");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--record", arguments->record, "The record, as `list` and `send` name it").required();
    command
        .addOption("--from", arguments->from,
            "A unit or group, by name or code; may be given again. Everybody who has not answered if not given")
        .oneValueEach();
    command.addOption("--reason", arguments->reason, "Why; the recipients read it").required();
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
