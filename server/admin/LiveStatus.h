// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"

#include <QJsonObject>

namespace wenyi::server {

/// What the process that runs on the folder says of itself, as "running" and, where it runs with health pages, its
/// figures as "live"; beside what status() reads from the folder.
QJsonObject runningStatus(const ServerFolder &folder);

} // namespace wenyi::server
