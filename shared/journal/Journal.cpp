// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Journal.h"

#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "shared/journal/schema/desktop.h"

#include <algorithm>
#include <future>

namespace wenyi::journal {

namespace {

/// So many entries are made while as many are stored.
constexpr qsizetype MadeTogether = 128;

} // namespace

// A transaction in which entries are projected: what projections keep back is written with its commit or not at all.
class Journal::Write
{
public:
    static Result<Write> begin(Journal &journal)
    {
        WENYI_TRY(auto transaction, Transaction::begin(journal.m_database));
        return Write(journal, std::move(transaction));
    }
    Write(Write &&) = default;
    ~Write()
    {
        if (!m_transaction)
            return; // Committed, or moved from.
        for (Projection *projection : std::as_const(m_journal->m_settings.projections))
            projection->discard();
    }

    Result<void> commit()
    {
        for (Projection *projection : std::as_const(m_journal->m_settings.projections))
            WENYI_CHECK(projection->flush(m_journal->m_database));
        WENYI_CHECK(m_transaction->commit());
        m_transaction.reset();
        return {};
    }

private:
    Write(Journal &journal, std::unique_ptr<Transaction> transaction)
        : m_journal(&journal)
        , m_transaction(std::move(transaction))
    {
    }

    Journal *m_journal;
    std::unique_ptr<Transaction> m_transaction;
};

Journal::Journal(Database &database, Settings settings)
    : m_database(database)
    , m_settings(std::move(settings))
    , m_clock(*m_settings.clock)
{
}

Result<std::unique_ptr<Journal>> Journal::open(Database &database, Settings settings)
{
    WENYI_CHECK(migrate(database, "desktop", schema::desktop, settings.backupPath));
    std::unique_ptr<Journal> journal(new Journal(database, std::move(settings)));
    WENYI_CHECK(journal->loadClock());
    WENYI_CHECK(journal->prepareProjections());
    return journal;
}

Result<void> Journal::loadClock()
{
    Statement last(m_database, "SELECT bytes FROM journal_entries ORDER BY position DESC LIMIT 1");
    WENYI_TRY(const bool found, last.next());
    if (found) {
        WENYI_TRY(const StoredEntry entry, decodeEntry(last.bytes(0)));
        m_clock.observe(entry.entry.time);
    }
    return {};
}

Result<void> Journal::prepareProjections()
{
    bool stale = false;
    for (Projection *projection : std::as_const(m_settings.projections)) {
        Statement select(m_database, "SELECT version FROM journal_projections WHERE name = ?");
        WENYI_TRY(const bool found, select.bind(projection->name()).next());
        stale = stale || !found || select.integer(0) != projection->version();
    }
    if (stale)
        return rebuild();
    return {};
}

std::optional<QByteArray> Journal::readable(const Entry &entry) const
{
    const auto payload = m_settings.keyring->openPayload(entry);
    return payload ? std::optional<QByteArray>(*payload) : std::nullopt;
}

Result<ChainPosition> Journal::chain(const DesktopId &desktop)
{
    Statement select(m_database, "SELECT sequence, id FROM journal_chains WHERE desktop = ?");
    WENYI_TRY(const bool found, select.bind(desktop.toString()).next());
    if (!found)
        return ChainPosition{};
    WENYI_TRY(const Digest id, select.digest(1));
    return ChainPosition{static_cast<quint64>(select.integer(0)), id};
}

Result<void> Journal::moveChain(
    const DesktopId &desktop, const ChainPosition &position, const std::optional<QByteArray> &head)
{
    Statement move(m_database,
        "INSERT INTO journal_chains(desktop, sequence, id, head) VALUES (?1, ?2, ?3, ?4) ON CONFLICT(desktop) "
        "DO UPDATE SET sequence = ?2, id = ?3, head = coalesce(?4, head)");
    return move.run(desktop.toString(), position.sequence, position.id, head);
}

Result<void> Journal::insert(const StoredEntry &entry, std::optional<quint64> number)
{
    Statement insert(m_database,
        "INSERT INTO journal_entries(id, desktop, sequence, stream, number, bytes) VALUES (?, ?, ?, ?, ?, ?)");
    return insert.run(entry.id, entry.entry.desktop.toString(), entry.entry.sequence, entry.entry.stream.toString(),
        number, entry.bytes);
}

Result<void> Journal::project(
    const StoredEntry &entry, std::optional<quint64> number, std::optional<QByteArray> payload)
{
    const ProjectedEntry projected{entry, number, std::move(payload)};
    for (Projection *projection : std::as_const(m_settings.projections))
        WENYI_CHECK(projection->apply(m_database, projected));
    return {};
}

Result<QList<Digest>> Journal::append(const MemberId &actor, const QList<NewEntry> &entries)
{
    if (m_settings.own == OwnEntries::ComeFromLog)
        return Error{ErrorCode::Unavailable, "journal.recovering", {}};
    WENYI_CHECK(m_database.checkWritable());
    QList<Digest> ids;
    WENYI_TRY(auto write, Write::begin(*this));
    WENYI_TRY(const ChainPosition known, chain(m_settings.desktop));
    EntryMaker maker(m_settings.desktop, known, *m_settings.keyring, m_clock, *m_settings.random);
    const auto make = [&](qsizetype from) {
        return maker.make(
            actor, {entries.begin() + from, entries.begin() + std::min(from + MadeTogether, entries.size())});
    };
    auto made = std::async(std::launch::deferred, make, 0);
    for (qsizetype from = 0; from < entries.size(); from += MadeTogether) {
        WENYI_TRY(const QList<StoredEntry> some, made.get());
        // Those that follow are made meanwhile by another thread, or here where none can be had.
        if (from + MadeTogether < entries.size())
            made = std::async(std::launch::async | std::launch::deferred, make, from + MadeTogether);
        for (qsizetype i = 0; i < some.size(); ++i) {
            WENYI_CHECK(insert(some.at(i), std::nullopt));
            WENYI_CHECK(project(some.at(i), std::nullopt, entries.at(from + i).payload));
            ids.append(some.at(i).id);
        }
    }
    WENYI_CHECK(moveChain(m_settings.desktop, maker.position(), std::nullopt));
    WENYI_CHECK(write.commit());
    return ids;
}

Result<OwnChain> Journal::ownChain()
{
    WENYI_TRY(const ChainPosition newest, chain(m_settings.desktop));
    Statement select(m_database, "SELECT sequence FROM journal_entries WHERE desktop = ? AND number IS NOT NULL"
                                 " ORDER BY sequence DESC LIMIT 1");
    WENYI_TRY(const bool found, select.bind(m_settings.desktop.toString()).next());
    return OwnChain{newest.sequence, found ? static_cast<quint64>(select.integer(0)) : 0};
}

Result<qsizetype> Journal::resume(const QList<QByteArray> &salvaged, quint64 reaches)
{
    WENYI_TRY(auto write, Write::begin(*this));
    WENYI_TRY(ChainPosition at, chain(m_settings.desktop));
    qsizetype kept = 0;
    for (const QByteArray &bytes : salvaged) {
        const auto entry = decodeEntry(bytes);
        if (!entry || entry->entry.desktop != m_settings.desktop || entry->entry.sequence <= at.sequence)
            continue;
        if (entry->entry.sequence != at.sequence + 1 || entry->entry.previous != at.id)
            break;
        m_clock.observe(entry->entry.time);
        WENYI_CHECK(insert(*entry, std::nullopt));
        WENYI_CHECK(project(*entry, std::nullopt, readable(entry->entry)));
        at = {entry->entry.sequence, entry->id};
        ++kept;
    }
    if (at.sequence < reaches)
        return Error{ErrorCode::Corrupt, "journal.chain-lost", QString::number(at.sequence)};
    if (kept > 0)
        WENYI_CHECK(moveChain(m_settings.desktop, at, std::nullopt));
    WENYI_CHECK(write.commit());
    m_settings.own = OwnEntries::AreHere;
    return kept;
}

Result<quint64> Journal::unsentCount()
{
    Statement count(m_database, "SELECT count(*) FROM journal_entries WHERE number IS NULL AND desktop = ?");
    WENYI_CHECK(count.bind(m_settings.desktop.toString()).next());
    return static_cast<quint64>(count.integer(0));
}

Result<QSet<StreamId>> Journal::unsentStreams()
{
    QSet<StreamId> streams;
    Statement select(m_database, "SELECT DISTINCT stream FROM journal_entries WHERE number IS NULL AND desktop = ?");
    WENYI_TRY(bool more, select.bind(m_settings.desktop.toString()).next());
    while (more) {
        streams.insert(StreamId(select.text(0)));
        WENYI_TRY(more, select.next());
    }
    return streams;
}

Result<QList<UnsentStream>> Journal::unsentSince()
{
    QList<UnsentStream> streams;
    // The other columns are those of the row with the least sequence.
    Statement select(m_database, "SELECT bytes, min(sequence) FROM journal_entries WHERE number IS NULL AND desktop = ?"
                                 " GROUP BY stream ORDER BY 2");
    WENYI_TRY(bool more, select.bind(m_settings.desktop.toString()).next());
    while (more) {
        WENYI_TRY(const StoredEntry first, decodeEntry(select.bytes(0)));
        streams.append({first.entry.stream, instantFromMilliseconds(first.entry.time.milliseconds)});
        WENYI_TRY(more, select.next());
    }
    return streams;
}

Result<std::optional<EntryRun>> Journal::unsentRun(qsizetype maximumBytes, crypto::Signer &desktopSigner)
{
    EntryRun run;
    ChainPosition last;
    qsizetype bytes = 0;
    Statement select(m_database, "SELECT sequence, id, bytes FROM journal_entries WHERE number IS NULL AND desktop = ?"
                                 " ORDER BY sequence LIMIT ?");
    WENYI_TRY(
        bool more, select.bind(m_settings.desktop.toString(), static_cast<qint64>(limits::EntriesPerPush)).next());
    while (more && (run.entries.isEmpty() || bytes < maximumBytes)) {
        run.entries.append(select.bytes(2));
        bytes += run.entries.constLast().size();
        WENYI_TRY(last.id, select.digest(1));
        last.sequence = static_cast<quint64>(select.integer(0));
        WENYI_TRY(more, select.next());
    }
    if (run.entries.isEmpty())
        return std::optional<EntryRun>();
    WENYI_TRY(run.head, SignedHead::sign(m_settings.desktop, last, m_settings.clock->now(), desktopSigner));
    return std::optional<EntryRun>(std::move(run));
}

Result<LogPosition> Journal::logHead()
{
    Statement select(m_database, "SELECT number, hash FROM journal_log");
    WENYI_TRY(const bool found, select.next());
    if (!found)
        return LogPosition{};
    WENYI_TRY(const Digest hash, select.digest(1));
    return LogPosition{static_cast<quint64>(select.integer(0)), hash};
}

Result<bool> Journal::hasUnsent(const StreamId &stream)
{
    Statement select(m_database, "SELECT 1 FROM journal_entries WHERE stream = ? AND number IS NULL LIMIT 1");
    return select.bind(stream.toString()).next();
}

Result<bool> Journal::hasStream(const StreamId &stream)
{
    Statement select(m_database, "SELECT 1 FROM journal_entries WHERE stream = ? LIMIT 1");
    return select.bind(stream.toString()).next();
}

Result<void> Journal::takeOwnRun(
    const LogRun &logRun, LogPosition &at, QSet<StreamId> &changed, QSet<StreamId> &disturbed)
{
    WENYI_TRY(const quint64 held, heldCount());
    const QString desktop = m_settings.desktop.toString();
    quint64 sequence = logRun.run.head.position.sequence - static_cast<quint64>(logRun.run.entries.size());
    Statement confirm(m_database,
        "UPDATE journal_entries SET number = ? WHERE desktop = ? AND sequence = ? AND id = ? RETURNING stream");
    for (const QByteArray &bytes : logRun.run.entries) {
        const Digest id = crypto::sm3(bytes);
        at = at.following(id);
        WENYI_TRY(const bool ours, confirm.bind(at.number, desktop, ++sequence, id).next());
        // An entry in our name that we never wrote: somebody has this desktop's key, or its store was set back.
        if (!ours)
            return Error{ErrorCode::NotTrusted, "journal.own-altered", QString::number(at.number)};
        changed.insert(StreamId(confirm.text(0)));
        if (held > 0)
            disturbed.insert(StreamId(confirm.text(0))); // It may pass some that wait for their numbers.
    }
    return {};
}

Result<void> Journal::takeRun(
    const LogRun &logRun, LogPosition &at, const DesktopKeys &keys, QSet<StreamId> &changed, QSet<StreamId> &disturbed)
{
    const DesktopId desktop = logRun.run.head.desktop;
    if (logRun.first != at.number + 1)
        return Error{ErrorCode::NotTrusted, "journal.log-gap", QString::number(logRun.first)};
    const bool isOwn = desktop == m_settings.desktop;
    if (isOwn && m_settings.own == OwnEntries::AreHere)
        return takeOwnRun(logRun, at, changed, disturbed);
    WENYI_TRY(const crypto::PublicKey key, keys(desktop));
    WENYI_TRY(const ChainPosition known, chain(desktop));
    EntryRun fresh = logRun.run;
    WENYI_CHECK(takeHeld(desktop, known, fresh, at, disturbed));
    changed.unite(disturbed);
    if (fresh.entries.isEmpty() && !logRun.run.entries.isEmpty())
        return {}; // All of it was verified when it came first.
    WENYI_TRY(const QList<StoredEntry> entries, verifyRun(desktop, known, fresh, key));
    for (const StoredEntry &entry : entries) {
        at = at.following(entry.id);
        m_clock.observe(entry.entry.time);
        WENYI_CHECK(insert(entry, at.number));
        const StreamId stream = entry.entry.stream;
        changed.insert(stream);
        WENYI_TRY(const bool below, hasUnsent(stream));
        if (below)
            disturbed.insert(stream); // Our unsent entries stand above it now: fold again.
        if (!disturbed.contains(stream))
            WENYI_CHECK(project(entry, at.number, readable(entry.entry)));
    }
    // Of the own chain no head is kept: each push has a fresh one.
    return moveChain(
        desktop, logRun.run.head.position, isOwn ? std::nullopt : std::optional<QByteArray>(logRun.run.head.toBytes()));
}

Result<QSet<StreamId>> Journal::acceptRuns(const QList<LogRun> &runs, const Checkpoint &checkpoint,
    const crypto::PublicKey &serverKey, const DesktopKeys &keys)
{
    QSet<StreamId> changed;
    QSet<StreamId> disturbed;
    WENYI_CHECK(checkpoint.verify(serverKey));
    WENYI_CHECK(m_database.checkWritable());
    WENYI_TRY(auto write, Write::begin(*this));
    WENYI_TRY(LogPosition at, logHead());
    for (const LogRun &logRun : runs)
        WENYI_CHECK(takeRun(logRun, at, keys, changed, disturbed));
    if (checkpoint.position != at)
        return Error{ErrorCode::NotTrusted, "journal.checkpoint-position", QString::number(checkpoint.position.number)};
    for (const StreamId &stream : std::as_const(disturbed))
        WENYI_CHECK(refold(stream));
    Statement move(
        m_database, "INSERT OR REPLACE INTO journal_log(only, number, hash, checkpoint) VALUES (1, ?, ?, ?)");
    WENYI_CHECK(move.run(at.number, at.hash, checkpoint.toBytes()));
    WENYI_CHECK(write.commit());
    return changed;
}

Result<QList<Journal::StreamEntry>> Journal::stream(const StreamId &stream)
{
    QList<StreamEntry> entries;
    Statement select(m_database,
        "SELECT bytes, number FROM journal_entries WHERE stream = ? ORDER BY number IS NULL, number, position");
    WENYI_TRY(bool more, select.bind(stream.toString()).next());
    while (more) {
        WENYI_TRY(StoredEntry stored, decodeEntry(select.bytes(0)));
        const auto number =
            select.isNull(1) ? std::nullopt : std::optional<quint64>(static_cast<quint64>(select.integer(1)));
        auto payload = readable(stored.entry);
        entries.append({std::move(stored), number, std::move(payload)});
        WENYI_TRY(more, select.next());
    }
    return entries;
}

Result<void> Journal::refold(const StreamId &id)
{
    for (Projection *projection : std::as_const(m_settings.projections))
        WENYI_CHECK(projection->reset(m_database, id));
    WENYI_TRY(const QList<StreamEntry> entries, stream(id));
    for (const StreamEntry &entry : entries)
        WENYI_CHECK(project(entry.stored, entry.number, entry.payload));
    return {};
}

Result<void> Journal::replayAll(const Progress &progress)
{
    Statement count(m_database, "SELECT count(*) FROM journal_entries");
    WENYI_CHECK(count.next());
    const auto total = static_cast<quint64>(count.integer(0));
    // Streams are independent, so the log's order with unsent entries behind is each stream's order too.
    Statement select(m_database, "SELECT bytes, number FROM journal_entries ORDER BY number IS NULL, number, position");
    WENYI_TRY(bool more, select.next());
    for (quint64 done = 0; more; ++done) {
        if (progress && done % 256 == 0 && !progress(done, total))
            return Error{ErrorCode::Cancelled, "journal.rebuild-cancelled", {}};
        WENYI_TRY(const StoredEntry entry, decodeEntry(select.bytes(0)));
        const auto number =
            select.isNull(1) ? std::nullopt : std::optional<quint64>(static_cast<quint64>(select.integer(1)));
        WENYI_CHECK(project(entry, number, readable(entry.entry)));
        WENYI_TRY(more, select.next());
    }
    if (progress)
        static_cast<void>(progress(total, total));
    return {};
}

Result<void> Journal::rebuild(const Progress &progress)
{
    WENYI_TRY(auto write, Write::begin(*this));
    Statement record(m_database, "INSERT OR REPLACE INTO journal_projections(name, version) VALUES (?, ?)");
    for (Projection *projection : std::as_const(m_settings.projections)) {
        WENYI_CHECK(projection->dropTables(m_database));
        WENYI_CHECK(projection->createTables(m_database));
        WENYI_CHECK(record.run(projection->name(), projection->version()));
    }
    WENYI_CHECK(replayAll(progress));
    return write.commit();
}

Result<QByteArray> Journal::setBack(const LogPosition &to)
{
    WENYI_TRY(auto write, Write::begin(*this));
    WENYI_TRY(const LogPosition head, logHead());
    if (head == to)
        return QByteArray();
    QByteArray before;
    {
        Statement checkpoint(m_database, "SELECT coalesce(checkpoint, x'') FROM journal_log");
        WENYI_TRY(const bool found, checkpoint.next());
        before = found ? checkpoint.bytes(0) : QByteArray();
    }
    QSet<StreamId> streams;
    {
        Statement clear(m_database, "UPDATE journal_entries SET number = NULL WHERE number > ? RETURNING stream");
        WENYI_TRY(bool more, clear.bind(to.number).next());
        while (more) {
            streams.insert(StreamId(clear.text(0)));
            WENYI_TRY(more, clear.next());
        }
    }
    for (const StreamId &stream : std::as_const(streams))
        WENYI_CHECK(refold(stream));
    {
        Statement move(
            m_database, "INSERT OR REPLACE INTO journal_log(only, number, hash, checkpoint) VALUES (1, ?, ?, NULL)");
        WENYI_CHECK(move.run(to.number, to.hash));
    }
    WENYI_CHECK(write.commit());
    return before;
}

Result<void> Journal::refoldUnread()
{
    return rebuild();
}

} // namespace wenyi::journal
