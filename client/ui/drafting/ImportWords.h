// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"

#include <QString>

namespace wenyi::ui {

/// With a shape of its own: ✔ 识别, ▲ 推测, ■ 未采用.
QString certaintyWord(document::Certainty certainty);

/// What an element is called: 主送机关.
QString elementTitle(document::DocumentElement element);

/// Why something was guessed or left; empty for what is certain, and for a reason that has no text.
QString findingSentence(const document::ImportFinding &finding);

/// How many of each: 识别 12 处，推测 3 处，未采用 1 处.
QString findingCounts(const QList<document::ImportFinding> &findings);

} // namespace wenyi::ui
