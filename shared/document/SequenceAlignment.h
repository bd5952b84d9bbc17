// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace wenyi::document {

/// Indexes of what stands for each other in two sequences; -1 where the other has nothing.
struct AlignedPair
{
    qsizetype before = -1;
    qsizetype after = -1;
    friend bool operator==(const AlignedPair &, const AlignedPair &) = default;
};

/// How much work a comparison may still do; what it does not get is taken as replaced. So a comparison of hostile
/// documents ends as soon as one of honest ones.
struct AlignmentBudget
{
    qint64 cells = 40'000'000; ///< Of the table that an exact comparison searches at worst.
};

/// All indexes of both sequences in order; equal entries that both have in one order are paired, as many as can be
/// found within the budget. Gaps have what is gone before what is new. Exchanging the sequences exchanges the indexes.
QList<AlignedPair> alignEqual(const QStringList &before, const QStringList &after, AlignmentBudget &budget);

/// The same pairs seen from the other side.
QList<AlignedPair> exchanged(QList<AlignedPair> pairs);

} // namespace wenyi::document
