// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/ApplicationService.h"

#include <QString>

namespace wenyi::ui {

/// What was found about the uses of seals, in words: what, and why where that is known.
QString useFindingWords(const core::UseFinding &finding);
/// 待审批, 已批准 …
QString applicationStateWords(core::SealApplicationState state);

} // namespace wenyi::ui
