// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Rerouting.h"

#include "shared/exchange/HopList.h"

namespace wenyi::server {

namespace {

/// Gives whether it waits in the queue that leads to the recipient now. Opened: queues that it was put into just now.
/// One in which it waited for others may have been read, and the domain there may have it: it would confirm what it was
/// told of, and the recipient that came since would be lost.
Result<bool> moveTo(Office &office, const AcceptedEnvelope &envelope, const UnitCode &queue, const UnitCode &unit,
    QSet<UnitCode> &opened)
{
    ForwardTable &table = office.store.forwards();
    WENYI_TRY(const QByteArray bytes, table.hops(envelope.number));
    WENYI_TRY(const auto hops, exchange::HopList::fromBytes(bytes));
    if (hops.passed(Domain::domainOfQueue(queue)))
        return false;
    if (!opened.contains(queue)) {
        WENYI_TRY(const bool isNew, office.store.envelopes().putInto(envelope.number, queue));
        if (!isNew)
            return false;
        opened.insert(queue);
    }
    WENYI_CHECK(table.takeBack(envelope.number, unit));
    WENYI_CHECK(table.addOnward(envelope.number, queue, unit));
    return true;
}

} // namespace

Result<bool> reroute(Office &office, QSet<UnitCode> &changed, const AcceptedEnvelope &envelope, const UnitCode &queue)
{
    WENYI_TRY(const QList<UnitCode> recipients, office.store.forwards().onward(envelope.number, queue));
    QSet<UnitCode> opened;
    bool isAll = true;
    for (const UnitCode &unit : recipients) {
        const UnitCode now = office.domain->queueOf(unit);
        const bool isReached = Domain::isQueueOfDomain(now) && now != queue && office.domain->receives(unit);
        WENYI_TRY(const bool isMoved, isReached ? moveTo(office, envelope, now, unit, opened) : Result<bool>(false));
        if (isMoved)
            changed.insert(now);
        isAll = isAll && isMoved;
    }
    if (!isAll)
        return false;
    WENYI_CHECK(office.store.forwards().endWaiting(envelope.number, queue));
    WENYI_CHECK(office.store.envelopes().takeOut(envelope.number, queue, office.clock.now()));
    return true;
}

} // namespace wenyi::server
