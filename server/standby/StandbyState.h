// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"

#include <QJsonObject>

namespace wenyi::server {

/// What a standby says of itself: standby-state.json in its folder, written anew when something changes and each ten
/// seconds.
struct StandbyState
{
    QByteArray state;          ///< "following", "unreachable" or "ended".
    QByteArray reason;         ///< Why it does not follow, or could not take over; empty where all is well.
    quint64 number = 0;        ///< Sets of changes that it has.
    quint64 primaryNumber = 0; ///< That its primary had when it was last heard.
    Instant at;

    Result<void> write(const QString &folder) const;
    /// For `wenyi-server status`; empty where the folder is no standby's or it never ran.
    static QJsonObject read(const QString &folder);
    static void remove(const QString &folder);
};

} // namespace wenyi::server
