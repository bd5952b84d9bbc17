// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QProcess>
#include <QString>

namespace wenyi::cli {

/// The server of a folder as a process of its own, which is stopped with this object.
class ServerChild
{
public:
    /// What it logs goes into that file.
    ServerChild(QString folder, QString log);
    ~ServerChild();
    ServerChild(const ServerChild &) = delete;
    ServerChild &operator=(const ServerChild &) = delete;

    /// Of this program's installation or build tree.
    static QString program();

    /// Waits until it listens. Fails with Unavailable "demo.server".
    Result<void> start();
    void stop();
    /// Ends it as a crash would.
    void kill();
    /// Of the process that runs; 0 for none.
    qint64 processId() const { return m_process.processId(); }
    const QString &folder() const { return m_folder; }

private:
    QString m_folder;
    QString m_log;
    QProcess m_process;
};

} // namespace wenyi::cli
