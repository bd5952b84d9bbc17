// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"

namespace wenyi::crypto {

/// OpenSSL's random generator.
class SystemRandom final : public RandomSource
{
public:
    void fill(char *bytes, qsizetype size) override;
};

} // namespace wenyi::crypto
