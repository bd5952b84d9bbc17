// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncWorker.h"
#include "client/core/exchange/Unsent.h"

namespace wenyi::ui {

/// How the desktop stands to its server, with a shape: ● 在线 · 上次同步 …, ○ 离线（已存 3 件待发）, ▲ 需要处理.
QString statusWords(const core::SyncStatus &status, Instant now);

/// ↻ 正在同步 4/6：封发公文 2 · 已传 1.2 MB，剩 8.8 MB，2.1 MB/s; nothing runs: as statusWords().
QString progressWords(const core::SyncStatus &status, Instant now);

/// Why something has not gone yet, and when it is tried again: 等待网络, 已暂停 …
QString waitingWords(core::UnsentKind kind, const core::SyncStatus &status);
QString attemptWords(core::UnsentKind kind, const core::SyncStatus &status, Instant now);
QString kindWords(core::UnsentKind kind);
QString sizeWords(quint64 bytes);

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
