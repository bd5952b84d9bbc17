// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/ReceiptService.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct SignForArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
    std::string reason; ///< Of returning only.
};

Result<void> answer(const SignForArguments &arguments, const Context &context, exchange::ReceiptKind kind)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto pin, readPin(arguments.unlock.pinFile));
    const StreamId stream(fromArgument(arguments.record));
    core::ReceiptService receipts(*workspace);
    WENYI_TRY(const auto novelty, receipts.answerOnce(stream, kind, fromArgument(arguments.reason), pin));
    const QString outcome = QString::fromLatin1(exchange::receiptKindName(kind));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    context.output.line(outcome + u' ' + stream.toString());
    attempt.tellFailure(context.output);
    context.output.result({{u"record"_s, stream.toString()}, {u"outcome"_s, outcome},
        {u"novelty"_s, noveltyName(novelty)}, {u"synchronisation"_s, attempt.toJson()}});
    return {};
}

Result<void> signFor(const SignForArguments &arguments, const Context &context)
{
    return answer(arguments, context, exchange::ReceiptKind::SignedFor);
}

Result<void> giveBack(const SignForArguments &arguments, const Context &context)
{
    return answer(arguments, context, exchange::ReceiptKind::Returned);
}

std::shared_ptr<SignForArguments> addOptions(Command &command)
{
    auto arguments = std::make_shared<SignForArguments>();
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--record", arguments->record, "The record, as `receive` and `list` name it").required();
    return arguments;
}

} // namespace

void addSignForCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("signfor", "Sign for a document that arrived");
    runWhenChosen(command, chosen, addOptions(command), signFor);
}

void addReturnCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("return", "Give a document that arrived back to its sender");
    auto arguments = addOptions(command);
    command.addOption("--reason", arguments->reason, "Why; the sender reads it").required();
    runWhenChosen(command, chosen, arguments, giveBack);
}

} // namespace wenyi::cli
