// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/BackupKeeper.h"
#include "server/admin/Maintenance.h"
#include "server/admin/OpenedStore.h"
#include "server/health/FiguresReader.h"
#include "server/standby/StandbyState.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

qint64 asInteger(quint64 value)
{
    return static_cast<qint64>(value);
}

QString dayAndTime(Instant instant)
{
    return toDateTime(instant).toString(Qt::ISODate);
}

/// What waits for a unit, by urgency, and since when; what it has not answered, and since when.
void addQueue(QJsonObject &unit, const QueueFigures &queue, const OwedAnswers &owed)
{
    QJsonObject waiting;
    quint64 all = 0;
    for (std::size_t i = 0; i < UrgencyCount; ++i) {
        waiting.insert(QString::fromLatin1(UrgencyLabels[i]), asInteger(queue.waiting[i]));
        all += queue.waiting[i];
    }
    unit.insert(u"deliveriesWaiting"_s, asInteger(all));
    unit.insert(u"waitingByUrgency"_s, waiting);
    if (queue.oldest)
        unit.insert(u"waitingSince"_s, dayAndTime(*queue.oldest));
    unit.insert(u"answersOwed"_s, asInteger(owed.number));
    if (owed.number > 0)
        unit.insert(u"answersOwedSince"_s, dayAndTime(owed.oldest));
}

Result<QJsonArray> statusOfUnits(Store &store, const QList<directory::Unit> &units, const Configuration &configuration)
{
    WENYI_TRY(const QList<UnitFigures> figures, readUnits(store, units));
    QJsonArray told;
    for (const UnitFigures &unit : figures) {
        WENYI_TRY(const quint64 receipts, store.receipts().last(unit.unit));
        QJsonObject one{{u"unit"_s, unit.unit.toString()}, {u"entries"_s, asInteger(unit.entries)},
            {u"receipts"_s, asInteger(receipts)}, {u"storedBytes"_s, asInteger(unit.storedBytes)},
            {u"nearQuota"_s, unit.storedBytes > static_cast<quint64>(configuration.quotaWarning())}};
        addQueue(one, unit.queue, unit.owed);
        told.append(one);
    }
    return told;
}

/// Why envelopes were tried and could not go, how many for each reason, and since when.
Result<QJsonArray> whatHoldsUp(Store &store, const UnitCode &queue)
{
    WENYI_TRY(const auto waits, store.forwards().waitsByReason(queue));
    QJsonArray told;
    for (const ForwardTable::Waits &some : waits)
        told.append(QJsonObject{{u"reason"_s, QString::fromLatin1(some.reason)},
            {u"envelopes"_s, asInteger(some.number)}, {u"since"_s, dayAndTime(some.since)}});
    return told;
}

/// What waits for other domains, and how each is reached.
Result<QJsonArray> statusOfPeers(Store &store, const Domain &domain)
{
    QJsonArray told;
    for (const directory::PeerDomain &peer : domain.directory().peers()) {
        const UnitCode queue = queueOfDomain(peer.name());
        WENYI_TRY(const quint64 waiting, store.envelopes().waitingCount(queue));
        WENYI_TRY(const quint64 receipts, store.receipts().last(queue));
        WENYI_TRY(const quint64 taken, store.forwards().receiptsTaken(queue));
        WENYI_TRY(const QJsonArray because, whatHoldsUp(store, queue));
        told.append(QJsonObject{{u"domain"_s, peer.name()}, {u"via"_s, peer.via},
            {u"excerptVersion"_s, asInteger(peer.directory.content().version)},
            {u"isLinked"_s, domain.peer(serverOfDomain(peer.name())).has_value()},
            {u"envelopesWaiting"_s, asInteger(waiting)}, {u"waitingBecause"_s, because},
            {u"receiptsWaiting"_s, asInteger(receipts - std::min(taken, receipts))}});
    }
    return told;
}

} // namespace

Result<QJsonObject> status(const ServerFolder &folder, const Clock &clock)
{
    WENYI_TRY(const Configuration configuration, folder.configuration());
    WENYI_TRY(const auto domain, folder.domain(clock.now()));
    WENYI_TRY(const protocol::CurveKeyPair keys, folder.curveKeys());
    WENYI_TRY(const auto store, openForReading(folder, clock));
    WENYI_TRY(const QJsonArray units, statusOfUnits(*store, domain->directory().content().units, configuration));
    WENYI_TRY(const QJsonArray peers, statusOfPeers(*store, *domain));
    WENYI_TRY(const quint64 timeStamps, store->timeStamps().count());
    WENYI_TRY(const quint64 expired, store->expiry().count());
    WENYI_TRY(const quint64 aside, store->aside().count());
    const auto stamping = folder.checkTimeStamps(clock.now());
    QJsonObject status{{u"endpoint"_s, QString::fromLatin1(configuration.endpoint)},
        {u"curvePublicKey"_s, QString::fromLatin1(keys.publicKey.toBytes().toHex())},
        {u"directoryVersion"_s, static_cast<qint64>(domain->version())},
        {u"admittedDesktops"_s, static_cast<qint64>(domain->peerCount())}, {u"freeBytes"_s, store->freeSpace()},
        {u"storeBytes"_s, store->sizeOnDisk()}, {u"unitQuotaBytes"_s, configuration.unitQuota},
        {u"envelopesWithoutParts"_s, static_cast<qint64>(expired)}, {u"blobsAside"_s, static_cast<qint64>(aside)},
        {u"timeStamps"_s, static_cast<qint64>(timeStamps)}, {u"timeStampsGiven"_s, stamping.has_value()},
        {u"units"_s, units}};
    if (!peers.isEmpty())
        status.insert(u"peers"_s, peers);
    status.insert(u"store"_s, store->isShared() ? u"postgres"_s : u"sqlite"_s);
    if (StandbyMark::isIn(folder.path()))
        status.insert(u"standby"_s, StandbyState::read(folder.path()));
    if (const QJsonObject backups = BackupState::read(folder.path()).toJson(); !backups.isEmpty())
        status.insert(u"scheduledBackups"_s, backups);
    WENYI_TRY(const journal::TermFacts term, store->terms().current());
    status.insert(u"term"_s, static_cast<qint64>(term.number));
    if (!stamping)
        status.insert(u"noTimeStampsBecause"_s, describe(stamping.error()));
    return status;
}

} // namespace wenyi::server
