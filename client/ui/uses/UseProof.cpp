// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/uses/UseProof.h"

#include "client/ui/text/ActWords.h"
#include "client/ui/text/SealWords.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString proofWords(const char *text, int count = -1)
{
    return QCoreApplication::translate("SealProof", text, nullptr, count);
}

/// The list of this evidence, by issuers that lead to a trusted root.
std::optional<crypto::RevocationStatus> listStatus(
    const core::KnownEvidence &evidence, const crypto::Certificate &signer, const crypto::TrustStore &trust, Instant at)
{
    crypto::TrustStore kept = trust.rootsAlone();
    const QList<crypto::Certificate> &issuers = evidence.content.issuers;
    for (auto issuer = issuers.rbegin(); issuer != issuers.rend(); ++issuer)
        (void)kept.addAuthority(*issuer, at);
    if (!evidence.list || !kept.addRevocationList(*evidence.list))
        return {};
    return kept.revocationsFor(signer);
}

void addEvidence(UseProof &proof, const core::KnownEvidence &evidence, const crypto::TrustStore &trust)
{
    for (const crypto::Certificate &issuer : evidence.content.issuers) {
        if (!proof.issuers.contains(issuer))
            proof.issuers.append(issuer);
    }
    proof.isListMissing = proof.isListMissing || (evidence.content.list && !evidence.list);
    if (const auto list = listStatus(evidence, *proof.signer, trust, proof.at()))
        proof.lists.append(*list);
}

/// 3小时: as exact as it matters.
QString spanWords(std::chrono::milliseconds span)
{
    using namespace std::chrono;
    if (span < minutes(1))
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "less than a minute"));
    if (span < hours(1))
        return proofWords(QT_TRANSLATE_N_NOOP("SealProof", "%n minute(s)"), static_cast<int>(span / minutes(1)));
    if (span < days(2))
        return proofWords(QT_TRANSLATE_N_NOOP("SealProof", "%n hour(s)"), static_cast<int>(span / hours(1)));
    return proofWords(QT_TRANSLATE_N_NOOP("SealProof", "%n day(s)"), static_cast<int>(span / days(1)));
}

QString stampLine(const UseProof &proof, Instant now)
{
    const core::ActVerdict &verdict = proof.judged.verdict;
    if (verdict.provenAt)
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "Time stamp: %1, given by %2"))
            .arg(timeWords(*verdict.provenAt, now), verdict.stampedBy);
    if (proof.isStamped)
        return proofWords(QT_TRANSLATE_NOOP(
            "SealProof", "Time stamp: there is one, and it proves nothing; the time is only claimed"));
    return proofWords(QT_TRANSLATE_NOOP("SealProof", "Time stamp: none; the time is only what the keeper claims"));
}

QString certificateState(core::ActConclusion conclusion)
{
    using enum core::ActConclusion;
    switch (conclusion) {
    case Proven:
    case ClaimedTime:
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "✔ valid and not revoked at that time"));
    case Unchecked:
        return proofWords(
            QT_TRANSLATE_NOOP("SealProof", "▲ within its period at that time; revocation could not be looked up"));
    case Doubtful:
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "▲ in doubt, since the time is"));
    case Expired:
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "■ outside its period at that time"));
    case Revoked:
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "■ revoked or suspended at that time"));
    case Invalid:
        break;
    }
    return proofWords(QT_TRANSLATE_NOOP("SealProof", "■ not judged, since the signature does not hold"));
}

QString certificateLine(const UseProof &proof)
{
    if (!proof.signer)
        return proofWords(QT_TRANSLATE_NOOP("SealProof", "Keeper's certificate: cannot be read"));
    return proofWords(QT_TRANSLATE_NOOP("SealProof", "Keeper's certificate: %1, from %2 to %3; %4"))
        .arg(proof.signer->commonName(), momentWords(proof.signer->notBefore()), momentWords(proof.signer->notAfter()),
            certificateState(proof.judged.verdict.conclusion));
}

QString listLine(const crypto::RevocationStatus &list, Instant signedAt)
{
    const bool isBefore = list.thisUpdate <= signedAt;
    const QString words = isBefore ? proofWords(QT_TRANSLATE_NOOP("SealProof",
                              "Revocation list: of %1, %2 before the signature; the next one was due on %3"))
                                   : proofWords(QT_TRANSLATE_NOOP("SealProof",
                                       "Revocation list: of %1, %2 after the signature; the next one was due on %3"));
    return words.arg(momentWords(list.thisUpdate),
        spanWords(isBefore ? signedAt - list.thisUpdate : list.thisUpdate - signedAt), momentWords(list.nextUpdate));
}

QStringList listLines(const UseProof &proof)
{
    QStringList lines;
    for (const crypto::RevocationStatus &list : proof.lists)
        lines.append(listLine(list, proof.at()));
    lines.removeDuplicates();
    if (proof.isListMissing)
        lines.append(proofWords(QT_TRANSLATE_NOOP("SealProof",
            "Revocation list: one was kept and is not on this desktop yet; it comes with a later synchronisation")));
    if (lines.isEmpty())
        lines.append(proofWords(QT_TRANSLATE_NOOP("SealProof", "Revocation list: none that holds was kept")));
    return lines;
}

QStringList sealLines(const UseProof &proof)
{
    if (!proof.judged.sealed)
        return {proofWords(QT_TRANSLATE_NOOP(
            "SealProof", "Seal on the document: not checked, the sealed document is not on this desktop"))};
    QStringList lines{proofWords(QT_TRANSLATE_NOOP("SealProof", "Seal on the document: %1"))
                          .arg(conclusionWords(proof.judged.sealed->conclusion))};
    for (const seal::SealStepResult &result : proof.judged.sealed->verdict.steps)
        lines.append(proofWords(QT_TRANSLATE_NOOP("SealProof", "  %1: %2"))
                         .arg(stepWords(result.step), outcomeWords(result.outcome)));
    return lines;
}

/// Whose word the use goes back to, and what that is worth.
QStringList warrantLines(const UseProof &proof, Instant now)
{
    QStringList lines;
    for (const core::JudgedUse &one : proof.warrant) {
        const bool isApplication = one.kind == core::entrykind::SealApplied;
        const QString words = isApplication ? proofWords(QT_TRANSLATE_NOOP("SealProof", "Application of %1: %2 %3"))
                                            : proofWords(QT_TRANSLATE_NOOP("SealProof", "Decision of %1: %2 %3"));
        lines.append(
            words.arg(proof.names.value(one.member), actMark(one.verdict.conclusion), actSentence(one.verdict, now)));
    }
    return lines;
}

} // namespace

Result<UseProof> readProof(core::Workspace &workspace, const core::LoggedUse &logged)
{
    UseProof proof;
    WENYI_TRY(proof.judged, core::EvidenceService(workspace).judgeUse(logged));
    WENYI_TRY(proof.warrant, core::EvidenceService(workspace).judgeWarrant(logged));
    for (const core::JudgedUse &one : std::as_const(proof.warrant)) {
        const directory::Member *member = workspace.directory().member(one.member);
        proof.names.insert(one.member, member ? member->name : one.member.toString());
    }
    const core::PersonalSignature &signature = logged.origin.content.signature;
    if (const auto signer = crypto::Certificate::fromDer(signature.certificate))
        proof.signer = *signer;
    for (const core::KnownEvidence &evidence : std::as_const(proof.judged.evidence)) {
        proof.isStamped = proof.isStamped || evidence.content.timeStamp.has_value();
        if (proof.signer && core::checkEvidence(signature, evidence, workspace.trust()))
            addEvidence(proof, evidence, workspace.trust());
    }
    return proof;
}

QString proofSentence(const UseProof &proof, Instant now)
{
    const QString signature = actSentence(proof.judged.verdict, now);
    if (!proof.judged.sealed)
        return proofWords(QT_TRANSLATE_NOOP("SealProof",
                              "Keeper: %1 The seal could not be checked: the sealed document is not on this desktop."))
            .arg(signature);
    return proofWords(QT_TRANSLATE_NOOP("SealProof", "Keeper: %1 Document: %2."))
        .arg(signature, conclusionWords(proof.judged.sealed->conclusion));
}

NoticeStrip::Mood proofMood(const UseProof &proof)
{
    if (!proof.judged.holds())
        return NoticeStrip::Mood::Bad;
    const bool isSound = proof.judged.verdict.conclusion <= core::ActConclusion::ClaimedTime && proof.judged.sealed
                         && proof.judged.sealed->conclusion == core::SealingConclusion::Valid;
    return isSound ? NoticeStrip::Mood::Good : NoticeStrip::Mood::Caution;
}

QStringList proofLines(const UseProof &proof, Instant now)
{
    QStringList lines;
    lines.append(proofWords(QT_TRANSLATE_NOOP("SealProof", "Keeper's signature: %1"))
                     .arg(actMark(proof.judged.verdict.conclusion)));
    lines.append(certificateLine(proof));
    if (proof.judged.evidence.isEmpty()) {
        lines.append(proofWords(QT_TRANSLATE_NOOP("SealProof",
            "Evidence: none is kept yet. The desktop where the seal was used keeps it with its next synchronisation or "
            "act.")));
    } else {
        lines.append(stampLine(proof, now));
        lines.append(listLines(proof));
        QStringList names;
        for (const crypto::Certificate &issuer : proof.issuers)
            names.append(issuer.commonName());
        if (!names.isEmpty())
            lines.append(proofWords(QT_TRANSLATE_NOOP("SealProof", "Issuers' certificates that were kept: %1"))
                             .arg(names.join(u'、')));
    }
    for (const core::EvidenceRemark &remark : proof.judged.verdict.remarks) {
        if (remark.fault.code == ErrorCode::NotTrusted)
            lines.append(
                proofWords(QT_TRANSLATE_NOOP("SealProof", "▲ Not believed: %1")).arg(sentenceFor(remark.fault)));
    }
    return lines + sealLines(proof) + warrantLines(proof, now);
}

} // namespace wenyi::ui
