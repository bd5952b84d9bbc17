// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/ActVerdict.h"

#include <QString>

namespace wenyi::ui {

/// ✔ time proven, ✔ time claimed, ▲ doubtful …: shape and words, never colour alone.
QString actMark(core::ActConclusion conclusion);

/// What a person's signature on an act is worth, in one sentence: 签名有效，时间戳证明不晚于 11月30日 周一 10:49 已签；
/// 证书此后于 … 到期.
QString actSentence(const core::ActVerdict &verdict, Instant now);

} // namespace wenyi::ui
