// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QString>

namespace wenyi::server {

/// standby.json in a server's folder: it is a standby's, and whom it follows. Taking over removes it.
struct StandbyMark
{
    QByteArray primary; ///< For example tcp://10.1.2.3:7301.

    static bool isIn(const QString &folder);
    Result<void> write(const QString &folder) const;
    /// Fails with NotFound "standby.none", Corrupt "standby.mark".
    static Result<StandbyMark> read(const QString &folder);
    /// Fails with StorageFailure "standby.mark".
    static Result<void> remove(const QString &folder);
};

/// Whether a server may run on the folder. Fails with NotAllowed "server.standby", "server.superseded".
Result<void> checkServes(const QString &folder);
/// Keeps the signed word that another server took this one's place.
Result<void> writeSuperseded(const QString &folder, const QByteArray &term);

} // namespace wenyi::server
