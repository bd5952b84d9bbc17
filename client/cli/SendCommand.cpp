// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/outgoing/ResendService.h"
#include "client/core/outgoing/SubmissionService.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct SendArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
    std::string order;   ///< A file; instead of a record.
    std::string message; ///< Of the order, where it does not say it.
    std::vector<std::string> recipients;
    std::vector<std::string> attachments;
    std::string urgency = "ordinary";
    int printQuota = 1;
    std::string at; ///< Empty: at once.
    std::vector<std::string> added;
    bool again = false;
};

constexpr int ChinaOffset = 8 * 3600; ///< Seconds; a time without its own is China's.

Result<Instant> timeOf(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid())
        return Error{ErrorCode::InvalidInput, "dispatch.time", text};
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), Qt::OffsetFromUTC, ChinaOffset);
    return instantFromMilliseconds(time.toMSecsSinceEpoch());
}

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

void tell(QJsonObject told, const core::Dispatch &sent, const core::Workspace &workspace, const SyncAttempt &attempt,
    const Output &output)
{
    output.line(u"envelope %1"_s.arg(sent.envelope.toString()));
    QJsonArray recipients;
    for (const core::DispatchedEntry::Route &route : sent.routes) {
        QJsonObject recipient = unitJson(workspace, route.unit);
        recipient.insert(u"channel"_s, channelName(route.channel));
        recipients.append(recipient);
        output.line(u"    %1 (%2)"_s.arg(unitName(workspace, route.unit), channelName(route.channel)));
    }
    attempt.tellFailure(output);
    told.insert(u"envelope"_s, sent.envelope.toString());
    told.insert(u"recipients"_s, recipients);
    told.insert(u"synchronisation"_s, attempt.toJson());
    output.result(told);
}

Result<core::DispatchChoice> choiceOf(const SendArguments &arguments)
{
    core::DispatchChoice choice;
    choice.recipients = fromArguments(arguments.recipients);
    choice.urgency = urgencyNames().at(arguments.urgency);
    choice.printQuota = static_cast<quint64>(arguments.printQuota);
    if (!arguments.at.empty()) {
        WENYI_TRY(choice.notBefore, timeOf(fromArgument(arguments.at)));
    }
    for (const QString &path : fromArguments(arguments.attachments)) {
        WENYI_TRY(const auto attachment, core::readAttachment(path, choice.attachments));
        choice.attachments.append(attachment);
    }
    return choice;
}

Result<void> sendOrder(const SendArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(
        const auto submission, core::readSubmission(fromArgument(arguments.order), fromArgument(arguments.message)));
    if (!arguments.message.empty() && submission.message != fromArgument(arguments.message))
        return Error{ErrorCode::InvalidInput, "submission.message-differs", submission.message};
    // Another desktop of the unit may have sent the same message.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto submitted, core::SubmissionService(*workspace).submit(submission));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    tell({{u"message"_s, submission.message}, {u"record"_s, submitted.stream.toString()},
             {u"novelty"_s, noveltyName(submitted.novelty)}},
        submitted.dispatch, *workspace, attempt, context.output);
    return refusalOf(submitted.dispatch.envelope, attempt);
}

Result<void> sendRecord(const SendArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    // What others of the unit did to the record, such as sealing it, comes first.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto choice, choiceOf(arguments));
    WENYI_TRY(
        const auto sent, core::OutgoingService(*workspace).dispatch(StreamId(fromArgument(arguments.record)), choice));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    tell({{u"record"_s, fromArgument(arguments.record)}}, sent, *workspace, attempt, context.output);
    return refusalOf(sent.envelope, attempt);
}

/// To further units, what was dispatched before.
Result<void> sendFurther(const SendArguments &arguments, const Context &context)
{
    const bool isChanged = urgencyNames().at(arguments.urgency) != exchange::Urgency::Ordinary
                           || arguments.printQuota != SendArguments().printQuota;
    if (!arguments.recipients.empty() || !arguments.attachments.empty() || isChanged)
        return Error{ErrorCode::InvalidInput, "resend.as-first", {}};
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    // Who returned it since, and what other desktops sent, comes first.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    core::ResendChoice choice;
    choice.recipients = fromArguments(arguments.added);
    choice.again = arguments.again ? core::Again::Allow : core::Again::Refuse;
    if (!arguments.at.empty()) {
        WENYI_TRY(choice.notBefore, timeOf(fromArgument(arguments.at)));
    }
    WENYI_TRY(const auto sent, core::ResendService(*workspace).send(StreamId(fromArgument(arguments.record)), choice));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    tell({{u"record"_s, fromArgument(arguments.record)}}, sent, *workspace, attempt, context.output);
    return refusalOf(sent.envelope, attempt);
}

Result<void> run(const SendArguments &arguments, const Context &context)
{
    if (!arguments.added.empty())
        return sendFurther(arguments, context);
    return arguments.order.empty() ? sendRecord(arguments, context) : sendOrder(arguments, context);
}

} // namespace

void addSendCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<SendArguments>();
    Command &command = app.addCommand("send", "Close a sealed document in an envelope and send it");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    Command &what = command.addGroup("What is sent", "One of the two", 1, 1);
    const Option record = what.addOption("--record", arguments->record, "The record, as `list` names it");
    const Option order = what.addOption("--order", arguments->order,
        "An order (NAME.json or NAME.xml) with its sealed OFD and attachments beside it, as docs/INTEGRATION.md says");
    command.addOption("--message", arguments->message, "The message's id, where the order does not say it")
        .needs(order);
    command
        .addOption("--to", arguments->recipients,
            "A unit or group, by name or code; may be given again. The document's own recipients if not given")
        .oneValueEach()
        .needs(record);
    command.addOption("--attach", arguments->attachments, "A file that goes along; may be given again")
        .oneValueEach()
        .needs(record);
    command
        .addOption("--print-quota", arguments->printQuota, "How often each recipient may print with red head and seal")
        .within(0, 10'000)
        .needs(record);
    command.addOption("--urgency", arguments->urgency, "The document's own where that is higher")
        .oneOf(urgencyNames())
        .needs(record);
    command
        .addOption("--at", arguments->at,
            "Nobody has it before (2026-12-01T08:00, China's time unless it says another); the server holds it")
        .needs(record);
    const Option added = command.addOption("--add", arguments->added,
        "A further unit or group for what was dispatched before, by name or code; may be given again. A retired unit "
        "stands for its successor");
    Option(added).oneValueEach().needs(record);
    command.addFlag("--again", arguments->again, "Also to units that returned it, or from which it was taken back")
        .needs(added);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
