// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/StrongId.h"
#include "shared/crypto/TimeStampToken.h"
#include "shared/journal/Database.h"

namespace wenyi::server {

/// 时间戳登记: every time stamp that was given out, so that one which the key made elsewhere is told from the server's
/// own; the only owner of this table.
class TimeStampTable
{
public:
    explicit TimeStampTable(journal::Database &database)
        : m_database(&database)
    {
    }

    /// Fails where one of this serial number was given before.
    Result<void> add(const crypto::TimeStampToken &token, const DesktopId &desktop);
    Result<bool> has(const QByteArray &serialNumber) const;
    Result<quint64> count() const;

private:
    journal::Database *m_database;
};

} // namespace wenyi::server
