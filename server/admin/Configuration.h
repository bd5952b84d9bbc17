// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QString>

namespace wenyi::server {

/// What an administrator decides about a server: server.toml in its folder. It holds no secret.
struct Configuration
{
    QByteArray endpoint; ///< For example tcp://*:7301.
    /// Bytes of blobs that one unit may have stored.
    qint64 unitQuota = 20'480 * limits::MiB;
    /// Free space of the disk under which nothing new is taken, in bytes.
    qint64 diskReserve = 512 * limits::MiB;
    /// Time stamps that one desktop is given in a minute, where the server has a key for them; 0: none at all.
    int timeStampsPerMinute = 60;

    /// Fails with NotFound "configuration.missing", InvalidInput "configuration.syntax", "configuration.unknown-key",
    /// "configuration.value"; the detail names the line or key.
    static Result<Configuration> read(const QString &path);
    static Result<Configuration> parse(const QByteArray &toml);
    QByteArray toToml() const;

    friend bool operator==(const Configuration &, const Configuration &) = default;
};

} // namespace wenyi::server
