// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/StoreResync.h"

#include "client/core/exchange/ExchangeEntries.h"
#include "client/core/exchange/OwedBlobs.h"
#include "client/core/profile/StoreRecovery.h"
#include "shared/base/DurableFile.h"

#include <QDateTime>
#include <QDir>

#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<StoreRecovered> StoreResync::finish(quint64 bulk)
{
    StoreRecoveryMark mark(m_workspace.journal().database());
    WENYI_TRY(const auto aside, mark.aside());
    WENYI_TRY(const auto salvaged, mark.salvaged());
    WENYI_CHECK(oweContent(bulk));
    StoreRecovered recovered;
    WENYI_TRY(recovered.kept, m_workspace.resume(salvaged));
    WENYI_TRY(recovered.lost, lostOf(salvaged));
    if (!recovered.lost.isEmpty() && aside) {
        WENYI_TRY(recovered.list, writeList(*aside, recovered.lost));
    }
    const QString counts = u"%1 kept, %2 lost"_s.arg(recovered.kept).arg(recovered.lost.size());
    WENYI_CHECK(m_workspace.audit().record(u"server"_s, u"store.recovered"_s, {}, counts));
    WENYI_CHECK(m_workspace.endRecovery());
    return recovered;
}

Result<void> StoreResync::oweContent(quint64 bulk)
{
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(auto content, m_workspace.journal().ownContent());
    content.removeIf([this, bulk](const journal::Journal::OwnContent &one) {
        // An envelope's parts the server asks for when it comes, and may have dropped since everybody has them.
        return one.kind == entrykind::Dispatched || one.blob.size <= bulk || !m_workspace.blobs().has(one.blob.digest);
    });
    OwedBlobs owed(database);
    WENYI_TRY(const auto transaction, journal::Transaction::begin(database));
    for (const journal::Journal::OwnContent &one : std::as_const(content))
        WENYI_CHECK(owed.add(one.blob.digest));
    return transaction->commit();
}

Result<QList<LostEntry>> StoreResync::lostOf(const QList<QByteArray> &salvaged)
{
    QList<LostEntry> lost;
    for (const QByteArray &bytes : salvaged) {
        WENYI_TRY(const auto stored, journal::decodeEntry(bytes));
        const journal::Entry &entry = stored.entry;
        // By the entry and not by its number: what an older copy of the store wrote has numbers that others had before.
        WENYI_TRY(const bool isHere, m_workspace.journal().hasOwn(entry.sequence, stored.id));
        if (!isHere)
            lost.append({entry.sequence, instantFromMilliseconds(entry.time.milliseconds), entry.stream, entry.kind});
    }
    return lost;
}

Result<QString> StoreResync::writeList(const QString &aside, const QList<LostEntry> &lost)
{
    // Numbers and kinds, as in the log: nothing of what was written.
    QString lines;
    for (const LostEntry &entry : lost) {
        const auto at = QDateTime::fromMSecsSinceEpoch(toMilliseconds(entry.at));
        lines += u"%1\t%2\t%3\t%4\n"_s.arg(
            QString::number(entry.sequence), at.toString(Qt::ISODate), entry.kind, entry.stream.toString());
    }
    const QString folder = m_workspace.profile().path(aside);
    const QString path = folder + u"/lost.txt"_s;
    // Somebody may have taken it away meanwhile; that keeps the desktop from nothing.
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "file.write", path};
    WENYI_CHECK(writeDurably(path, lines.toUtf8()));
    return path;
}

} // namespace wenyi::core
