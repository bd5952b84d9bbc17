// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Unsent.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/records/RecordService.h"

#include <algorithm>

namespace wenyi::core {

namespace {

QString titleOf(Workspace &workspace, const StreamId &stream)
{
    const auto view = RecordService(workspace).load(stream);
    return view ? view->record.values().value(view->definition->titleField).toString() : QString();
}

Result<void> addEnvelopes(Workspace &workspace, QList<UnsentThing> &things)
{
    journal::Database &database = workspace.journal().database();
    const DesktopId &desktop = workspace.profile().desktop;
    const auto add = [&](const DispatchedEnvelope &envelope, UnsentKind kind) {
        UnsentThing thing{
            envelope.stream, kind, titleOf(workspace, envelope.stream), envelope.header.routing().created, 0};
        for (const exchange::EnvelopePart &part : envelope.header.routing().parts)
            thing.bytes += static_cast<quint64>(part.size);
        things.append(thing);
    };
    RecallService recalls(workspace);
    WENYI_TRY(const auto waiting, recalls.envelopesToSend());
    for (const DispatchedEnvelope &envelope : waiting)
        add(envelope, UnsentKind::Document);
    WENYI_TRY(const auto all, ExchangeProjection::outbox(database));
    for (const DispatchedEnvelope &envelope : all) {
        const bool isOurs = envelope.header.routing().desktop == desktop;
        for (const DispatchedEntry::Route &route : envelope.routes) {
            if (!isOurs || route.channel != Channel::Bundle)
                continue;
            WENYI_TRY(const bool isAskedBack, recalls.isAskedBack(envelope, route.unit));
            if (isAskedBack)
                continue;
            WENYI_TRY(const auto exported, ExchangeProjection::exported(database, route.unit));
            if (!exported.contains(envelope.header.routing().id.toString())) {
                add(envelope, UnsentKind::ByStick);
                break;
            }
        }
    }
    return {};
}

} // namespace

Result<QList<UnsentThing>> unsentThings(Workspace &workspace)
{
    QList<UnsentThing> things;
    WENYI_TRY(const auto streams, workspace.journal().unsentSince());
    for (const journal::UnsentStream &unsent : streams) {
        // Number series and key grants are no matters of anybody's.
        WENYI_TRY(const auto summary, RecordProjection::summary(workspace.journal().database(), unsent.stream));
        if (summary)
            things.append({unsent.stream, UnsentKind::Changes, titleOf(workspace, unsent.stream), unsent.since, 0});
    }
    WENYI_CHECK(addEnvelopes(workspace, things));
    if (ArrivalService(workspace).canTake()) {
        WENYI_TRY(const auto receipts, RecallService(workspace).receiptsToSend());
        for (const GivenReceipt &given : receipts)
            things.append(
                {given.stream, UnsentKind::Receipt, titleOf(workspace, given.stream), given.receipt.facts().time, 0});
    }
    std::stable_sort(things.begin(), things.end(),
        [](const UnsentThing &one, const UnsentThing &other) { return one.since < other.since; });
    return things;
}

} // namespace wenyi::core
