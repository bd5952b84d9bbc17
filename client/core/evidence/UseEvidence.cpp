// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"

#include "client/core/sealing/VerificationService.h"
#include "client/core/uses/UseService.h"
#include "shared/crypto/Sm3.h"
#include "shared/ofd/SignatureReader.h"

#include <algorithm>

// What EvidenceService does about the register of seal uses.

namespace wenyi::core {

namespace {

/// Both chains in one list in which each issuer stands behind whom it issued: what is missing of a chain is its lower
/// end.
void joinChain(QList<crypto::Certificate> &to, const QList<crypto::Certificate> &chain)
{
    QList<crypto::Certificate> missing;
    for (const crypto::Certificate &issuer : chain) {
        if (!to.contains(issuer))
            missing.append(issuer);
    }
    to = missing + to;
}

/// The certificates in a seal's signature: its signer's and the seal's maker's.
QList<crypto::Certificate> certificatesIn(const QByteArray &ofd, const Digest &signature)
{
    QList<crypto::Certificate> found;
    const auto package = ofd::Package::open(ofd);
    const auto list = package ? ofd::readSignatures(*package) : Result<ofd::SignatureList>(package.error());
    for (const ofd::OfdSignature &one : list ? list->signatures : QList<ofd::OfdSignature>()) {
        const auto value = crypto::sm3(one.signedValue) == signature
                               ? seal::SealSignature::fromDer(one.signedValue)
                               : Result<seal::SealSignature>(Error{ErrorCode::NotFound, "seal-use.copy", {}});
        if (!value)
            continue;
        for (const QByteArray &der : {value->signerCertificate(), value->seal().makerCertificate()}) {
            if (const auto certificate = crypto::Certificate::fromDer(der))
                found.append(*certificate);
        }
    }
    return found;
}

/// Takes issuers, the last first. Whether all of them held at that time, and lead to what is trusted.
bool addIssuers(crypto::TrustStore &trust, const QList<crypto::Certificate> &issuers, Instant at)
{
    bool isWhole = true;
    for (auto issuer = issuers.rbegin(); issuer != issuers.rend(); ++issuer)
        isWhole = trust.addAuthority(*issuer, at).has_value() && isWhole;
    return isWhole;
}

} // namespace

QList<crypto::Certificate> EvidenceService::issuersFor(const Signed &what, const crypto::Certificate &signer)
{
    const crypto::TrustStore &trust = m_workspace.trust();
    const QList<crypto::Certificate> own = trust.issuersOf(signer);
    const auto copy = what.use ? UseService(m_workspace).copyOf(*what.use)
                               : Result<QByteArray>(Error{ErrorCode::NotFound, "seal-use.copy", {}});
    if (!copy)
        return own;
    QList<crypto::Certificate> all = own;
    for (const crypto::Certificate &certificate : certificatesIn(*copy, what.use->completed.signature))
        joinChain(all, trust.issuersOf(certificate));
    // One that ran out since would keep the rest from being believed.
    crypto::TrustStore roots = trust.rootsAlone();
    const bool isOfUse =
        all.size() <= ActEvidence::MostIssuers && addIssuers(roots, all, m_workspace.environment().clock.now());
    return isOfUse ? all : own;
}

Result<JudgedUse> EvidenceService::judgeSigned(
    const UseOrigin &origin, const SignedStatement &statement, const EvidenceBySignature &stored)
{
    JudgedUse judged;
    judged.origin = origin;
    judged.member = statement.member;
    judged.at = statement.at;
    const PersonalSignature &signature = origin.content.signature;
    const Digest digest = crypto::sm3(signature.toBytes());
    WENYI_TRY(judged.evidence, evidenceFor(digest, origin.desktop, stored));
    judged.verdict = judgeAct(signature, judged.evidence, m_workspace.trust(), m_workspace.environment().clock.now());
    if (judged.verdict.statement && (*judged.verdict.statement != statement || origin.actor != statement.member)) {
        judged.verdict.conclusion = ActConclusion::Invalid;
        judged.verdict.fault = Error{ErrorCode::NotTrusted, "seal-use.signature-differs", statement.act};
    }
    return judged;
}

Result<std::optional<SealFinding>> EvidenceService::judgeSeal(const LoggedUse &logged, const JudgedUse &judged)
{
    const auto copy = UseService(m_workspace).copyOf(logged);
    if (!copy && copy.error().code == ErrorCode::StorageFailure)
        return copy.error();
    if (!copy)
        return std::optional<SealFinding>();
    const std::optional<Instant> proven = judged.verdict.holds() ? judged.verdict.provenAt : std::nullopt;
    // What is known now counts, and of authorities that are known no more the evidence tells.
    crypto::TrustStore trust = m_workspace.trust();
    for (const KnownEvidence &evidence : judged.evidence) {
        if (!checkEvidence(logged.origin.content.signature, evidence, m_workspace.trust()))
            continue;
        addIssuers(trust, evidence.content.issuers, proven.value_or(judged.at));
        if (evidence.list)
            (void)trust.addRevocationList(*evidence.list); // An older one than what is known is not taken.
    }
    VerificationService verification(trust, m_workspace.directory(), m_workspace.environment().clock);
    if (proven)
        verification.prove(logged.completed.signature, *proven);
    const auto document = verification.verify(*copy);
    for (const SealFinding &finding : document ? document->seals : QList<SealFinding>()) {
        if (finding.signature == logged.completed.signature)
            return std::optional(finding);
    }
    return std::optional<SealFinding>();
}

Result<EvidenceService::EvidenceBySignature> EvidenceService::evidenceOfUses()
{
    const StreamId stream = useEvidenceStream(m_workspace.profile().unit);
    WENYI_TRY(const auto all, EvidenceProjection::inStream(m_workspace.journal().database(), stream));
    EvidenceBySignature stored;
    for (const StoredEvidence &one : all)
        stored[one.content.signature].append(one);
    return stored;
}

Result<JudgedUse> EvidenceService::judgeLogged(const LoggedUse &logged, const EvidenceBySignature &stored)
{
    const SealUse &use = logged.use();
    const SignedStatement said =
        statementOf(useact::Use, m_workspace.profile().unit, logged.origin.content.content, use.at, use.keeper);
    WENYI_TRY(auto judged, judgeSigned(logged.origin, said, stored));
    judged.kind = entrykind::SealUsed.toString();
    judged.seal = use.seal;
    judged.number = use.number;
    WENYI_TRY(judged.sealed, judgeSeal(logged, judged));
    return judged;
}

Result<JudgedUse> EvidenceService::judgeUse(const LoggedUse &logged)
{
    WENYI_TRY(const auto stored, evidenceOfUses());
    return judgeLogged(logged, stored);
}

Result<JudgedUse> EvidenceService::judgeApplied(const AppliedUse &applied, const EvidenceBySignature &stored)
{
    const SealApplication &application = applied.application;
    const SignedStatement said = statementOf(useact::Apply, m_workspace.profile().unit, applied.origin.content.content,
        application.at, application.applicant);
    WENYI_TRY(auto judged, judgeSigned(applied.origin, said, stored));
    judged.kind = entrykind::SealApplied.toString();
    judged.seal = application.seal;
    return judged;
}

Result<JudgedUse> EvidenceService::judgeDecided(
    const DecidedUse &decided, const UseRegister &uses, const EvidenceBySignature &stored)
{
    const SealDecision &decision = decided.decision;
    const SignedStatement said = statementOf(decision.isApproved ? useact::Approve : useact::Refuse,
        m_workspace.profile().unit, decided.origin.content.content, decision.at, decision.by);
    WENYI_TRY(auto judged, judgeSigned(decided.origin, said, stored));
    judged.kind = entrykind::SealDecided.toString();
    const AppliedUse *applied = uses.application(decision.application);
    judged.seal = applied ? applied->application.seal : SealId();
    return judged;
}

Result<QList<JudgedUse>> EvidenceService::judgeWarrant(const LoggedUse &logged)
{
    QList<JudgedUse> judged;
    const UseWarrant &warrant = logged.use().warrant;
    if (warrant.kind != WarrantKind::Application)
        return judged;
    WENYI_TRY(const UseRegister uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    WENYI_TRY(const auto stored, evidenceOfUses());
    if (const AppliedUse *applied = uses.application(warrant.id)) {
        WENYI_TRY(const auto one, judgeApplied(*applied, stored));
        judged.append(one);
    }
    for (const DecidedUse &decided : uses.decisions) {
        if (decided.decision.application != warrant.id)
            continue;
        WENYI_TRY(const auto one, judgeDecided(decided, uses, stored));
        judged.append(one);
    }
    return judged;
}

Result<QList<JudgedUse>> EvidenceService::judgeUses()
{
    WENYI_TRY(const UseRegister uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    WENYI_TRY(const auto stored, evidenceOfUses());
    QList<JudgedUse> judged;
    for (const AppliedUse &applied : uses.applications) {
        WENYI_TRY(const auto one, judgeApplied(applied, stored));
        judged.append(one);
    }
    for (const DecidedUse &decided : uses.decisions) {
        WENYI_TRY(const auto one, judgeDecided(decided, uses, stored));
        judged.append(one);
    }
    for (const LoggedUse &logged : uses.uses) {
        WENYI_TRY(const auto one, judgeLogged(logged, stored));
        judged.append(one);
    }
    std::sort(judged.begin(), judged.end(),
        [](const JudgedUse &a, const JudgedUse &b) { return a.origin.place < b.origin.place; });
    return judged;
}

} // namespace wenyi::core
