// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/AnswerTable.h"
#include "server/store/BlobTable.h"
#include "server/store/EnvelopeTable.h"
#include "server/store/NumberTable.h"
#include "server/store/ReceiptTable.h"
#include "server/store/SegmentLog.h"
#include "server/store/TimeStampTable.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/journal/AuditLog.h"
#include "shared/journal/UnitLog.h"

#include <memory>

namespace wenyi::server {

/// What a server keeps: the segment log, which is the truth, and one SQLite database, its index (decision 34). Neither
/// has a key: all content is encrypted for its readers. Used by one thread.
class Store
{
public:
    /// Makes the store if there is none, and brings the database up to the log. One process at a time: a server, or
    /// what runs in its place. Fails with the reasons of Database::open(), migrate() and SegmentLog::recover().
    static Result<std::unique_ptr<Store>> open(const QString &folder, const Clock &clock);
    /// The store beside the server that works on it: what was committed until now, to be read alone. Fails with the
    /// reasons of Database::open(), NotFound "store.none", Unsupported "store.older", "store.newer".
    static Result<std::unique_ptr<Store>> openBeside(const QString &folder, const Clock &clock);

    journal::Database &database() { return *m_database; }
    journal::UnitLog &unitLog() { return m_unitLog; }
    journal::AuditLog &audit() { return m_audit; }
    EnvelopeTable &envelopes() { return m_envelopes; }
    ReceiptTable &receipts() { return m_receipts; }
    AnswerTable &answers() { return m_answers; }
    NumberTable &numbers() { return m_numbers; }
    BlobTable &blobs() { return m_blobs; }
    SegmentLog &segments() { return *m_segments; }
    TimeStampTable &timeStamps() { return m_timeStamps; }

    /// Free space of the disk, in bytes.
    qint64 freeSpace() const;
    /// Of the log and the database, in bytes.
    qint64 sizeOnDisk() const;

private:
    struct Parts
    {
        QString folder;
        std::unique_ptr<crypto::SystemRandom> random;
        std::unique_ptr<SegmentLog> segments;
        std::unique_ptr<journal::Database> database;
    };

    Store(Parts parts, journal::UnitLog unitLog, journal::AuditLog audit, AnswerTable answers);
    static Result<Parts> openParts(const QString &folder);
    static Result<std::unique_ptr<Store>> opened(Parts parts, const Clock &clock);

    QString m_folder;
    std::unique_ptr<crypto::SystemRandom> m_random; ///< Of the segments' marks.
    std::unique_ptr<SegmentLog> m_segments;
    std::unique_ptr<journal::Database> m_database;
    journal::UnitLog m_unitLog;
    journal::AuditLog m_audit;
    EnvelopeTable m_envelopes;
    ReceiptTable m_receipts;
    AnswerTable m_answers;
    NumberTable m_numbers;
    BlobTable m_blobs;
    TimeStampTable m_timeStamps;
};

} // namespace wenyi::server
