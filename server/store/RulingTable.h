// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Ruling.h"
#include "shared/journal/Database.h"
#include "shared/protocol/Messages.h"

namespace wenyi::server {

/// What the server ruled, for the units that are told of it, numbered without gaps for each; each ruling is stored
/// once. The only owner of these tables, which DirectiveTable makes.
class RulingTable
{
public:
    explicit RulingTable(journal::Database &database);

    /// Keeps a new ruling and gives it the next number of each of these units.
    Result<void> add(const exchange::Ruling &ruling, const QList<UnitCode> &told);
    /// All that were made on a directive, in their order.
    Result<QList<QByteArray>> on(const Digest &directive);
    Result<QList<protocol::Numbered>> after(const UnitCode &unit, quint64 number, quint64 limit);
    /// Whether every unit's numbers run without gaps; gives how many there are. Fails with Corrupt "ruling.gap".
    Result<quint64> verify();

private:
    journal::Database *m_database;
};

} // namespace wenyi::server
