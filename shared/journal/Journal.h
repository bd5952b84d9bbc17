// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/ContentKeyring.h"
#include "shared/journal/Database.h"
#include "shared/journal/EntryMaker.h"
#include "shared/journal/Projection.h"
#include "shared/journal/UnitLog.h"

#include <QSet>

#include <functional>

namespace wenyi::journal {

/// Tells progress in entries and may say stop: called with done and total, answers whether to go on.
using Progress = std::function<bool(quint64 done, quint64 total)>;

/// The key of another desktop, from the directory; fails when it is unknown.
using DesktopKeys = std::function<Result<crypto::PublicKey>(const DesktopId &)>;

/// A stream with own entries that the server has not accepted.
struct UnsentStream
{
    StreamId stream;
    Instant since; ///< When the first of them was written.
};

/// Where a journal has its desktop's own entries from.
enum class OwnEntries {
    AreHere,    ///< Each was written here: one in the log that is not here is somebody else's.
    ComeFromLog ///< The store began anew in a damaged one's place: nothing is written until resume().
};

/// How far a desktop's own chain reaches.
struct OwnChain
{
    quint64 newest = 0;       ///< The sequence of the newest entry; 0 before the first.
    quint64 acknowledged = 0; ///< Of the newest that the unit's log has.
};

/// 日志: a desktop's journal. Own entries are durable when append() returned; entries of others come in server order.
///
/// A stream is folded in server order with own unsent entries on top. Owns its tables and runs the projections.
class Journal
{
public:
    struct Settings
    {
        DesktopId desktop;
        ContentKeyring *keyring = nullptr;
        const Clock *clock = nullptr; ///< While append() runs another thread may ask these two, and no other.
        RandomSource *random = nullptr;
        QList<Projection *> projections; ///< Not owned; they outlive the journal.
        QString backupPath;              ///< Where a copy goes before an upgrade.
        OwnEntries own = OwnEntries::AreHere;
    };

    /// Brings the tables up to date and rebuilds projections whose version changed.
    static Result<std::unique_ptr<Journal>> open(Database &database, Settings settings);

    /// Appends entries of one actor in one transaction, in order. Gives their ids. Many are made by another thread
    /// while this one stores those before them. Fails with Unavailable "journal.recovering" before resume(), and as
    /// Database::checkWritable() does.
    Result<QList<Digest>> append(const MemberId &actor, const QList<NewEntry> &entries);

    /// Own entries that the server has not accepted, oldest first, under a fresh signed head; none if there are none.
    Result<std::optional<EntryRun>> unsentRun(qsizetype maximumBytes, crypto::Signer &desktopSigner);
    Result<quint64> unsentCount();
    /// The streams that those stand in.
    Result<QSet<StreamId>> unsentStreams();
    Result<QList<UnsentStream>> unsentSince();

    /// How far the unit's log is known here.
    Result<LogPosition> logHead();
    /// Where the log stood at an earlier number, by the entries that are here. Fails with NotFound
    /// "journal.log-number".
    Result<LogPosition> positionAt(quint64 number);
    /// What an entry of the log says of its time; nothing for a number that is not here.
    Result<std::optional<Instant>> timeAt(quint64 number);
    /// What this desktop's entries since then name; one of several entries may come again.
    Result<QList<BlobReference>> ownBlobsSince(Instant since);
    /// The server's log goes on from an earlier place: it was restored. What stood behind it stays here and has no
    /// number any more, until the log has it again; own entries are unsent. Gives the checkpoint that held before, if
    /// there was one. Nothing is changed where the place is the head.
    Result<QByteArray> setBack(const LogPosition &to);
    /// Entries of other desktops that are here and not in the log: their authors have not sent them anew.
    Result<quint64> heldCount();
    /// Takes the next runs of the unit's log, own ones included: each desktop's chain, each head's signature and the
    /// checkpoint over the last position are verified before anything is taken, in one transaction.
    /// Fails as verifyRun() does and with NotTrusted "journal.log-gap", "journal.checkpoint-position",
    /// "journal.checkpoint-signature", "journal.own-altered".
    Result<QSet<StreamId>> acceptRuns(const QList<LogRun> &runs, const Checkpoint &checkpoint,
        const crypto::PublicKey &serverKey, const DesktopKeys &keys);

    Result<OwnChain> ownChain();
    /// Ends OwnEntries::ComeFromLog once the log is here to its end. Of the own entries that were salvaged, in the
    /// order of their sequence, those that go on from the chain as the log has it are kept as they are, unsent; gives
    /// how many. New entries follow them, so that no sequence number stands for two. `reaches`: up to where entries
    /// were given away; where the chain does not come so far it cannot go on, and nothing is changed: Corrupt
    /// "journal.chain-lost" (`detail`: how far it comes).
    Result<qsizetype> resume(const QList<QByteArray> &salvaged, quint64 reaches);
    /// The content that own entries of the log name, with the entries' kinds.
    struct OwnContent
    {
        QString kind;
        BlobReference blob;
    };
    Result<QList<OwnContent>> ownContent();
    /// Whether this own entry is here, in the log or unsent; under its number another one may stand.
    Result<bool> hasOwn(quint64 sequence, const Digest &id);
    /// What can still be read in a damaged store of a desktop's newest own entries, and of those that its log had not:
    /// in the order of their sequence, for resume(). What lies on damaged pages is not among them.
    static QList<QByteArray> salvage(Database &damaged, const DesktopId &desktop);

    /// A stream's entries in its order, with their payloads where the keyring opens them.
    struct StreamEntry
    {
        StoredEntry stored;
        std::optional<quint64> number;
        std::optional<QByteArray> payload;
    };
    Result<QList<StreamEntry>> stream(const StreamId &stream);
    Result<bool> hasStream(const StreamId &stream);

    /// Drops every projection and applies all entries again. Fails with Cancelled "journal.rebuild-cancelled" and then
    /// leaves everything as it was.
    Result<void> rebuild(const Progress &progress = {});
    /// Applies everything anew after keys were added, so that what could not be read before now shows.
    Result<void> refoldUnread();

    /// Walks everything: ids, chains, signed heads, log positions. Gives the number of entries.
    Result<quint64> verify(const DesktopKeys &keys);

    Database &database() { return m_database; }

private:
    class Write;
    Journal(Database &database, Settings settings);
    Result<void> prepareProjections();
    Result<void> loadClock();
    Result<ChainPosition> chain(const DesktopId &desktop);
    Result<void> moveChain(
        const DesktopId &desktop, const ChainPosition &position, const std::optional<QByteArray> &head);
    Result<void> insert(const StoredEntry &entry, std::optional<quint64> number);
    Result<void> project(const StoredEntry &entry, std::optional<quint64> number, std::optional<QByteArray> payload);
    Result<void> refold(const StreamId &stream);
    Result<void> takeRun(const LogRun &logRun, LogPosition &at, const DesktopKeys &keys, QSet<StreamId> &changed,
        QSet<StreamId> &disturbed);
    Result<void> takeOwnRun(const LogRun &logRun, LogPosition &at, QSet<StreamId> &changed, QSet<StreamId> &disturbed);
    Result<void> takeHeld(const DesktopId &desktop, const ChainPosition &known, EntryRun &run, LogPosition &at,
        QSet<StreamId> &disturbed);
    Result<bool> hasUnsent(const StreamId &stream);
    Result<void> replayAll(const Progress &progress);
    Result<void> verifyChains(const DesktopKeys &keys);
    Result<void> verifyLog();
    std::optional<QByteArray> readable(const Entry &entry) const;

    Database &m_database;
    Settings m_settings;
    HybridClock m_clock;
};

} // namespace wenyi::journal
