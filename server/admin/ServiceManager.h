// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace wenyi::server {

/// systemd's end of the line (sd_notify(3)): told when the server is ready, lives and stops. Where it was not started
/// by systemd nothing is told.
class ServiceManager
{
public:
    explicit ServiceManager(QByteArray socketPath = qgetenv("NOTIFY_SOCKET"),
        const QByteArray &watchdogMicroseconds = qgetenv("WATCHDOG_USEC"));

    void tellReady(const QByteArray &status) const;
    void tellStopping() const;
    void tellAlive() const;
    /// How often tellAlive() is to be called; a second where nobody waits for it.
    std::chrono::milliseconds beat() const { return m_beat; }

private:
    void tell(const QByteArray &state) const;

    QByteArray m_socketPath;
    std::chrono::milliseconds m_beat{1'000};
};

} // namespace wenyi::server
