// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/SequenceAlignment.h"

namespace wenyi::document {

/// A paragraph, row or attachment as it is compared with others.
struct AlignedUnit
{
    QString key;  ///< Equal units have equal keys.
    QString text; ///< By which units are alike.
    int sort = 0; ///< Only units of one sort stand for each other.
};

enum class Moving { Noticed, Ignored };

/// The order of both sequences' units with what stands for what.
struct UnitAlignment
{
    QList<AlignedPair> pairs; ///< Equal or alike.
    QList<AlignedPair> moves; ///< Both stand alone in `pairs`.
};

/// Pairs equal units first, then notices what was moved, then pairs what is alike between them.
UnitAlignment alignUnits(
    const QList<AlignedUnit> &before, const QList<AlignedUnit> &after, Moving moving, AlignmentBudget &budget);

} // namespace wenyi::document
