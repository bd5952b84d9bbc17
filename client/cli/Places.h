// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealPlacing.h"

#include <string>

namespace wenyi::cli {

/// So many numbers parted by commas. Fails with InvalidInput "sealing.place-form".
Result<QList<double>> readNumbers(const std::string &argument, qsizetype count);
/// PAGE,X,Y: pages count from 1. Fails as readNumbers() does.
Result<core::SealAt> readPlace(const std::string &argument);

} // namespace wenyi::cli
