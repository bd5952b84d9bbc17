// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TrustStore.h"
#include "shared/seal/SealVerdict.h"

/// Internal to shared/seal: questions to the trust store that sealing and verifying both ask.
namespace wenyi::seal {

/// The purpose that the certificate of a seal's signer must have.
inline crypto::CertificatePurpose signerPurpose(SealType type)
{
    return type == SealType::Personal ? crypto::CertificatePurpose::Member : crypto::CertificatePurpose::Unit;
}

/// What is known of the maker's certificate for a use of its seal at a moment. Where the certificate has run out since,
/// it has to hold when the seal was made, and must not have been revoked while it lasted.
template<typename Ask>
Result<crypto::RevocationKnowledge> askAboutMaker(
    const Ask &ask, const crypto::Certificate &maker, Instant sealCreated, Instant at)
{
    if (at <= maker.notAfter())
        return ask(maker, at);
    WENYI_TRY(const crypto::RevocationKnowledge known, ask(maker, sealCreated));
    if (known == crypto::RevocationKnowledge::RevokedLater)
        return ask(maker, maker.notAfter());
    return known;
}

} // namespace wenyi::seal
