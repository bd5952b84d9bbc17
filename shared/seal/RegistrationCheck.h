// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/seal/SealVerdict.h"

/// Internal to shared/seal: what a use of a seal is worth by what the directory knows of the seal.
namespace wenyi::seal {

/// What is known of the moment of a use.
enum class TimeProof {
    Proven, ///< A time stamp tells it, or it is now.
    Claimed ///< Nobody but the signer says so, who may have set the clock back.
};

/// The step of registration, with the withdrawal that it speaks of.
struct RegistrationFinding
{
    SealStepResult result;
    std::optional<Withdrawal> withdrawal;
};

/// A use while the seal was withdrawn fails. One before it holds with a remark where its time is proven, or where the
/// seal stayed in its keeper's hand; else it cannot be told from one that was dated back. Without any time a withdrawn
/// seal is good for nothing. Pure.
RegistrationFinding checkRegistration(const SealStanding &standing, std::optional<Instant> at, TimeProof proof);

} // namespace wenyi::seal
