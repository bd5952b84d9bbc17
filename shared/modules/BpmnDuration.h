// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <chrono>
#include <optional>

namespace wenyi::modules {

/// A duration of ISO 8601 in weeks, days, hours, minutes and seconds: "P3D", "PT8H", "P1DT12H", "-P1D". None for
/// anything else: years and months are of no fixed length. At most some ten years.
std::optional<std::chrono::seconds> parseDuration(QStringView text);

} // namespace wenyi::modules
