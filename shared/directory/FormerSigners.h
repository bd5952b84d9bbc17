// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"

namespace wenyi::directory {

/// A signature that came, as it says of itself.
struct SignatureClaim
{
    Digest signer; ///< Fingerprint of the certificate.
    Instant at;
};

/// 曾用证书 (decision 57): the former certificate of the unit, here or in a peer's excerpt, by which the claim is made,
/// if it still counts: it held then, by what the unit's own domain is trusted by, and was never revoked. Else nothing.
/// `own` is this domain's trust.
std::optional<crypto::Certificate> formerUnitSigner(
    const Directory &directory, const crypto::TrustStore &own, const UnitCode &unit, const SignatureClaim &claim);
/// The same of the server of the domain that the directory, or the excerpt, is of; `trust` is that domain's.
std::optional<crypto::Certificate> formerServerSigner(
    const Directory &directory, const crypto::TrustStore &trust, const SignatureClaim &claim);

/// By which certificate a unit's signature is to be verified: a former one that counts, else the present one, if it
/// holds now. That one verifies nothing that another signed. Fails with NotTrusted "directory.unknown-signer" for a
/// unit that nobody knows, and as crypto::TrustStore::verify() does.
Result<crypto::Certificate> unitSigner(const Directory &directory, const crypto::TrustStore &own, const UnitCode &unit,
    const SignatureClaim &claim, Instant now);
/// The same of this domain's server.
Result<crypto::Certificate> serverSigner(
    const Directory &directory, const crypto::TrustStore &trust, const SignatureClaim &claim, Instant now);

} // namespace wenyi::directory
