// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/TimeStampTable.h"

namespace wenyi::server {

using journal::Statement;

Result<void> TimeStampTable::add(const crypto::TimeStampToken &token, const DesktopId &desktop)
{
    Statement insert(*m_database, "INSERT INTO time_stamps(serial, at, desktop, imprint) VALUES (?, ?, ?, ?)");
    return insert.run(token.serialNumber(), toMilliseconds(token.time()), desktop.toString(), token.imprint().digest);
}

Result<bool> TimeStampTable::has(const QByteArray &serialNumber) const
{
    Statement select(*m_database, "SELECT 1 FROM time_stamps WHERE serial = ?");
    return select.bind(serialNumber).next();
}

Result<quint64> TimeStampTable::count() const
{
    Statement select(*m_database, "SELECT count(*) FROM time_stamps");
    WENYI_CHECK(select.next());
    return static_cast<quint64>(select.integer(0));
}

} // namespace wenyi::server
