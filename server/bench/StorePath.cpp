// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bench/StorePath.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <limits>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

using Copies = QList<EnvelopeCopies::Copy>;

constexpr qsizetype FilledAtOnce = 1'000;
constexpr quint64 NoQuota = std::numeric_limits<qint64>::max();

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(std::max<qint64>(timer.nsecsElapsed(), 1)) / 1e9;
}

QList<UnitCode> recipientsOf(const exchange::EnvelopeRouting &routing)
{
    QList<UnitCode> units;
    for (const exchange::EnvelopeRecipient &recipient : routing.recipients)
        units.append(recipient.unit);
    return units;
}

Result<quint64> storeEnvelope(Store &store, const EnvelopeCopies::Copy &copy, Instant at)
{
    static const QByteArray receipt(600, 'r'); // As long as one of a group of some dozen.
    const exchange::EnvelopeRouting &routing = copy.header.routing();
    WENYI_TRY(journal::Savepoint savepoint, journal::Savepoint::begin(store.database()));
    WENYI_CHECK(store.envelopes().find(routing.sender, routing.id, copy.header.digest()));
    QList<WholeBlob> blobs;
    for (qsizetype i = 0; i < copy.parts.size(); ++i)
        blobs.append({routing.parts.at(i).digest, copy.parts.at(i)});
    WENYI_CHECK(store.blobs().putAll(routing.sender, blobs, NoQuota));
    WENYI_TRY(const quint64 number, store.envelopes().accept(copy.header, at));
    WENYI_CHECK(store.answers().expect(number, recipientsOf(routing)));
    WENYI_CHECK(store.directives().holdAccepted(number, routing.sender, copy.header.digest(), at));
    WENYI_CHECK(savepoint.keep());
    WENYI_CHECK(store.envelopes().keepReceipt(number, receipt));
    return number;
}

/// Without a transaction of its own.
Result<QList<quint64>> storeEach(Store &store, const Copies &group, Instant at)
{
    QList<quint64> numbers;
    for (const EnvelopeCopies::Copy &copy : group) {
        WENYI_TRY(const quint64 number, storeEnvelope(store, copy, at));
        numbers.append(number);
    }
    return numbers;
}

/// Stores what its recipients are through with, but for the last so many.
Result<void> storeDone(Store &store, const Copies &group, qsizetype waiting, Instant at)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(store.database()));
    WENYI_TRY(const QList<quint64> numbers, storeEach(store, group, at));
    for (qsizetype i = 0; i < group.size() - waiting; ++i) {
        for (const UnitCode &unit : recipientsOf(group.at(i).header.routing())) {
            WENYI_CHECK(store.envelopes().takeOut(numbers.at(i), unit, at));
            WENYI_CHECK(store.answers().take(numbers.at(i), unit));
        }
    }
    return transaction->commit();
}

/// Documents a second; the groups are made before the clock runs.
Result<double> storeRate(const QString &folder, const QList<Copies> &groups, const Clock &clock)
{
    WENYI_TRY(const auto store, Store::open(folder, clock));
    qsizetype documents = 0;
    QElapsedTimer timer;
    timer.start();
    for (const Copies &group : groups) {
        WENYI_CHECK(storeGroup(*store, group, clock.now()));
        documents += group.size();
    }
    return static_cast<double>(documents) / secondsOf(timer);
}

/// What the disk does for the same bytes without any store.
Result<double> diskRate(const QString &path, const QList<Copies> &groups)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return Error{ErrorCode::StorageFailure, "bench.file", path};
    qsizetype documents = 0;
    bool good = true;
    QElapsedTimer timer;
    timer.start();
    for (const Copies &group : groups) {
        for (const EnvelopeCopies::Copy &copy : group) {
            for (const QByteArray &part : copy.parts)
                good = good && ::write(file, part.constData(), static_cast<size_t>(part.size())) == part.size();
        }
        good = good && ::fdatasync(file) == 0;
        documents += group.size();
    }
    const double rate = static_cast<double>(documents) / secondsOf(timer);
    ::close(file);
    QFile::remove(path);
    if (!good)
        return Error{ErrorCode::StorageFailure, "bench.file", path};
    return rate;
}

Result<QList<Copies>> makeGroups(EnvelopeCopies &copies, qsizetype documents, qsizetype size)
{
    QList<Copies> groups;
    for (qsizetype made = 0; made < documents; made += size) {
        WENYI_TRY(Copies group, copies.next(std::min(size, documents - made)));
        groups.append(std::move(group));
    }
    return groups;
}

} // namespace

Result<QList<quint64>> storeGroup(Store &store, const QList<EnvelopeCopies::Copy> &group, Instant at)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(store.database()));
    WENYI_TRY(QList<quint64> numbers, storeEach(store, group, at));
    WENYI_CHECK(transaction->commit());
    return numbers;
}

Result<QJsonObject> fillStore(Store &store, EnvelopeCopies &copies, const StoreFilling &filling, const Clock &clock)
{
    double seconds = 0;
    for (qint64 done = 0; done < filling.envelopes; done += FilledAtOnce) {
        const qint64 left = filling.envelopes - done;
        WENYI_TRY(const Copies group, copies.next(std::min<qint64>(left, FilledAtOnce)));
        // Of this group those that are among the last ones of all.
        const qint64 waiting = std::clamp<qint64>(filling.waiting - (left - group.size()), 0, group.size());
        QElapsedTimer timer;
        timer.start();
        WENYI_CHECK(storeDone(store, group, waiting, clock.now()));
        seconds += secondsOf(timer);
    }
    return QJsonObject{{u"envelopes"_s, filling.envelopes}, {u"seconds"_s, seconds}};
}

Result<QJsonObject> measureStorePath(EnvelopeCopies &copies, const StorePathRun &run, const Clock &clock)
{
    if (!QDir().mkpath(run.folder))
        return Error{ErrorCode::StorageFailure, "bench.file", run.folder};
    QList<QJsonArray> store(run.groups.size());
    QList<QJsonArray> disk(run.groups.size());
    for (int round = 0; round < run.rounds; ++round) {
        for (qsizetype i = 0; i < run.groups.size(); ++i) {
            WENYI_TRY(const auto groups, makeGroups(copies, run.documents, run.groups.at(i)));
            WENYI_TRY(const double onDisk, diskRate(run.folder + u"/raw"_s, groups));
            WENYI_TRY(const double inStore, storeRate(run.folder + u"/store"_s, groups, clock));
            disk[i].append(onDisk);
            store[i].append(inStore);
        }
    }
    QJsonArray groups;
    for (qsizetype i = 0; i < run.groups.size(); ++i)
        groups.append(QJsonObject{
            {u"group"_s, static_cast<qint64>(run.groups.at(i))}, {u"store"_s, store.at(i)}, {u"disk"_s, disk.at(i)}});
    return QJsonObject{{u"groups"_s, groups}};
}

} // namespace wenyi::server
