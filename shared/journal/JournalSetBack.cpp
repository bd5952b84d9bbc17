// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Journal that lives with a server whose log was set back.
#include "shared/crypto/Sm3.h"
#include "shared/journal/Journal.h"

namespace wenyi::journal {

Result<LogPosition> Journal::positionAt(quint64 number)
{
    LogPosition at;
    Statement select(m_database, "SELECT id FROM journal_entries WHERE number <= ? ORDER BY number");
    WENYI_TRY(bool more, select.bind(number).next());
    while (more) {
        WENYI_TRY(const Digest id, select.digest(0));
        at = at.following(id);
        WENYI_TRY(more, select.next());
    }
    if (at.number != number)
        return Error{ErrorCode::NotFound, "journal.log-number", QString::number(number)};
    return at;
}

Result<std::optional<Instant>> Journal::timeAt(quint64 number)
{
    Statement select(m_database, "SELECT bytes FROM journal_entries WHERE number = ?");
    WENYI_TRY(const bool found, select.bind(number).next());
    if (!found)
        return std::optional<Instant>();
    WENYI_TRY(const StoredEntry stored, decodeEntry(select.bytes(0)));
    return std::optional(instantFromMilliseconds(stored.entry.time.milliseconds));
}

Result<QList<BlobReference>> Journal::ownBlobsSince(Instant since)
{
    QList<BlobReference> blobs;
    Statement select(m_database, "SELECT bytes FROM journal_entries WHERE desktop = ? ORDER BY sequence DESC");
    WENYI_TRY(bool more, select.bind(m_settings.desktop.toString()).next());
    while (more) {
        WENYI_TRY(const StoredEntry stored, decodeEntry(select.bytes(0)));
        if (instantFromMilliseconds(stored.entry.time.milliseconds) < since)
            break; // A desktop's times never fall along its chain.
        blobs += stored.entry.blobs;
        WENYI_TRY(more, select.next());
    }
    return blobs;
}

Result<quint64> Journal::heldCount()
{
    Statement count(m_database, "SELECT count(*) FROM journal_entries WHERE number IS NULL AND desktop <> ?");
    WENYI_CHECK(count.bind(m_settings.desktop.toString()).next());
    return static_cast<quint64>(count.integer(0));
}

Result<void> Journal::takeHeld(
    const DesktopId &desktop, const ChainPosition &known, EntryRun &run, LogPosition &at, QSet<StreamId> &disturbed)
{
    const auto count = static_cast<quint64>(run.entries.size());
    if (run.head.position.sequence < count)
        return {}; // No run of any chain; verifyRun() says so.
    quint64 sequence = run.head.position.sequence - count;
    if (sequence >= known.sequence)
        return {}; // All of it is new, as ever but after a restore.
    Statement renumber(m_database, "UPDATE journal_entries SET number = ? WHERE desktop = ? AND sequence = ? AND id = ?"
                                   " AND number IS NULL RETURNING stream");
    while (!run.entries.isEmpty() && sequence < known.sequence) {
        const LogPosition next = at.following(crypto::sm3(run.entries.constFirst()));
        WENYI_TRY(const bool held,
            renumber.bind(next.number, desktop.toString(), sequence + 1, crypto::sm3(run.entries.constFirst())).next());
        if (!held)
            return {}; // It was in the log before, or is another one: verifyRun() says what is wrong.
        disturbed.insert(StreamId(renumber.text(0)));
        at = next;
        ++sequence;
        run.entries.removeFirst();
    }
    return {};
}

} // namespace wenyi::journal
