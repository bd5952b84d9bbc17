// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampToken.h"
#include "shared/seal/CertificateChecks.h"
#include "shared/seal/RegistrationCheck.h"
#include "shared/seal/SealVerdict.h"

#include <algorithm>

namespace wenyi::seal {

using crypto::Certificate;
using crypto::CertificatePurpose;
using crypto::RevocationKnowledge;

namespace {

using Knowledge = Result<RevocationKnowledge>;

/// One verification under way: takes the steps and notes what each found.
class Verification
{
public:
    Verification(const SealSignature &signature, const SealJudgement &judgement)
        : m_signature(signature)
        , m_seal(signature.seal())
        , m_judgement(judgement)
    {
    }

    SealVerdict run(const Digest &dataHash, const QString &propertyInfo)
    {
        checkFormat();
        note(SealStep::SignatureValue, m_signature.verifyValue());
        checkTime();
        checkSigner();
        checkContent(dataHash, propertyInfo);
        checkMaker();
        checkSeal();
        checkRegistration();
        std::stable_sort(m_verdict.steps.begin(), m_verdict.steps.end(),
            [](const SealStepResult &a, const SealStepResult &b) { return a.step < b.step; });
        m_verdict.conclusion = conclude(m_verdict.steps);
        return std::move(m_verdict);
    }

private:
    void note(SealStep step, StepOutcome outcome, const QByteArray &reason = {}, const QString &detail = {})
    {
        m_verdict.steps.append({step, outcome, reason, detail});
    }
    void note(SealStep step, const Result<void> &result) { m_verdict.steps.append(stepOf(step, result)); }
    Knowledge ask(const Certificate &certificate, CertificatePurpose purpose, Instant at) const
    {
        return m_judgement.profiles == CertificateProfiles::OwnDomain
                   ? m_judgement.trust.verify(certificate, purpose, at)
                   : m_judgement.trust.verifySigner(certificate, at);
    }

    void checkFormat();
    void checkTime();
    void checkTimeStamp();
    void noteBadStamp(const Error &error);
    void checkSigner();
    void checkContent(const Digest &dataHash, const QString &propertyInfo);
    void checkMaker();
    void checkSeal();
    void checkRegistration();

    const SealSignature &m_signature;
    const ElectronicSeal &m_seal;
    const SealJudgement &m_judgement;
    SealVerdict m_verdict;
};

void Verification::checkFormat()
{
    const auto isCritical = [](const SealExtension &extension) { return extension.isCritical; };
    const auto &own = m_signature.extensions();
    const auto &ofSeal = m_seal.info().extensions;
    if (std::any_of(own.begin(), own.end(), isCritical) || std::any_of(ofSeal.begin(), ofSeal.end(), isCritical))
        note(SealStep::Format, StepOutcome::NotChecked, "seal.critical-extension");
    else if (m_signature.hasOddEncoding() || m_seal.hasOddEncoding())
        note(SealStep::Format, StepOutcome::Warning, "seal.odd-encoding");
    else
        note(SealStep::Format, StepOutcome::Passed);
}

void Verification::checkTime()
{
    m_verdict.signedAt = m_signature.claimedTime();
    if (m_signature.timeStamp())
        checkTimeStamp();
    const std::optional<Instant> &proven = m_judgement.provenAt;
    if (!proven || (m_verdict.stampedAt && *m_verdict.stampedAt <= *proven))
        return;
    m_verdict.signedAt = proven;
    m_verdict.stampedAt = proven;
}

void Verification::checkTimeStamp()
{
    // Version 1 has it inside what is signed, so that it is over something else than the value.
    if (m_signature.version() == SealVersion::V1)
        return note(SealStep::TimeStamp, StepOutcome::NotChecked, "seal.time-stamp-unchecked");
    const auto stamp = crypto::verifyTimeStamp(*m_signature.timeStamp(), m_signature.value(), m_judgement.trust);
    if (stamp) {
        m_verdict.signedAt = stamp->time;
        m_verdict.stampedAt = stamp->time;
        m_verdict.steps.append(revocationStep(SealStep::TimeStamp, stamp->knowledge));
        return;
    }
    noteBadStamp(stamp.error());
}

void Verification::noteBadStamp(const Error &error)
{
    const SealStep step = SealStep::TimeStamp;
    const bool isAboutAuthority = error.reason.startsWith("certificate.");
    // An authority of elsewhere, or one of another suite, says nothing against the signature, and nothing for it.
    if (error.reason == "certificate.chain" || (isAboutAuthority && error.code == ErrorCode::Unsupported))
        note(step, StepOutcome::NotChecked, "time-stamp.authority-unknown", error.detail);
    else if (error.code == ErrorCode::Unsupported)
        note(step, StepOutcome::NotChecked, error.reason, error.detail);
    else if (isAboutAuthority)
        note(step, StepOutcome::Failed, "time-stamp.authority", describe(error));
    else
        note(step, StepOutcome::Failed, error.reason, error.detail);
}

void Verification::checkSigner()
{
    const CertificatePurpose purpose = signerPurpose(m_seal.info().type);
    const auto askSigner = [this, purpose](
                               const Certificate &certificate, Instant at) { return ask(certificate, purpose, at); };
    const Result<Certificate> signer = Certificate::fromDer(m_signature.signerCertificate());
    m_verdict.revocationsAsOf = revocationsAsOf(m_judgement.trust, signer);
    m_verdict.steps.append(
        signerSteps(askSigner, signer, m_verdict.signedAt, m_judgement.now, clockTolerance(m_signature.hasTimeZone())));
}

void Verification::checkContent(const Digest &dataHash, const QString &propertyInfo)
{
    const bool isSame = m_signature.dataHash() == dataHash.toBytes();
    note(SealStep::DataHash, isSame ? StepOutcome::Passed : StepOutcome::Failed,
        isSame ? QByteArray() : QByteArray("seal.data-hash"));
    // OFD writers put the path of Signature.xml here, with a leading slash or without; the standard allows free text.
    const auto pathOf = [](const QString &text) { return text.startsWith(u'/') ? text.sliced(1) : text; };
    if (pathOf(m_signature.propertyInfo()) == pathOf(propertyInfo))
        note(SealStep::PropertyInfo, StepOutcome::Passed);
    else
        note(SealStep::PropertyInfo, StepOutcome::Warning, "seal.property", m_signature.propertyInfo());
}

void Verification::checkMaker()
{
    note(SealStep::MakerSignature, m_seal.verifyMakerSignature());
    const Result<Certificate> maker = Certificate::fromDer(m_seal.makerCertificate());
    if (!maker)
        return note(SealStep::MakerCertificate, StepOutcome::Failed, "seal.maker-certificate", describe(maker.error()));
    const auto askMaker = [this](const Certificate &certificate, Instant at) {
        return ask(certificate, CertificatePurpose::SealMaker, at);
    };
    const Instant at = m_verdict.signedAt.value_or(m_judgement.now);
    const Knowledge known = askAboutMaker(askMaker, *maker, m_seal.info().created, at);
    if (!known)
        return note(SealStep::MakerCertificate, StepOutcome::Failed, known.error().reason, known.error().detail);
    m_verdict.steps.append(revocationStep(SealStep::MakerCertificate, *known));
}

void Verification::checkSeal()
{
    if (m_verdict.signedAt)
        note(SealStep::SealValidity, m_seal.isValidAt(*m_verdict.signedAt));
    else
        note(SealStep::SealValidity, StepOutcome::NotChecked, "seal.no-time");
    const bool isListed = m_seal.lists(m_signature.signerCertificate());
    note(SealStep::SignerListed, isListed ? StepOutcome::Passed : StepOutcome::Failed,
        isListed ? QByteArray() : QByteArray("seal.signer-not-listed"));
}

void Verification::checkRegistration()
{
    if (!m_judgement.registration)
        return;
    const TimeProof proof = m_verdict.stampedAt ? TimeProof::Proven : TimeProof::Claimed;
    const auto finding = seal::checkRegistration(m_judgement.registration(m_seal.digest()), m_verdict.signedAt, proof);
    m_verdict.steps.append(finding.result);
    m_verdict.withdrawal = finding.withdrawal;
}

} // namespace

SealVerdict verify(
    const SealSignature &signature, const Digest &dataHash, const QString &propertyInfo, const SealJudgement &judgement)
{
    return Verification(signature, judgement).run(dataHash, propertyInfo);
}

SealVerdict verify(
    QByteArrayView der, const Digest &dataHash, const QString &propertyInfo, const SealJudgement &judgement)
{
    const Result<SealSignature> signature = SealSignature::fromDer(der);
    if (signature)
        return verify(*signature, dataHash, propertyInfo, judgement);
    SealVerdict verdict;
    verdict.steps.append({SealStep::Format, StepOutcome::Failed, signature.error().reason, signature.error().detail});
    verdict.conclusion = conclude(verdict.steps);
    return verdict;
}

} // namespace wenyi::seal
