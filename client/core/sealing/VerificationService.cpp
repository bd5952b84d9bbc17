// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/VerificationService.h"

#include "client/core/sealing/FinalDocument.h"
#include "client/core/sealing/UseParameter.h"
#include "shared/crypto/Sm3.h"
#include "shared/document/DocumentKind.h"
#include "shared/ofd/DocumentExtras.h"
#include "shared/ofd/SignatureReader.h"
#include "shared/seal/SignedData.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// Pages and pictures are read twice: for what they show, and for their digest.
constexpr qsizetype KeptBytes = 64 * 1024 * 1024;

seal::Withdrawal told(const directory::SealWithdrawal &withdrawal)
{
    using seal::Withdrawal;
    const bool isRevoked = withdrawal.state == directory::SealState::Revoked;
    return {isRevoked ? Withdrawal::Kind::Revoked : Withdrawal::Kind::Suspended,
        isOrderly(withdrawal.reason) ? Withdrawal::Manner::Orderly : Withdrawal::Manner::Doubtful, withdrawal.since,
        withdrawal.until, directory::withdrawalReasonName(withdrawal.reason).toLatin1()};
}

/// What Signature.xml says of the algorithm is a step of its own.
void addMethod(seal::SealVerdict &verdict, const QString &named,
    seal::SealConclusion (*conclude)(const QList<seal::SealStepResult> &))
{
    const auto step = seal::checkMethod(named);
    if (!step || verdict.conclusion == seal::SealConclusion::Malformed)
        return;
    verdict.steps.append(*step);
    verdict.conclusion = conclude(verdict.steps);
}

/// What the shown document says of itself; OFD.xml is under every signature.
QList<ofd::CustomData> saidOfItself(const ofd::Package &package)
{
    const auto root = ofd::readXml(package, u"OFD.xml"_s);
    const ofd::XmlElement *body = root ? root->child(u"DocBody") : nullptr;
    return body ? ofd::readDocumentInfo(*body).customData : QList<ofd::CustomData>();
}

} // namespace

const directory::RegisteredSeal *VerificationService::registered(const Digest &seal) const
{
    return m_directory ? m_directory->sealOf(seal) : nullptr;
}

seal::SealJudgement VerificationService::judgement() const
{
    seal::SealJudgement judgement{m_trust, m_clock.now()};
    if (basis() == TrustBasis::Roots) {
        // The step of registration is left out: a step that nobody took is not shown as one that passed.
        judgement.profiles = seal::CertificateProfiles::AnyHierarchy;
        return judgement;
    }
    judgement.registration = [this](const Digest &seal) -> seal::SealStanding {
        const directory::RegisteredSeal *known = registered(seal);
        if (!known)
            return seal::SealRegistration::NotRegistered;
        QList<seal::Withdrawal> withdrawals;
        for (const directory::SealWithdrawal &withdrawal : known->withdrawals)
            withdrawals.append(told(withdrawal));
        return {seal::SealRegistration::Registered, withdrawals};
    };
    return judgement;
}

seal::SealVerdict VerificationService::verdictOn(const ofd::OfdSignature &signature) const
{
    // The way of GB/T 33190: what is signed is the digest of Signature.xml, under its path.
    const auto by = [&](const seal::SealJudgement &judgement) {
        return seal::verify(signature.signedValue, crypto::sm3(signature.bytes), u'/' + signature.path, judgement);
    };
    if (!m_proven || m_proven->first != crypto::sm3(signature.signedValue))
        return by(judgement());
    seal::SealJudgement proving = judgement();
    proving.provenAt = m_proven->second;
    auto proven = by(proving);
    if (proven.conclusion <= seal::SealConclusion::CannotBeChecked)
        return proven;
    auto claimed = by(judgement());
    return claimed.conclusion <= seal::SealConclusion::CannotBeChecked ? claimed : proven;
}

void VerificationService::examineValue(const ofd::OfdSignature &signature, SealFinding &finding) const
{
    finding.verdict = verdictOn(signature);
    addMethod(finding.verdict, signature.method, seal::conclude);
    const auto value = seal::SealSignature::fromDer(signature.signedValue);
    if (!value) {
        finding.fault = value.error();
        return;
    }
    finding.sealName = value->seal().info().name;
    finding.sealId = value->seal().info().id;
    finding.seal = value->seal().digest();
    finding.face = value->seal().info().face;
    finding.sealedAt = value->claimedTime();
    finding.use = useMarkOf(*value, signature);
    finding.signature = crypto::sm3(signature.signedValue);
    if (const directory::RegisteredSeal *known = registered(finding.seal)) {
        finding.registeredUnit = known->unit;
        if (known->kind == directory::SealKind::Personal) {
            finding.registeredMember = known->keeper;
            const directory::Member *member = m_directory->member(known->keeper);
            finding.isLeaders = member && member->unit == known->unit && member->has(directory::Role::Leader);
        }
    }
    if (const auto signer = crypto::Certificate::fromDer(value->signerCertificate())) {
        finding.signerName = signer->commonName();
        finding.signerId = signer->subjectId();
    }
    // What programs show is often Seal.esl: another seal there than the signed one would be shown as genuine.
    if (!signature.seal.isEmpty() && signature.seal != value->seal().toDer())
        finding.changed.append(u"Seal.esl"_s);
}

void VerificationService::examineSignedData(const ofd::OfdSignature &signature, SealFinding &finding) const
{
    const auto value = seal::SignedData::fromBytes(signature.signedValue);
    if (!value) {
        finding.fault = value.error();
        return;
    }
    finding.verdict = seal::verify(*value, crypto::sm3(signature.bytes), signature.dateTime, judgement());
    addMethod(finding.verdict, signature.method, seal::concludeSignedData);
    finding.sealedAt = finding.verdict.signedAt;
    if (const auto signer = crypto::Certificate::fromDer(value->signerCertificate())) {
        finding.signerName = signer->commonName();
        finding.signerId = signer->subjectId();
    }
}

SealFinding VerificationService::examine(const ofd::OfdSignature &signature) const
{
    SealFinding finding;
    finding.path = signature.path;
    finding.stamps = signature.stamps;
    finding.fault = signature.fault;
    for (const ofd::SignatureReference &reference : signature.references) {
        if (reference.result != ofd::ReferenceResult::Match)
            finding.changed.append(reference.path);
    }
    if (!finding.fault && signature.references.isEmpty())
        finding.changed.append(signature.path);
    for (const ofd::UncoveredFile &file : signature.uncovered) {
        if (file.kind == ofd::UncoveredKind::NotProtected)
            finding.uncovered.append(file.path);
        else if (file.kind == ofd::UncoveredKind::NotShown)
            finding.extra.append(file.path);
    }
    if (!finding.fault && signature.type == ofd::SignatureType::Seal)
        examineValue(signature, finding);
    else if (!finding.fault)
        examineSignedData(signature, finding);
    finding.conclusion = concludeSeal(finding);
    return finding;
}

Result<SealedDocumentVerdict> VerificationService::verify(
    const QByteArray &ofd, const std::optional<UnitCode> &issuer) const
{
    WENYI_TRY(auto package, ofd::Package::open(ofd));
    package.keepRead(KeptBytes);
    WENYI_TRY(const auto list, ofd::readSignatures(package));
    SealedDocumentVerdict verdict;
    verdict.removed = list.unlisted;
    verdict.basis = basis();
    const QList<ofd::CustomData> said = saidOfItself(package);
    verdict.isClosedByStamp = said.contains(closedByStamp());
    verdict.isUnsealedByRule = said.contains(closedUnsealed())
                               && said.contains({u"WZ"_s, document::kindWord(document::DocumentKind::Minutes)});
    for (const ofd::OfdSignature &signature : list.signatures)
        verdict.seals.append(examine(signature));
    verdict.conclusion = concludeDocument(verdict, issuer);
    return verdict;
}

seal::SealVerdict VerificationService::verifySeal(const seal::ElectronicSeal &electronicSeal) const
{
    return seal::verifySeal(electronicSeal, judgement());
}

} // namespace wenyi::core
