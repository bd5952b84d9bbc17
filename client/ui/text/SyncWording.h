// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncWorker.h"

namespace wenyi::ui {

/// How the desktop stands to its server, with a shape: ● 在线 · 上次同步 …, ○ 离线（已存 3 件待发）, ▲ 需要处理.
QString statusWords(const core::SyncStatus &status, Instant now);

/// ↻ 正在同步 2/6：日志条目; nothing runs: as statusWords().
QString progressWords(const core::SyncStatus &status, Instant now);

/// A line of the synchronisation log in words.
struct SyncLine
{
    QString what;
    QString result;
    QString cause;    ///< Of a failure.
    QString nextStep; ///< What a person can do about a failure.
};
SyncLine wordsOf(const core::SyncEvent &event);

/// The line for a system administrator: time, what, id, code and reason; no title and no name.
QString detailsOf(const core::SyncEvent &event);

} // namespace wenyi::ui
