// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace wenyi::tests {

/// The server as a process of its own, which can be killed.
class ChildServer
{
public:
    explicit ChildServer(const QString &dir)
        : m_dir(dir)
    {
        start();
    }
    ~ChildServer() { kill(); }

    void start()
    {
        m_process.start(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"),
            {QStringLiteral("run"), QStringLiteral("--dir"), m_dir});
        const bool spoke = m_process.waitForReadyRead(20'000);
        const QByteArray line = spoke ? m_process.readLine().trimmed() : QByteArray();
        m_endpoint = line.mid(line.lastIndexOf(' ') + 1);
    }
    void kill()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished(10'000);
    }
    const QByteArray &endpoint() const { return m_endpoint; }
    QProcess &process() { return m_process; }

private:
    QString m_dir;
    QProcess m_process;
    QByteArray m_endpoint;
};

} // namespace wenyi::tests
