// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"

#include <QJsonObject>

namespace wenyi::server {

/// `wenyi-server run`: serves until SIGTERM or SIGINT, then ends within ten seconds; SIGHUP has the folder read anew.
/// To be called before any thread is made. Fails as Server::start().
Result<QJsonObject> runUntilTold(const ServerFolder &folder);

/// `wenyi-server standby`: follows the primary until SIGTERM or SIGINT. Fails as Follower::start(), and with why it
/// follows no more.
Result<QJsonObject> followUntilTold(const ServerFolder &folder);

} // namespace wenyi::server
