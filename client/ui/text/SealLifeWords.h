// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/SealHistory.h"

#include <QString>

namespace wenyi::ui {

/// Whether a seal may be used now, as a list shows it.
enum class SealStanding { InUse, Suspended, Revoked, Ended };

/// What the register says of it, and of one that is in use whether its period has ended.
SealStanding standingOf(const directory::RegisteredSeal &seal, const std::optional<Instant> &validTo, Instant now);
/// ● in use, ▲ suspended, ■ revoked, ◆ ended: shape and word, never colour alone.
QString standingWords(SealStanding standing);
/// 单位印章, 个人名章.
QString sealKindWords(directory::SealKind kind);
/// 备案发放, 停用 …
QString eventWords(core::SealEventKind kind);

} // namespace wenyi::ui
