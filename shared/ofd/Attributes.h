// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Xml.h"

#include <cmath>

namespace wenyi::ofd {

/// "true" or "1", in any case; `otherwise` where nothing is told.
inline bool flagOf(const XmlElement &element, QStringView name, bool otherwise)
{
    const QString value = element.attribute(name).trimmed().toLower();
    return value.isEmpty() ? otherwise : value == u"true" || value == u"1";
}

/// A number up to 10^7; `otherwise` where none is told.
inline double numberOf(const XmlElement &element, QStringView name, double otherwise)
{
    constexpr double Largest = 1e7;
    bool ok = false;
    const double value = element.attribute(name).trimmed().toDouble(&ok);
    return ok && std::abs(value) <= Largest ? value : otherwise;
}

} // namespace wenyi::ofd
