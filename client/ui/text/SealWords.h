// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"

#include <QString>

namespace wenyi::ui {

/// 签章格式, 签名值 …
QString stepWords(seal::SealStep step);

/// ✔ holds, ▲ not checked …: shape and words, never colour alone.
QString outcomeWords(seal::StepOutcome outcome);

/// 存疑: why a page does not show what the file holds.
QString doubtWords(const ofd::ShownDoubt &doubt);

/// What is said of a seal, or of all seals of a document.
QString conclusionWords(core::SealingConclusion conclusion);

} // namespace wenyi::ui
