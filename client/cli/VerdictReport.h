// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/sealing/SealedDocumentVerdict.h"

#include <QJsonArray>

namespace wenyi::cli {

/// The steps in words, one a line; a step that was not taken is not among them.
void printSteps(const seal::SealVerdict &verdict, const Output &output);
QJsonArray stepsJson(const seal::SealVerdict &verdict);

/// Every signature with its steps, their reasons and the files that are not as they were.
void printVerdict(const core::SealedDocumentVerdict &verdict, const Output &output);
QJsonObject verdictJson(const core::SealedDocumentVerdict &verdict);

/// What was judged by, for a person, with what was not asked.
QString basisSentence(core::TrustBasis basis);

} // namespace wenyi::cli
