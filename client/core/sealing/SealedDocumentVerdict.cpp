// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedDocumentVerdict.h"

#include <algorithm>
#include <array>

namespace wenyi::core {

namespace {

constexpr std::array ConclusionNames{"valid", "valid-with-remarks", "unsealed", "cannot-be-checked", "not-sealed",
    "other-unit", "not-covered", "expired", "suspended", "revoked", "seal-invalid", "signer-invalid", "content-changed",
    "signature-invalid", "malformed", "seal-removed"};

SealingConclusion ofSeal(seal::SealConclusion conclusion)
{
    switch (conclusion) {
    case seal::SealConclusion::Valid:
        return SealingConclusion::Valid;
    case seal::SealConclusion::ValidWithRemarks:
        return SealingConclusion::ValidWithRemarks;
    case seal::SealConclusion::CannotBeChecked:
        return SealingConclusion::CannotBeChecked;
    case seal::SealConclusion::ContentChanged:
        return SealingConclusion::ContentChanged;
    case seal::SealConclusion::SignatureInvalid:
        return SealingConclusion::SignatureInvalid;
    case seal::SealConclusion::SignerInvalid:
        return SealingConclusion::SignerInvalid;
    case seal::SealConclusion::SealInvalid:
        return SealingConclusion::SealInvalid;
    case seal::SealConclusion::Expired:
        return SealingConclusion::Expired;
    case seal::SealConclusion::Suspended:
        return SealingConclusion::Suspended;
    case seal::SealConclusion::Revoked:
        return SealingConclusion::Revoked;
    case seal::SealConclusion::Malformed:
        break;
    }
    return SealingConclusion::Malformed;
}

} // namespace

QByteArray conclusionName(SealingConclusion conclusion)
{
    return ConclusionNames.at(static_cast<size_t>(conclusion));
}

QByteArray basisName(TrustBasis basis)
{
    return basis == TrustBasis::Domain ? "domain" : "roots";
}

SealingConclusion concludeSeal(const SealFinding &finding)
{
    if (finding.fault)
        return SealingConclusion::Malformed;
    SealingConclusion worst = ofSeal(finding.verdict.conclusion);
    const auto atLeast = [&worst](bool applies, SealingConclusion conclusion) {
        if (applies)
            worst = std::max(worst, conclusion);
    };
    atLeast(!finding.changed.isEmpty(), SealingConclusion::ContentChanged);
    atLeast(!finding.uncovered.isEmpty(), SealingConclusion::NotCovered);
    atLeast(!finding.extra.isEmpty(), SealingConclusion::ValidWithRemarks);
    // The seal is one unit's, or one person's: somebody else's certificate under it is not their act.
    const QString owner = finding.registeredMember ? finding.registeredMember->toString()
                          : finding.registeredUnit ? finding.registeredUnit->toString()
                                                   : finding.signerId;
    atLeast(owner != finding.signerId, SealingConclusion::SignerInvalid);
    return worst;
}

SealingConclusion concludeDocument(const SealedDocumentVerdict &verdict, const std::optional<UnitCode> &issuer)
{
    if (!verdict.removed.isEmpty())
        return SealingConclusion::SealRemoved;
    if (verdict.seals.isEmpty())
        return SealingConclusion::NotSealed;
    SealingConclusion worst = SealingConclusion::Valid;
    for (const SealFinding &finding : verdict.seals)
        worst = std::max(worst, finding.conclusion);
    if (!issuer)
        return worst;
    // A member's personal seal is not the unit's, but where it is the very mark that closes the document.
    const auto isIssuers = [&](const SealFinding &finding) {
        return finding.registeredUnit == issuer && (verdict.isClosedByStamp || !finding.registeredMember);
    };
    const auto isAuthorised = [&](const SealFinding &finding) {
        return isIssuers(finding) && (finding.isLeaders || !finding.registeredMember);
    };
    if (std::none_of(verdict.seals.begin(), verdict.seals.end(), isIssuers))
        worst = std::max(worst, SealingConclusion::OtherUnit);
    else if (std::none_of(verdict.seals.begin(), verdict.seals.end(), isAuthorised))
        worst = std::max(worst, SealingConclusion::ValidWithRemarks);
    return worst;
}

void vouchByEnvelope(SealedDocumentVerdict &verdict)
{
    if (verdict.conclusion == SealingConclusion::NotSealed && verdict.isUnsealedByRule)
        verdict.conclusion = SealingConclusion::Unsealed;
}

void addDoubts(SealedDocumentVerdict &verdict, const QList<ofd::ShownDoubt> &doubts)
{
    verdict.doubts += doubts;
    if (!verdict.doubts.isEmpty())
        verdict.conclusion = std::max(verdict.conclusion, SealingConclusion::ValidWithRemarks);
}

} // namespace wenyi::core
