// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace wenyi::cli::tests {

inline constexpr double Minute = 60'000;          ///< ms
inline constexpr double MostEntries = 10'000'000; ///< A second.
inline constexpr double MostMemory = 8'000;       ///< MB

/// What `wenyictl bench` with these arguments said; empty where it did not end within two minutes.
QJsonObject bench(const QStringList &arguments);

/// Whether a series of figures has rounds, and a median above nothing and below `most`.
bool isSane(const QJsonValue &series, double most);

} // namespace wenyi::cli::tests
