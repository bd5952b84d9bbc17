// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/sealing/SealedDocumentVerdict.h"

#include <QJsonArray>

namespace wenyi::cli {

/// The steps in words, one a line, and a withdrawal that they speak of; a step that was not taken is not among them.
void printSteps(const seal::SealVerdict &verdict, const Output &output);
QJsonArray stepsJson(const seal::SealVerdict &verdict);

/// Of a seal that is, was or will be withdrawn: state, since, until, reason and words; null for any other.
QJsonValue withdrawalJson(const seal::SealVerdict &verdict);

/// Every signature with its steps, their reasons and the files that are not as they were.
void printVerdict(const core::SealedDocumentVerdict &verdict, const Output &output);
QJsonObject verdictJson(const core::SealedDocumentVerdict &verdict);

/// What was judged by, for a person, with what was not asked.
QString basisSentence(core::TrustBasis basis);

} // namespace wenyi::cli
