// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/Store.h"

#include <QProcess>
#include <QTemporaryDir>

namespace wenyi::tests {

/// A PostgreSQL of the test's own, on a socket in a temporary folder; as safe as one in an office: it syncs.
class TestPostgres
{
public:
    /// Whether the server was built with it.
    static bool isBuiltIn();
    /// Makes and starts it; where that does not go, fault() says why.
    TestPostgres();
    ~TestPostgres();
    TestPostgres(const TestPostgres &) = delete;
    TestPostgres &operator=(const TestPostgres &) = delete;

    /// Empty where it runs.
    const QString &fault() const { return m_fault; }
    /// Settings for an empty store.
    QByteArray newStore();
    /// Ends it as a power cut would.
    void kill();
    /// Starts it, again too; waits until it answers.
    void start();

private:
    void make();
    QByteArray settings(const QByteArray &schema) const;

    QTemporaryDir m_dir;
    QProcess m_process;
    QString m_fault;
    int m_stores = 0;
};

/// Where a test has its store: in a folder, or in a PostgreSQL.
class StorePlace
{
public:
    /// No settings: SQLite in the folder.
    explicit StorePlace(QByteArray settings)
        : m_settings(std::move(settings))
    {
    }
    bool isShared() const { return !m_settings.isEmpty(); }
    QString path(const QString &name) const { return m_dir.filePath(name); }
    const QByteArray &settings() const { return m_settings; }
    Result<std::unique_ptr<server::Store>> open(const Clock &clock) const
    {
        return isShared() ? server::Store::openShared(m_dir.path(), m_settings, clock, server::PostgresAccess::Write)
                          : server::Store::open(m_dir.path(), clock);
    }

private:
    QTemporaryDir m_dir;
    QByteArray m_settings;
};

} // namespace wenyi::tests
