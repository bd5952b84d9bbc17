// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"

namespace wenyi::core {

/// Characters that a new PIN has at the least; a key file takes older ones from 4 on.
inline constexpr int ShortestNewPin = 6;

/// How long a PIN withstands somebody who has a copy of the key file, where nothing counts but scrypt.
enum class PinStrength {
    Days, ///< Digits alone, fewer than 10 of them: all are tried within days.
    Fair,
    Strong ///< 12 characters or more, not digits alone.
};

/// Whether a PIN may be taken anew. Fails with InvalidInput "pin.too-short" (fewer than ShortestNewPin characters),
/// "pin.repeated" (one to three characters over and over), "pin.sequential" (each character the next one, up or down,
/// digits also around the 0).
Result<void> checkNewPin(const SecretBytes &pin);

PinStrength strengthOf(const SecretBytes &pin);

} // namespace wenyi::core
