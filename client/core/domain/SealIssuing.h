// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainAuthority.h"
#include "client/core/profile/Profile.h"
#include "shared/directory/Directory.h"
#include "shared/layout/FontSet.h"
#include "shared/seal/ElectronicSeal.h"

#include <optional>

namespace wenyi::core {

/// A unit's seal that is to be made.
struct SealOrder
{
    crypto::Certificate signer; ///< Whose key will seal with it: the unit's certificate that the seal keeper holds.
    QString name;               ///< As it stands around the star; empty: the certificate's common name.
    int diameter = 42;          ///< mm, by the unit's rank (国发〔1999〕25号).
};

/// 制章: draws the seal and signs it with the domain's seal maker. Fails with NotTrusted "certificate.…" where the
/// signer's certificate is no unit's of this domain, InvalidInput "seal-issue.diameter", and as makeUnitSeal() does.
Result<seal::ElectronicSeal> makeOrderedSeal(
    DomainAuthority &authority, const SealOrder &order, const layout::FontSet &fonts, const Environment &environment);

/// A seal that is to be registered.
struct SealIssue
{
    seal::ElectronicSeal seal;
    MemberId keeper;
    std::optional<SealId> replaces; ///< Is revoked in the same step.
};

/// 备案: the directory with the seal in it, one version further, signed by the operating CA. Fails with NotTrusted
/// "seal-issue.not-valid" (`detail`: the conclusion), "seal-issue.other-unit" (a signer who is not the keeper's unit),
/// "certificate.…", NotFound "seal-issue.no-keeper", "seal-issue.no-such-seal", AlreadyExists "seal-issue.registered",
/// and as DomainAuthority::signDirectory() does, "directory.keeper" among others.
Result<QByteArray> registerSeal(const DomainAuthority &authority, const directory::Directory &directory,
    const SealIssue &issue, const Environment &environment);

/// 发放: puts the seal in the place of the one that a keeper's profile has. Fails with NotAllowed "seal-issue.no-key"
/// where the keeper has no key for a seal there, NotTrusted "seal.signer-not-listed" where that key is not the seal's.
Result<void> handOverSeal(const Profile &profile, const MemberId &keeper, const seal::ElectronicSeal &electronicSeal);

} // namespace wenyi::core
