// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/TrackingJson.h"
#include "client/cli/Unlock.h"
#include "client/core/outgoing/SubmissionService.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct TrackArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
    std::string message;
};

/// One sentence: what it waits for, and since when.
QString sentenceOf(const core::OnwardWait &wait)
{
    const std::pair<const char *, QString> sentences[] = {
        {"card.outdated", u"the server of %1 has not taken this domain's newest card"_s},
        {"link.acceptance", u"the server of %1 has it, and this domain has not taken that domain's newest card"_s},
        {"link.down", u"the server of %1 cannot be reached"_s}, {"store.full", u"the server of %1 has no room"_s},
        {"unit.quota", u"this domain has no room left at the server of %1"_s}};
    const auto known = std::find_if(std::begin(sentences), std::end(sentences),
        [&wait](const auto &sentence) { return wait.reason == sentence.first; });
    const QString sentence =
        known == std::end(sentences) ? u"the server of %1 cannot take it for now"_s : known->second;
    return sentence.arg(wait.domain) + u", since "_s + timeText(wait.since);
}

void print(const core::TrackingLine &line, const Output &output)
{
    output.line(u"%1 (%2): %3"_s.arg(
        line.unitName, channelName(line.channel), QString::fromLatin1(exchange::stageName(line.delivery.stage()))));
    if (line.heldUntil)
        output.line(u"    not before  %1"_s.arg(timeText(*line.heldUntil)));
    if (line.wait)
        output.line(u"    waits: "_s + sentenceOf(*line.wait));
    if (line.recall)
        output.line(u"    recall  %1  %2: %3%4"_s.arg(timeText(line.recall->time), line.recall->memberName,
            line.recall->reason, line.wasRecalledTooLate() ? u" (too late)"_s : QString()));
    if (line.delivery.ruled && line.delivery.ruled->kind == exchange::RulingKind::Undeliverable)
        output.line(u"    undeliverable  %1  successor: %2"_s.arg(
            timeText(line.delivery.ruled->time), line.successor ? line.successor->toString() : u"-"_s));
    if (line.urged)
        output.line(u"    urged  %1  %2: %3 (%4)"_s.arg(
            timeText(line.urged->time), line.urged->memberName, line.urged->reason, QString::number(line.urges)));
    if (line.willNotAnswer())
        output.line(u"    unit retired, will not answer  successor: %1"_s.arg(
            line.successor ? line.successor->toString() : u"-"_s));
    for (const exchange::ReceiptFacts &facts : line.delivery.receipts) {
        output.line(
            u"    %1  %2  %3"_s.arg(QString::fromLatin1(exchange::receiptKindName(facts.kind)), timeText(facts.time),
                facts.reason.isEmpty() ? facts.memberName : facts.memberName + u": "_s + facts.reason));
    }
}

Result<void> run(const TrackArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto attempt, trySynchronising(*workspace, arguments.network));
    const StreamId stream = arguments.message.empty() ? StreamId(fromArgument(arguments.record))
                                                      : core::submissionStream(fromArgument(arguments.message));
    // A record that nobody sent has no deliveries; one that is not here is a mistake.
    WENYI_CHECK(core::RecordService(*workspace).load(stream));
    WENYI_TRY(const auto tracking, core::ReceiptService(*workspace).tracking(stream));
    for (const core::TrackingLine &line : tracking.lines)
        print(line, context.output);
    context.output.line(tracking.toString());
    tellTracking(tracking, stream, attempt, context.output);
    return {};
}

} // namespace

void addTrackCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<TrackArguments>();
    Command &command = app.addCommand("track", "How far a record's deliveries are, with every receipt");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    Command &which = command.addGroup("What is tracked", "One of the two", 1, 1);
    which.addOption("--record", arguments->record, "The record, as `list` and `send` name it");
    which.addOption("--message", arguments->message, "What was sent from an order, by its message's id");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
