// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/UnitList.h"

#include "shared/base/Identifier.h"
#include "shared/exchange/ExchangeLimits.h"

#include <QSet>

#include <algorithm>

namespace wenyi::exchange {

bool areUnitsOnce(const QList<UnitCode> &units)
{
    return !units.isEmpty() && units.size() <= bounds::Recipients
           && QSet<UnitCode>(units.begin(), units.end()).size() == units.size()
           && std::all_of(
               units.begin(), units.end(), [](const UnitCode &unit) { return isIdentifier(unit.toString()); });
}

void writeUnits(CborWriter &out, const QList<UnitCode> &units)
{
    out.startArray(units.size());
    for (const UnitCode &unit : units)
        out.id(unit);
    out.endArray();
}

QList<UnitCode> readUnits(CborReader &in)
{
    QList<UnitCode> units;
    for (qsizetype left = in.startList(bounds::Recipients); left > 0 && in.ok(); --left)
        units.append(in.id<UnitCode>());
    in.endArray();
    return units;
}

} // namespace wenyi::exchange
