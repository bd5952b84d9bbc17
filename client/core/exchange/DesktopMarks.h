// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/BundleReader.h"
#include "shared/journal/Database.h"

namespace wenyi::core {

enum class BundleDirection { Written, Taken };

/// How far this desktop has come with the server and with other desktops. Not in the journal: each desktop has its own.
class DesktopMarks
{
public:
    explicit DesktopMarks(journal::Database &database)
        : m_database(database)
    {
    }

    /// The number of the newest receipt that was pulled from the server.
    Result<quint64> receiptCursor();
    Result<void> moveReceiptCursor(quint64 number);
    /// Keeps why something was refused; tells whether that is new.
    Result<bool> refuse(const Digest &digest, const QByteArray &reason);
    /// The newest bundle of the row with a desktop; none before the first.
    Result<std::optional<exchange::TakenBundle>> bundle(const DesktopId &desktop, BundleDirection direction);
    Result<void> keepBundle(const DesktopId &desktop, BundleDirection direction, const exchange::TakenBundle &newest);

private:
    journal::Database &m_database;
};

} // namespace wenyi::core
