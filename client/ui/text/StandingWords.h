// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordStanding.h"

#include <QString>

namespace wenyi::ui {

/// Where a record is, in one sentence: 现在：会签（3人中已签1人：顾晓岚，待：沈国栋、许静），时限 12月5日 周六 17:00.
QString standingSentence(const core::RecordStanding &standing, Instant now);

/// The open step whose time is nearest to its end, if any has a deadline.
const core::StandingStep *mostUrgent(const core::RecordStanding &standing);

/// What an act is called on a menu, with its key: 退回到(R).
QString furtherActName(modules::ActionKind kind);

/// The same without its key, for titles and histories; empty for acts that end a step.
QString furtherActWord(modules::ActionKind kind);

/// What will become of the record by the act, in one sentence for its dialog.
QString furtherActSentence(modules::ActionKind kind);

/// That something came before an act of the person, which therefore took no effect, and what.
QString overtakenSentence(const core::RefusedEvent &refused, Instant now);

} // namespace wenyi::ui
