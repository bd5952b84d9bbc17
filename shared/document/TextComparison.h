// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/SequenceAlignment.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi::document {

enum class RunChange { Same, Deleted, Inserted };

/// A stretch of a compared text.
struct TextRun
{
    RunChange change = RunChange::Same;
    QString text; ///< Never empty.
    friend bool operator==(const TextRun &, const TextRun &) = default;
};

/// What became of a text: sentence by sentence, then by words and characters, which are grouped so that a person can
/// read it: no single character that both happen to have stands between changes. A deletion comes before the insertion
/// that takes its place.
QList<TextRun> compareTexts(const QString &before, const QString &after, AlignmentBudget &budget);

/// The text before the changes.
QString textBefore(const QList<TextRun> &runs);
/// The text after them.
QString textAfter(const QList<TextRun> &runs);
bool hasChanges(const QList<TextRun> &runs);

} // namespace wenyi::document
