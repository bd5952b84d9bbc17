// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PostgresStatement.h"

#include <QtEndian>

namespace wenyi::server {

void PostgresStatement::rewind()
{
    m_values.clear();
    m_result.reset();
    m_row = -1;
}

Result<bool> PostgresStatement::next()
{
    if (!m_result) {
        WENYI_TRY(m_result, m_driver.run(m_sql, m_values));
    }
    if (m_row + 1 >= PQntuples(m_result.get()))
        return false;
    ++m_row;
    return true;
}

qint64 PostgresStatement::integer(int column) const
{
    if (isNull(column))
        return 0;
    const char *value = PQgetvalue(m_result.get(), m_row, column);
    switch (PQgetlength(m_result.get(), m_row, column)) {
    case 8:
        return qFromBigEndian<qint64>(value);
    case 4:
        return qFromBigEndian<qint32>(value);
    case 2:
        return qFromBigEndian<qint16>(value);
    default:
        return static_cast<unsigned char>(*value);
    }
}

QByteArray PostgresStatement::bytes(int column) const
{
    if (isNull(column))
        return {};
    return {PQgetvalue(m_result.get(), m_row, column), PQgetlength(m_result.get(), m_row, column)};
}

QString PostgresStatement::text(int column) const
{
    return QString::fromUtf8(bytes(column));
}

bool PostgresStatement::isNull(int column) const
{
    return !m_result || PQgetisnull(m_result.get(), m_row, column) != 0;
}

} // namespace wenyi::server
