// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncEvent.h"

#include "client/core/exchange/RecallService.h"
#include "client/core/records/RecordProjection.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// A document with its title and whom it came from, as far as the record tells.
SyncEvent documentEvent(Workspace &workspace, SyncEventKind kind, const StreamId &stream)
{
    SyncEvent event;
    event.kind = kind;
    if (const auto view = RecordService(workspace).load(stream)) {
        const QJsonObject &values = view->record.values();
        event.title = values.value(view->definition->titleField).toString();
        event.unit = values.value(u"sender"_s).toString();
    }
    return event;
}

/// Counted behind the run: what came later in it may have filled the row.
quint64 missingInRowOf(Workspace &workspace, const ArrivalOutcome &arrival)
{
    if (arrival.missing.isEmpty())
        return 0;
    journal::Database &database = workspace.journal().database();
    const auto arrived = ExchangeProjection::arrivedIn(database, arrival.stream);
    if (!arrived || !*arrived)
        return 0;
    const UnitCode sender = (*arrived)->header.routing().sender;
    const auto row = ExchangeProjection::pair(database, sender, workspace.profile().unit);
    quint64 count = 0;
    for (const exchange::SequenceGap &gap : row ? row->gaps() : QList<exchange::SequenceGap>())
        count += gap.to - gap.from + 1;
    return count;
}

SyncEvent countEvent(SyncEventKind kind, qsizetype sent, qsizetype taken)
{
    SyncEvent event;
    event.kind = kind;
    event.sent = sent;
    event.taken = taken;
    return event;
}

} // namespace

QList<SyncEvent> describeRun(Workspace &workspace, const SyncReport &report)
{
    QList<SyncEvent> events;
    if (report.isDirectoryNew)
        events.append(countEvent(SyncEventKind::Directory, 0, 0));
    if (report.isServerRestored)
        events.append(countEvent(SyncEventKind::ServerRestored, 0, 0));
    if (report.recovered) {
        events.append(countEvent(SyncEventKind::StoreRecovered, report.recovered->kept, report.recovered->lost.size()));
        events.last().subject = report.recovered->list;
    }
    for (const StreamId &stream : report.sent)
        events.append(documentEvent(workspace, SyncEventKind::DocumentSent, stream));
    for (const ArrivalOutcome &arrival : report.arrivals) {
        events.append(documentEvent(workspace, SyncEventKind::DocumentArrived, arrival.stream));
        events.last().missing = missingInRowOf(workspace, arrival);
    }
    if (report.receiptsSent > 0)
        events.append(countEvent(SyncEventKind::ReceiptsSent, report.receiptsSent, 0));
    if (report.receiptsTaken > 0)
        events.append(countEvent(SyncEventKind::ReceiptsTaken, 0, report.receiptsTaken));
    if (report.entriesPushed + report.entriesPulled > 0)
        events.append(countEvent(SyncEventKind::Entries, report.entriesPushed, report.entriesPulled));
    for (const SyncRefusal &refusal : report.refused) {
        SyncEvent event;
        event.kind = SyncEventKind::Refused;
        event.step = refusal.step;
        event.subject = refusal.subject;
        event.error = refusal.error;
        events.append(event);
    }
    const Instant now = workspace.environment().clock.now();
    for (SyncEvent &event : events)
        event.at = now;
    return events;
}

Result<qsizetype> recordsWaiting(Workspace &workspace)
{
    journal::Database &database = workspace.journal().database();
    QSet<StreamId> waiting;
    WENYI_TRY(const auto unsent, workspace.journal().unsentStreams());
    for (const StreamId &stream : unsent) {
        // Number series and key grants are no matters of anybody's.
        WENYI_TRY(const auto summary, RecordProjection::summary(database, stream));
        if (summary)
            waiting.insert(stream);
    }
    RecallService recalls(workspace);
    WENYI_TRY(const auto outbox, recalls.envelopesToSend());
    for (const DispatchedEnvelope &envelope : outbox)
        waiting.insert(envelope.stream);
    if (!ArrivalService(workspace).canTake())
        return waiting.size();
    WENYI_TRY(const auto receipts, recalls.receiptsToSend());
    for (const GivenReceipt &receipt : receipts)
        waiting.insert(receipt.stream);
    return waiting.size();
}

} // namespace wenyi::core
