// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/domain/DomainAuthority.h"
#include "client/core/profile/Profile.h"
#include "shared/directory/Directory.h"
#include "shared/seal/ElectronicSeal.h"

#include <optional>

namespace wenyi::core {

/// A seal that is to be made.
struct SealOrder
{
    /// Whose key will seal with it: of a unit's seal the unit's certificate that the seal keeper holds, of a personal
    /// one the member's own.
    crypto::Certificate signer;
    QString name; ///< 样例县人民政府, 张三; empty: the certificate's common name.
    seal::SealType type = seal::SealType::Unit;
    seal::SealFace face;
    int years = 3; ///< How long it may be used; 1 to 10.
};

/// The certificate of whoever is to seal: a certificate file (PEM or DER), or a key file, whose certificate can be read
/// without its PIN. Fails as readBounded() and readCertificateOrKeyFile() do.
Result<crypto::Certificate> readSealSigner(const QString &path);

/// 制章: signs the face with the domain's seal maker. Fails with NotTrusted "certificate.…" where the signer's
/// certificate is no unit's, or no member's, of this domain, InvalidInput "seal-issue.diameter" for a unit's seal that
/// is not 20 to 60 mm wide, "seal-issue.years", and as seal::makeSeal() does.
Result<seal::ElectronicSeal> makeOrderedSeal(
    DomainAuthority &authority, const SealOrder &order, const Environment &environment);

/// A seal that is to be registered.
struct SealIssue
{
    seal::ElectronicSeal seal;
    MemberId keeper;
    std::optional<SealId> replaces; ///< 换证重制: is revoked in the same step, as replaced.
};

/// 备案: the directory with the seal in it, one version further, signed by the operating CA; the register tells who has
/// it. Fails with NotTrusted "seal-issue.not-valid" (`detail`: the conclusion), "seal-issue.other-unit" (a signer who
/// is not the keeper's unit, or of a personal seal not the keeper), "certificate.…", NotFound "seal-issue.no-keeper",
/// "seal-issue.no-such-seal", AlreadyExists "seal-issue.registered", NotAllowed "seal-state.revoked" (what it should
/// replace is revoked), and as issueDirectory() does, "directory.keeper" among others.
Result<QByteArray> registerSeal(const DomainAuthority &authority, CertificateRegister &certificates,
    const directory::Directory &directory, const SealIssue &issue);

/// Whether the seal can be handed over there. Fails with NotAllowed "seal-issue.no-key" where the keeper has no key for
/// a seal there, NotTrusted "seal.signer-not-listed" where that key is not the seal's.
Result<void> checkHandOver(const Profile &profile, const MemberId &keeper, const seal::ElectronicSeal &electronicSeal);

/// 发放: puts the seal in the place of the one that a keeper's profile has, a personal one beside it. Fails as
/// checkHandOver() and writeDurably() do.
Result<void> handOverSeal(const Profile &profile, const MemberId &keeper, const seal::ElectronicSeal &electronicSeal);

} // namespace wenyi::core
