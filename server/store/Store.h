// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/BlobTable.h"
#include "server/store/EnvelopeTable.h"
#include "server/store/NumberTable.h"
#include "server/store/ReceiptTable.h"
#include "server/store/TimeStampTable.h"
#include "shared/journal/AuditLog.h"
#include "shared/journal/UnitLog.h"

#include <memory>

namespace wenyi::server {

/// What a server keeps: one SQLite database without a key (all content in it is encrypted for its readers) and a folder
/// of blobs. Used by one thread.
class Store
{
public:
    /// Makes the store if there is none. Fails with the reasons of Database::open() and migrate().
    static Result<std::unique_ptr<Store>> open(const QString &folder, const Clock &clock);

    journal::Database &database() { return *m_database; }
    journal::UnitLog &unitLog() { return m_unitLog; }
    journal::AuditLog &audit() { return m_audit; }
    EnvelopeTable &envelopes() { return m_envelopes; }
    ReceiptTable &receipts() { return m_receipts; }
    NumberTable &numbers() { return m_numbers; }
    BlobTable &blobs() { return m_blobs; }
    TimeStampTable &timeStamps() { return m_timeStamps; }

    /// Free space of the disk, in bytes.
    qint64 freeSpace() const;

private:
    Store(std::unique_ptr<journal::Database> database, journal::UnitLog unitLog, journal::AuditLog audit,
        const QString &folder);

    QString m_folder;
    std::unique_ptr<journal::Database> m_database;
    journal::UnitLog m_unitLog;
    journal::AuditLog m_audit;
    EnvelopeTable m_envelopes;
    ReceiptTable m_receipts;
    NumberTable m_numbers;
    BlobTable m_blobs;
    TimeStampTable m_timeStamps;
};

} // namespace wenyi::server
