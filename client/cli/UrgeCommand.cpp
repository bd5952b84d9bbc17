// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/TrackingJson.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/RecipientBook.h"
#include "client/core/exchange/UrgeService.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct UrgeArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
    std::vector<std::string> units;
    std::string words;
};

Result<void> runUrge(const UrgeArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    // Who has signed for it since is not asked to.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    const StreamId stream(fromArgument(arguments.record));
    WENYI_TRY(const auto units, core::unitsNamed(*workspace, fromArguments(arguments.units)));
    WENYI_TRY(const auto urged, core::UrgeService(*workspace).urge(stream, units, fromArgument(arguments.words)));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    WENYI_TRY(const auto tracking, core::ReceiptService(*workspace).tracking(stream));
    for (const UnitCode &unit : urged)
        context.output.line(u"urged %1"_s.arg(unitName(*workspace, unit)));
    tellTracking(tracking, stream, attempt, context.output);
    return {};
}

} // namespace

void addUrgeCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<UrgeArguments>();
    Command &command = app.addCommand("urge", "Ask those who have not signed for a document to do so");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--record", arguments->record, "The record, as `list` and `send` name it").required();
    command
        .addOption("--unit", arguments->units,
            "A unit or group, by name or code; may be given again. Everybody who can be urged if not given")
        .oneValueEach();
    command.addOption("--words", arguments->words, "What the recipients read");
    runWhenChosen(command, chosen, arguments, runUrge);
}

} // namespace wenyi::cli
