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
/// The same of a whole document, by what closes it: 印章有效, 签发人签名章有效.
QString conclusionWords(const core::SealedDocumentVerdict &verdict);
/// Whose a personal seal is, for the steps of its check.
QString stampOwnerWords(const core::SealFinding &finding);

} // namespace wenyi::ui
