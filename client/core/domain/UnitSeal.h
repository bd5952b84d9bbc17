// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainDescription.h"
#include "client/core/profile/Environment.h"
#include "shared/layout/FontSet.h"
#include "shared/seal/ElectronicSeal.h"

#include <map>

namespace wenyi::core {

using UnitSeals = std::map<UnitCode, seal::ElectronicSeal>;

/// Draws a unit's round seal and has the seal maker sign it for the signer's certificate.
Result<seal::ElectronicSeal> makeUnitSeal(const UnitDescription &unit, const crypto::Certificate &signer,
    crypto::Signer &sealMaker, const layout::FontSet &fonts, const Environment &environment);

/// What a seal is to be.
struct SealPlan
{
    seal::SealType type = seal::SealType::Unit;
    UnitCode unit; ///< Whose seal it is, or whose member's.
    QString name;
    seal::SealFace face;
    int years = 3; ///< How long it may be used.
};

/// Has the seal maker sign a seal for the signer's certificate.
Result<seal::ElectronicSeal> makeSealFor(
    const SealPlan &plan, const crypto::Certificate &signer, crypto::Signer &sealMaker, const Environment &environment);

} // namespace wenyi::core
