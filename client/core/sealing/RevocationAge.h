// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/crypto/TrustStore.h"

#include <chrono>

namespace wenyi::core {

/// How long a desktop goes on sealing by a revocation list past its next update: time to hear of the next one by a
/// stick. Then it stops, since it could not know that its own certificate was revoked (fault F23; X-Road stops
/// likewise).
inline constexpr std::chrono::days SealingGrace{15};

/// How old what a desktop knows of revocations is, when somebody wants to seal.
struct RevocationAge
{
    enum class State {
        Current,
        Overdue, ///< The next list is overdue; sealing goes on until `limit`.
        TooOld   ///< Past the limit, or nothing is known.
    };
    State state = State::Current;
    Instant issued; ///< Of the newest list.
    Instant due;    ///< When the next one should have come.
    Instant limit;  ///< Until when sealing goes on.

    friend bool operator==(const RevocationAge &, const RevocationAge &) = default;
};

/// Of the list that tells of this certificate.
RevocationAge revocationAgeFor(const crypto::TrustStore &trust, const crypto::Certificate &certificate, Instant now);

/// Fails with NotAllowed "sealing.list-too-old" (`detail`: the day of issue).
Result<void> checkAge(const RevocationAge &age);

} // namespace wenyi::core
