// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QStringView>

namespace wenyi::ofd {

/// A path read from AbbreviatedData (GB/T 33190 9.3); arcs and quadratic curves are turned into cubic ones.
struct PathData
{
    QList<layout::PathElement> elements;
    bool isComplete = true; ///< False where something unknown ended it early.
};

/// Operators S, M, L, Q, B, A, C, also glued to their neighbours. At most a million elements are taken.
PathData parsePathData(QStringView text);

} // namespace wenyi::ofd
