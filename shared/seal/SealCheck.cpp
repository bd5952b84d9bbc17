// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/CertificateChecks.h"
#include "shared/seal/RegistrationCheck.h"
#include "shared/seal/SealVerdict.h"

#include <algorithm>

namespace wenyi::seal {

using crypto::Certificate;

namespace {

SealStepResult formOf(const ElectronicSeal &seal)
{
    const auto &extensions = seal.info().extensions;
    const auto isCritical = [](const SealExtension &extension) { return extension.isCritical; };
    if (std::any_of(extensions.begin(), extensions.end(), isCritical))
        return {SealStep::Format, StepOutcome::NotChecked, "seal.critical-extension", {}};
    if (seal.hasOddEncoding())
        return {SealStep::Format, StepOutcome::Warning, "seal.odd-encoding", {}};
    return {SealStep::Format, StepOutcome::Passed, {}, {}};
}

SealStepResult makerOf(const ElectronicSeal &seal, const SealJudgement &judgement)
{
    const SealStep step = SealStep::MakerCertificate;
    const Result<Certificate> maker = Certificate::fromDer(seal.makerCertificate());
    if (!maker)
        return {step, StepOutcome::Failed, "seal.maker-certificate", describe(maker.error())};
    const auto ask = [&judgement](const Certificate &certificate, Instant at) {
        return judgement.profiles == CertificateProfiles::OwnDomain
                   ? judgement.trust.verify(certificate, crypto::CertificatePurpose::SealMaker, at)
                   : judgement.trust.verifySigner(certificate, at);
    };
    const auto known = askAboutMaker(ask, *maker, seal.info().created, judgement.now);
    if (!known)
        return {step, StepOutcome::Failed, known.error().reason, known.error().detail};
    return revocationStep(step, *known);
}

} // namespace

SealVerdict verifySeal(const ElectronicSeal &seal, const SealJudgement &judgement)
{
    SealVerdict verdict;
    verdict.steps.append(formOf(seal));
    verdict.steps.append(stepOf(SealStep::MakerSignature, seal.verifyMakerSignature()));
    verdict.steps.append(makerOf(seal, judgement));
    verdict.steps.append(stepOf(SealStep::SealValidity, seal.isValidAt(judgement.now)));
    if (judgement.registration) {
        const auto finding = checkRegistration(judgement.registration(seal.digest()), judgement.now, TimeProof::Proven);
        verdict.steps.append(finding.result);
        verdict.withdrawal = finding.withdrawal;
    }
    verdict.conclusion = concludeSeal(verdict.steps);
    return verdict;
}

} // namespace wenyi::seal
