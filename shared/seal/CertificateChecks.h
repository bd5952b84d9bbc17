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
/// it has to hold when the seal was made, and must not have been revoked or suspended while it lasted.
template<typename Ask>
Result<crypto::RevocationKnowledge> askAboutMaker(
    const Ask &ask, const crypto::Certificate &maker, Instant sealCreated, Instant at)
{
    if (at <= maker.notAfter())
        return ask(maker, at);
    WENYI_TRY(const crypto::RevocationKnowledge known, ask(maker, sealCreated));
    if (known == crypto::RevocationKnowledge::RevokedLater || known == crypto::RevocationKnowledge::SuspendedLater)
        return ask(maker, maker.notAfter());
    return known;
}

/// How old what is known of the signer's revocation is: when the list of its authority was issued.
inline std::optional<Instant> revocationsAsOf(
    const crypto::TrustStore &trust, const Result<crypto::Certificate> &signer)
{
    const auto status = signer ? trust.revocationsFor(*signer) : std::nullopt;
    return status ? std::optional(status->thisUpdate) : std::nullopt;
}

/// What is said of a certificate that holds, by what is known of its revocation.
inline SealStepResult revocationStep(SealStep step, crypto::RevocationKnowledge knowledge)
{
    switch (knowledge) {
    case crypto::RevocationKnowledge::Unknown:
        return {step, StepOutcome::NotChecked, "seal.revocation-unknown", {}};
    case crypto::RevocationKnowledge::RevokedLater:
        return {step, StepOutcome::Warning, "certificate.revoked-later", {}};
    case crypto::RevocationKnowledge::SuspendedLater:
        return {step, StepOutcome::Warning, "certificate.suspended-later", {}};
    case crypto::RevocationKnowledge::NotRevoked:
        break;
    }
    return {step, StepOutcome::Passed, {}, {}};
}

/// What a check that can only hold or fail says of its step.
inline SealStepResult stepOf(SealStep step, const Result<void> &result)
{
    if (result)
        return {step, StepOutcome::Passed, {}, {}};
    return {step, StepOutcome::Failed, result.error().reason, result.error().detail};
}

/// How far a signer's clock may run ahead of ours. A time without a zone is read as UTC; its writer may have meant
/// Beijing's.
constexpr std::chrono::minutes clockTolerance(bool hasTimeZone)
{
    return std::chrono::minutes(10) + std::chrono::hours(hasTimeZone ? 0 : 8);
}

inline bool isAboutTime(const QByteArray &reason)
{
    return reason == "certificate.expired" || reason == "certificate.not-yet-valid" || reason == "certificate.revoked"
           || reason == "certificate.suspended";
}

/// The steps of the signer's certificate and of the signing time; `ask` says what is known of a certificate at a
/// moment.
template<typename Ask>
QList<SealStepResult> signerSteps(const Ask &ask, const Result<crypto::Certificate> &signer, std::optional<Instant> at,
    Instant now, std::chrono::milliseconds tolerance)
{
    const SealStepResult noTime{SealStep::SigningTime, StepOutcome::NotChecked, "seal.no-time", {}};
    if (!signer) {
        const QString detail = describe(signer.error());
        return {{SealStep::SignerCertificate, StepOutcome::Failed, "seal.signer-certificate", detail}, noTime};
    }
    if (!at)
        return {{SealStep::SignerCertificate, StepOutcome::NotChecked, "seal.no-time", {}}, noTime};
    const Result<crypto::RevocationKnowledge> known = ask(*signer, *at);
    // A fault of time belongs to the second step; chain and usage are then judged by a moment that the certificate
    // covers.
    const bool isFaultOfTime = !known && isAboutTime(known.error().reason);
    const Result<crypto::RevocationKnowledge> chain = isFaultOfTime ? ask(*signer, signer->notBefore()) : known;
    const Result<void> holds = chain ? Result<void>() : Result<void>(chain.error());
    QList<SealStepResult> steps{stepOf(SealStep::SignerCertificate, holds)};
    if (isFaultOfTime)
        steps.append({SealStep::SigningTime, StepOutcome::Failed, known.error().reason, known.error().detail});
    else if (*at > now + tolerance)
        steps.append({SealStep::SigningTime, StepOutcome::Failed, "seal.signed-in-future", {}});
    else if (known)
        steps.append(revocationStep(SealStep::SigningTime, *known));
    else
        steps.append({SealStep::SigningTime, StepOutcome::NotChecked, "seal.signer-certificate", {}});
    return steps;
}

} // namespace wenyi::seal
