// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Synchronizer.h"
#include "client/core/profile/Workspace.h"

#include <QJsonObject>

namespace wenyi::cli {

/// The forms that several commands share in their `--json`. Names and words in them are stable.

/// UTC to the millisecond: 2026-11-21T08:09:41.000Z.
QString timeText(Instant at);
/// code, reason, detail and sentence.
QJsonObject toJson(const Error &error);
/// What one synchronisation did, with each refusal.
QJsonObject toJson(const core::SyncReport &report);
/// code and name of a unit; the code alone where the directory does not know it.
QJsonObject unitJson(const core::Workspace &workspace, const UnitCode &unit);
/// A seal of the directory or the register: whose it is, its state, and of one that is withdrawn since when and why.
QJsonObject registeredSealJson(const directory::RegisteredSeal &seal);
/// A unit's name, else its code.
QString unitName(const core::Workspace &workspace, const UnitCode &unit);
/// "new" or "known".
QString noveltyName(core::Novelty novelty);
/// "server" or "bundle".
QString channelName(core::Channel channel);

} // namespace wenyi::cli
