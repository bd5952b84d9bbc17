// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace wenyi::ui {

/// What this process holds: residentKb, peakKb (the most that was resident), proportionalKb (shared pages by their
/// share). Empty where the system does not tell.
QJsonObject memoryHeld();

} // namespace wenyi::ui
