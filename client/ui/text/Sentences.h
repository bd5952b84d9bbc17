// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"
#include "shared/document/FormatRules.h"

namespace wenyi::ui {

/// What happened and what to do about it, in the interface's language: the text for the error's reason, else that for
/// the reason's layer, else that for its code. Never empty.
QString sentenceFor(const Error &error);

/// Whether the reason itself, and not only its layer or code, has a text.
bool hasOwnSentence(const QByteArray &reason);

/// What is wrong with a document, by the rule that it breaks; the rule's own English hint where there is no text.
QString sentenceForRule(const document::FormatFault &fault);

} // namespace wenyi::ui
