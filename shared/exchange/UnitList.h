// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/StrongId.h"

#include <QList>

namespace wenyi::exchange {

/// Whether these are units, at least one, each once, not more than an envelope may have.
bool areUnitsOnce(const QList<UnitCode> &units);

/// A list of units as directives and rulings hold it.
void writeUnits(CborWriter &out, const QList<UnitCode> &units);
QList<UnitCode> readUnits(CborReader &in);

} // namespace wenyi::exchange
