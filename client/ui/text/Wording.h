// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordBoxes.h"
#include "shared/base/Clock.h"
#include "shared/modules/Worklist.h"

#include <QString>

#include <optional>

namespace wenyi::ui {

/// 待办, 在办 …
QString boxName(core::Box box);

/// A sentence for a list of that box with nothing in it.
QString emptySentence(core::Box box);

/// 24-hour local time with its weekday: 11月21日 周六 10:49; with the year where it is not `now`'s.
QString timeWords(Instant at, Instant now);

/// "2026-11-30 08:15", local time: where the year counts.
QString momentWords(Instant at);

/// A deadline's shape and words: ●正常, ▲临期, ■超期2天; empty without one.
QString deadlineWords(modules::DeadlineLight light, const std::optional<Instant> &due, Instant now);

/// Groups of four digits of a digest's beginning, for a person to compare.
QString shortDigest(const Digest &digest);

} // namespace wenyi::ui
