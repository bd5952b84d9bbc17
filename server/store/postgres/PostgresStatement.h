// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/postgres/PostgresDriver.h"

/// Internal to server/store/postgres.
namespace wenyi::server {

/// Runs when the first row is asked for, and has all rows then.
class PostgresStatement final : public journal::DriverStatement
{
public:
    PostgresStatement(PostgresDriver &driver, const char *sql)
        : m_driver(driver)
        , m_sql(sql)
    {
    }

    void rewind() override;
    void bind(journal::BoundValue value) override { m_values.append(std::move(value)); }
    Result<bool> next() override;
    qint64 integer(int column) const override;
    QByteArray bytes(int column) const override;
    QString text(int column) const override;
    bool isNull(int column) const override;

private:
    PostgresDriver &m_driver;
    const char *m_sql;
    QList<journal::BoundValue> m_values;
    PostgresResult m_result;
    int m_row = -1;
};

} // namespace wenyi::server
