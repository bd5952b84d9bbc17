// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TrustStore.h"
#include "shared/seal/SealVerdict.h"

/// Internal to shared/seal: questions that sealing, verifying a signature and verifying a seal all ask.
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

/// What is said of a certificate that holds, by what is known of its revocation.
inline SealStepResult revocationStep(SealStep step, crypto::RevocationKnowledge knowledge)
{
    switch (knowledge) {
    case crypto::RevocationKnowledge::Unknown:
        return {step, StepOutcome::NotChecked, "seal.revocation-unknown", {}};
    case crypto::RevocationKnowledge::RevokedLater:
        return {step, StepOutcome::Warning, "certificate.revoked-later", {}};
    case crypto::RevocationKnowledge::NotRevoked:
        break;
    }
    return {step, StepOutcome::Passed, {}, {}};
}

/// What is said of a seal by what the directory knows of it.
inline SealStepResult registrationStep(SealRegistration registration)
{
    const SealStep step = SealStep::SealRegistration;
    switch (registration) {
    case SealRegistration::NotRegistered:
        return {step, StepOutcome::Failed, "seal.not-registered", {}};
    case SealRegistration::Withdrawn:
        return {step, StepOutcome::Failed, "seal.withdrawn", {}};
    case SealRegistration::Unknown:
        return {step, StepOutcome::NotChecked, "seal.registration-unknown", {}};
    case SealRegistration::Registered:
        break;
    }
    return {step, StepOutcome::Passed, {}, {}};
}

} // namespace wenyi::seal
