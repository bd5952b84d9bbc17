// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/ReceiptService.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct TrackArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string record;
};

QJsonObject receiptJson(const exchange::ReceiptFacts &facts)
{
    QJsonObject object{
        {u"kind"_s, QString::fromLatin1(exchange::receiptKindName(facts.kind))}, {u"time"_s, timeText(facts.time)}};
    if (!facts.memberName.isEmpty())
        object.insert(u"member"_s, facts.memberName);
    if (!facts.reason.isEmpty())
        object.insert(u"reason"_s, facts.reason);
    return object;
}

QJsonObject lineJson(const core::TrackingLine &line)
{
    const exchange::Delivery &delivery = line.delivery;
    QJsonArray receipts;
    for (const exchange::ReceiptFacts &facts : delivery.receipts)
        receipts.append(receiptJson(facts));
    return {{u"unit"_s, QJsonObject{{u"code"_s, delivery.recipient.toString()}, {u"name"_s, line.unitName}}},
        {u"envelope"_s, delivery.envelope.toString()}, {u"channel"_s, channelName(line.channel)},
        {u"stage"_s, QString::fromLatin1(exchange::stageName(delivery.stage()))}, {u"receipts"_s, receipts}};
}

QJsonObject summaryJson(const exchange::DeliverySummary &summary)
{
    QJsonArray notSignedFor;
    for (const UnitCode &unit : summary.notSignedFor)
        notSignedFor.append(unit.toString());
    return {{u"total"_s, static_cast<qint64>(summary.total)}, {u"accepted"_s, static_cast<qint64>(summary.accepted)},
        {u"delivered"_s, static_cast<qint64>(summary.delivered)},
        {u"signedFor"_s, static_cast<qint64>(summary.signedFor)},
        {u"registered"_s, static_cast<qint64>(summary.registered)},
        {u"concluded"_s, static_cast<qint64>(summary.concluded)},
        {u"returned"_s, static_cast<qint64>(summary.returned)}, {u"notSignedFor"_s, notSignedFor}};
}

void print(const core::TrackingLine &line, const Output &output)
{
    output.line(u"%1 (%2): %3"_s.arg(
        line.unitName, channelName(line.channel), QString::fromLatin1(exchange::stageName(line.delivery.stage()))));
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
    const StreamId stream(fromArgument(arguments.record));
    // A record that nobody sent has no deliveries; one that is not here is a mistake.
    WENYI_CHECK(core::RecordService(*workspace).load(stream));
    WENYI_TRY(const auto tracking, core::ReceiptService(*workspace).tracking(stream));
    QJsonArray deliveries;
    for (const core::TrackingLine &line : tracking.lines) {
        print(line, context.output);
        deliveries.append(lineJson(line));
    }
    attempt.tellFailure(context.output);
    context.output.line(tracking.toString());
    context.output.result({{u"deliveries"_s, deliveries}, {u"summary"_s, summaryJson(tracking.summary)},
        {u"text"_s, tracking.toString()}, {u"synchronisation"_s, attempt.toJson()}});
    return {};
}

} // namespace

void addTrackCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<TrackArguments>();
    Command &command = app.addCommand("track", "How far a record's deliveries are, with every receipt");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--record", arguments->record, "The record, as `list` and `send` name it").required();
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
