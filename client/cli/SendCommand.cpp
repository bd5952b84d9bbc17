// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/outgoing/OutgoingService.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct SendArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
    std::vector<std::string> recipients;
    std::vector<std::string> attachments;
    std::string urgency = "ordinary";
    int printQuota = 1;
};

const std::map<std::string, exchange::Urgency> &urgencyNames()
{
    static const std::map<std::string, exchange::Urgency> names{{"ordinary", exchange::Urgency::Ordinary},
        {"expedited", exchange::Urgency::Expedited}, {"urgent", exchange::Urgency::Urgent},
        {"flash", exchange::Urgency::Flash}, {"平件", exchange::Urgency::Ordinary},
        {"加急", exchange::Urgency::Expedited}, {"特急", exchange::Urgency::Urgent},
        {"特提", exchange::Urgency::Flash}};
    return names;
}

/// What the server turned this envelope down for.
Result<void> refusalOf(const EnvelopeId &envelope, const SyncAttempt &attempt)
{
    if (!attempt.report)
        return {};
    for (const core::SyncRefusal &refusal : attempt.report->refused) {
        if (refusal.subject == envelope.toString())
            return refusal.error;
    }
    return {};
}

void tell(
    const core::Dispatch &sent, const core::Workspace &workspace, const SyncAttempt &attempt, const Output &output)
{
    QJsonArray recipients;
    for (const core::DispatchedEntry::Route &route : sent.routes) {
        QJsonObject recipient = unitJson(workspace, route.unit);
        recipient.insert(u"channel"_s, channelName(route.channel));
        recipients.append(recipient);
        output.line(u"    %1 (%2)"_s.arg(unitName(workspace, route.unit), channelName(route.channel)));
    }
    attempt.tellFailure(output);
    output.result({{u"envelope"_s, sent.envelope.toString()}, {u"recipients"_s, recipients},
        {u"synchronisation"_s, attempt.toJson()}});
}

Result<core::DispatchChoice> choiceOf(const SendArguments &arguments)
{
    core::DispatchChoice choice;
    choice.recipients = fromArguments(arguments.recipients);
    choice.urgency = urgencyNames().at(arguments.urgency);
    choice.printQuota = static_cast<quint64>(arguments.printQuota);
    for (const QString &path : fromArguments(arguments.attachments)) {
        WENYI_TRY(const auto attachment, core::readAttachment(path, choice.attachments));
        choice.attachments.append(attachment);
    }
    return choice;
}

Result<void> run(const SendArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    // What others of the unit did to the record, such as sealing it, comes first.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto choice, choiceOf(arguments));
    WENYI_TRY(
        const auto sent, core::OutgoingService(*workspace).dispatch(StreamId(fromArgument(arguments.record)), choice));
    context.output.line(u"envelope %1"_s.arg(sent.envelope.toString()));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    tell(sent, *workspace, attempt, context.output);
    return refusalOf(sent.envelope, attempt);
}

} // namespace

void addSendCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<SendArguments>();
    Command &command = app.addCommand("send", "Close a sealed document in an envelope and send it");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--record", arguments->record, "The record, as `list` names it").required();
    command
        .addOption("--to", arguments->recipients,
            "A unit or group, by name or code; may be given again. The document's own recipients if not given")
        .oneValueEach();
    command.addOption("--attach", arguments->attachments, "A file that goes along; may be given again").oneValueEach();
    command
        .addOption("--print-quota", arguments->printQuota, "How often each recipient may print with red head and seal")
        .within(0, 10'000);
    command.addOption("--urgency", arguments->urgency, "The document's own where that is higher").oneOf(urgencyNames());
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
