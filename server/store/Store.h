// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/AnswerTable.h"
#include "server/store/AsideTable.h"
#include "server/store/BlobTable.h"
#include "server/store/DirectiveTable.h"
#include "server/store/EnvelopeTable.h"
#include "server/store/ExpiryTable.h"
#include "server/store/ForwardTable.h"
#include "server/store/NumberTable.h"
#include "server/store/Postgres.h"
#include "server/store/ReadingClaim.h"
#include "server/store/ReceiptTable.h"
#include "server/store/RulingTable.h"
#include "server/store/SegmentLog.h"
#include "server/store/StoreNews.h"
#include "server/store/TermTable.h"
#include "server/store/TimeStampTable.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/journal/AuditLog.h"
#include "shared/journal/UnitLog.h"

#include <memory>

namespace wenyi::server {

/// What a server keeps: the segment log, which is the truth, and one SQLite database, its index (decision 34); or one
/// PostgreSQL database, which several processes may share (decision 37). None has a key: all content is encrypted for
/// its readers. Used by one thread.
class Store
{
public:
    /// Makes the store if there is none, and brings the database up to the log. One process at a time: a server, or
    /// what runs in its place. Fails with the reasons of Database::open(), migrate() and SegmentLog::recover().
    static Result<std::unique_ptr<Store>> open(
        const QString &folder, const Clock &clock, qint64 segmentSize = SegmentLog::UsualSegmentSize);
    /// The store beside the server that works on it: what was committed until now, to be read alone; as long as it is
    /// open no segment is removed. Fails with the reasons of Database::open(), NotFound "store.none", Unsupported
    /// "store.older", "store.newer".
    static Result<std::unique_ptr<Store>> openBeside(const QString &folder, const Clock &clock);

    /// A store in PostgreSQL, by libpq's settings; made if there is none and brought up to date, or to be read alone.
    /// The folder is where the process has its own things. Several processes at a time. Fails with the reasons of
    /// connectPostgres(), NotTrusted "store.foreign" where the schema is somebody else's, and where it is only read
    /// with NotFound "store.none", Unsupported "store.older", "store.newer".
    static Result<std::unique_ptr<Store>> openShared(
        const QString &folder, const QByteArray &settings, const Clock &clock, PostgresAccess access);

    /// Log and database without their tables: what a standby has.
    struct Parts
    {
        QString folder;
        std::unique_ptr<crypto::SystemRandom> random;
        std::unique_ptr<SegmentLog> segments;
        std::unique_ptr<journal::Database> database;
        std::unique_ptr<PieceStore> ownPieces = {}; ///< None where they lie in the segments.
        std::optional<ReadingClaim> claim = {};     ///< Of a store that is read beside its server.
    };
    /// The store as the copy of another server's, brought up to its log and ready to receive more of that. Nothing of
    /// its own is written, no upgrade either. Fails as open() does.
    static Result<Parts> openCopy(const QString &folder);

    journal::Database &database() { return *m_database; }
    journal::UnitLog &unitLog() { return m_unitLog; }
    journal::AuditLog &audit() { return m_audit; }
    EnvelopeTable &envelopes() { return m_envelopes; }
    ReceiptTable &receipts() { return m_receipts; }
    AnswerTable &answers() { return m_answers; }
    DirectiveTable &directives() { return m_directives; }
    RulingTable &rulings() { return m_rulings; }
    ForwardTable &forwards() { return m_forwards; }
    NumberTable &numbers() { return m_numbers; }
    BlobTable &blobs() { return m_blobs; }
    AsideTable &aside() { return m_aside; }
    /// Null where PostgreSQL is the truth.
    SegmentLog *segments() { return m_segments.get(); }
    /// Sets of changes that are in the log; 0 where PostgreSQL is the truth.
    quint64 keptSets() const { return m_segments ? m_segments->kept().number : 0; }
    PieceStore &pieces() { return *m_pieces; }
    bool isShared() const { return m_pieces->isShared(); }
    TimeStampTable &timeStamps() { return m_timeStamps; }
    TermTable &terms() { return m_terms; }
    ExpiryTable &expiry() { return m_expiry; }

    const QString &folder() const { return m_folder; }

    /// Tells the other processes on the store, with the commit of the transaction that is open, of which units
    /// something changed. Where there are none it does nothing.
    Result<void> tellOthers(const QSet<UnitCode> &units);
    /// Understands what they told.
    const StoreNews &news() const { return m_news; }
    /// Whether the database answers; a store in files always does.
    bool isReachable();

    /// Free space of the disk that the folder is on, in bytes.
    qint64 freeSpace() const;
    /// Of the log and the database, in bytes.
    qint64 sizeOnDisk();

private:
    Store(Parts parts, journal::UnitLog unitLog, journal::AuditLog audit, AnswerTable answers, TermTable terms,
        DirectiveTable directives, ExpiryTable expiry, ForwardTable forwards, AsideTable aside);
    static Result<Parts> openParts(const QString &folder, qint64 segmentSize);
    static Result<void> checkCurrent(journal::Database &database);
    /// Where the database stands in the log, made anew from the base where the log goes on from that one only.
    static Result<journal::LogPlace> reachBase(Parts &parts);
    static Result<std::unique_ptr<Store>> opened(Parts parts, const Clock &clock);

    QString m_folder;
    std::unique_ptr<crypto::SystemRandom> m_random; ///< Of the segments' marks.
    StoreNews m_news;
    std::unique_ptr<SegmentLog> m_segments;
    std::unique_ptr<journal::Database> m_database;
    std::unique_ptr<PieceStore> m_ownPieces;
    PieceStore *m_pieces; ///< Those, or the segments.
    journal::UnitLog m_unitLog;
    journal::AuditLog m_audit;
    EnvelopeTable m_envelopes;
    ReceiptTable m_receipts;
    AnswerTable m_answers;
    DirectiveTable m_directives;
    RulingTable m_rulings;
    ForwardTable m_forwards;
    NumberTable m_numbers;
    BlobTable m_blobs;
    AsideTable m_aside;
    TimeStampTable m_timeStamps;
    TermTable m_terms;
    ExpiryTable m_expiry;
    std::optional<ReadingClaim> m_claim; ///< Of a store that is read beside its server.
};

} // namespace wenyi::server
