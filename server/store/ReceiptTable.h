// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/journal/Database.h"
#include "shared/protocol/Messages.h"

namespace wenyi::server {

/// Receipts that wait for the senders of envelopes, numbered without gaps for each unit; the only owner of the table.
class ReceiptTable
{
public:
    explicit ReceiptTable(journal::Database &database);

    /// Gives the receipt its number in the unit's row; a receipt that is there already keeps its number.
    Result<quint64> add(const UnitCode &unit, const QByteArray &receipt);
    Result<bool> has(const UnitCode &unit, const QByteArray &receipt);
    Result<QList<protocol::Numbered>> after(const UnitCode &unit, quint64 number, quint64 limit);
    /// The newest number; 0 for none.
    Result<quint64> last(const UnitCode &unit);
    /// Whether every unit's numbers run without gaps. Fails with Corrupt "receipt.gap".
    Result<quint64> verify();

private:
    journal::Database *m_database;
};

} // namespace wenyi::server
