// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/TrackingJson.h"

#include "client/cli/JsonForms.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

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

/// The unit receives no more; who does in its stead, where there is somebody.
QJsonObject undeliverableJson(const exchange::RuledDelivery &ruled, const std::optional<UnitCode> &successor)
{
    QJsonObject object{{u"time"_s, timeText(ruled.time)}};
    if (successor)
        object.insert(u"successor"_s, successor->toString());
    return object;
}

QJsonObject lineJson(const core::TrackingLine &line)
{
    const exchange::Delivery &delivery = line.delivery;
    QJsonArray receipts;
    for (const exchange::ReceiptFacts &facts : delivery.receipts)
        receipts.append(receiptJson(facts));
    QJsonObject object{{u"unit"_s, QJsonObject{{u"code"_s, delivery.recipient.toString()}, {u"name"_s, line.unitName}}},
        {u"envelope"_s, delivery.envelope.toString()}, {u"channel"_s, channelName(line.channel)},
        {u"stage"_s, QString::fromLatin1(exchange::stageName(delivery.stage()))}, {u"receipts"_s, receipts}};
    if (line.heldUntil)
        object.insert(u"notBefore"_s, timeText(*line.heldUntil));
    if (line.wait)
        object.insert(u"waits"_s,
            QJsonObject{{u"domain"_s, line.wait->domain}, {u"reason"_s, QString::fromLatin1(line.wait->reason)},
                {u"since"_s, timeText(line.wait->since)}});
    if (line.recall)
        object.insert(
            u"recall"_s, QJsonObject{{u"time"_s, timeText(line.recall->time)}, {u"member"_s, line.recall->memberName},
                             {u"reason"_s, line.recall->reason}, {u"tooLate"_s, line.wasRecalledTooLate()}});
    if (delivery.ruled && delivery.ruled->kind == exchange::RulingKind::Undeliverable)
        object.insert(u"undeliverable"_s, undeliverableJson(*delivery.ruled, line.successor));
    if (line.urged)
        object.insert(u"urged"_s, urgedJson(*line.urged, line.urges));
    if (line.willNotAnswer())
        object.insert(u"retired"_s, QJsonObject{{u"successor"_s, line.successor ? QJsonValue(line.successor->toString())
                                                                                : QJsonValue(QJsonValue::Null)}});
    return object;
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
        {u"returned"_s, static_cast<qint64>(summary.returned)}, {u"recalled"_s, static_cast<qint64>(summary.recalled)},
        {u"notSignedFor"_s, notSignedFor}};
}

} // namespace

void tellTracking(
    const core::Tracking &tracking, const StreamId &stream, const SyncAttempt &attempt, const Output &output)
{
    attempt.tellFailure(output);
    QJsonObject result = trackingJson(tracking);
    result.insert(u"record"_s, stream.toString());
    result.insert(u"synchronisation"_s, attempt.toJson());
    output.result(result);
}

QJsonObject urgedJson(const exchange::DirectiveFacts &newest, int count)
{
    QJsonObject object{{u"time"_s, timeText(newest.time)}, {u"member"_s, newest.memberName}, {u"count"_s, count}};
    if (!newest.reason.isEmpty())
        object.insert(u"words"_s, newest.reason);
    return object;
}

QJsonObject trackingJson(const core::Tracking &tracking)
{
    QJsonArray deliveries;
    for (const core::TrackingLine &line : tracking.lines)
        deliveries.append(lineJson(line));
    return {
        {u"deliveries"_s, deliveries}, {u"summary"_s, summaryJson(tracking.summary)}, {u"text"_s, tracking.toString()}};
}

} // namespace wenyi::cli
