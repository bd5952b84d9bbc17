// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/SealVerdict.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

using namespace Qt::StringLiterals;

namespace wenyi::seal {

namespace {

/// What one kind of result leads to; an unset step or reason fits every one.
struct Rule
{
    StepOutcome outcome;
    std::optional<SealStep> step;
    std::string_view reason;
    SealConclusion conclusion;

    bool fits(const SealStepResult &result) const
    {
        return result.outcome == outcome && (!step || *step == result.step)
               && (reason.empty()
                   || result.reason == QByteArrayView(reason.data(), static_cast<qsizetype>(reason.size())));
    }
};

/// The first rule that fits any step decides. What says most about who did what comes first: bytes that nobody signed
/// are no evidence of an expired seal.
constexpr std::array Rules{
    Rule{StepOutcome::Failed, SealStep::Format, {}, SealConclusion::Malformed},
    Rule{StepOutcome::Failed, SealStep::SignatureValue, {}, SealConclusion::SignatureInvalid},
    Rule{StepOutcome::Failed, SealStep::DataHash, {}, SealConclusion::ContentChanged},
    Rule{StepOutcome::Failed, SealStep::MakerSignature, {}, SealConclusion::SealInvalid},
    Rule{StepOutcome::Failed, SealStep::SignerListed, {}, SealConclusion::SignerInvalid},
    Rule{StepOutcome::Failed, {}, "certificate.revoked", SealConclusion::Revoked},
    Rule{StepOutcome::Failed, {}, "seal.withdrawn", SealConclusion::Revoked},
    Rule{StepOutcome::Failed, {}, "certificate.suspended", SealConclusion::Suspended},
    Rule{StepOutcome::Failed, {}, "seal.suspended", SealConclusion::Suspended},
    Rule{StepOutcome::Failed, SealStep::SignerCertificate, {}, SealConclusion::SignerInvalid},
    Rule{StepOutcome::Failed, SealStep::MakerCertificate, {}, SealConclusion::SealInvalid},
    Rule{StepOutcome::Failed, SealStep::SealRegistration, {}, SealConclusion::SealInvalid},
    Rule{StepOutcome::Failed, SealStep::SealValidity, {}, SealConclusion::Expired},
    Rule{StepOutcome::Failed, {}, "certificate.expired", SealConclusion::Expired},
    Rule{StepOutcome::Failed, {}, "certificate.not-yet-valid", SealConclusion::Expired},
    Rule{StepOutcome::Failed, {}, {}, SealConclusion::SignatureInvalid},
    Rule{StepOutcome::NotChecked, {}, {}, SealConclusion::CannotBeChecked},
    Rule{StepOutcome::Warning, {}, {}, SealConclusion::ValidWithRemarks},
};

constexpr std::array StepNames{"format", "signature-value", "signer-certificate", "signing-time", "data-hash",
    "property-info", "maker-signature", "maker-certificate", "seal-validity", "signer-listed", "time-stamp",
    "seal-registration", "signature-method"};
constexpr std::array OutcomeNames{"passed", "warning", "not-checked", "failed"};
constexpr std::array ConclusionNames{"valid", "valid-with-remarks", "cannot-be-checked", "content-changed",
    "signature-invalid", "signer-invalid", "seal-invalid", "expired", "suspended", "revoked", "malformed"};

} // namespace

namespace {

SealConclusion concludeWith(const QList<SealStepResult> &steps, std::span<const SealStep> mustBeTaken)
{
    for (const Rule &rule : Rules) {
        const auto fits = [&rule](const SealStepResult &result) { return rule.fits(result); };
        if (std::any_of(steps.begin(), steps.end(), fits))
            return rule.conclusion;
    }
    // Nothing speaks against it; without the steps that must be taken that means nothing.
    const auto wasTaken = [&steps](SealStep step) {
        return std::any_of(steps.begin(), steps.end(), [step](const SealStepResult &r) { return r.step == step; });
    };
    return std::all_of(mustBeTaken.begin(), mustBeTaken.end(), wasTaken) ? SealConclusion::Valid
                                                                         : SealConclusion::CannotBeChecked;
}

} // namespace

SealConclusion conclude(const QList<SealStepResult> &steps)
{
    static constexpr std::array ofSignature{SealStep::Format, SealStep::SignatureValue, SealStep::SignerCertificate,
        SealStep::SigningTime, SealStep::DataHash, SealStep::PropertyInfo, SealStep::MakerSignature,
        SealStep::MakerCertificate, SealStep::SealValidity, SealStep::SignerListed};
    return concludeWith(steps, ofSignature);
}

SealConclusion concludeSeal(const QList<SealStepResult> &steps)
{
    static constexpr std::array ofSeal{
        SealStep::Format, SealStep::MakerSignature, SealStep::MakerCertificate, SealStep::SealValidity};
    return concludeWith(steps, ofSeal);
}

SealConclusion concludeSignedData(const QList<SealStepResult> &steps)
{
    static constexpr std::array ofSignedData{SealStep::Format, SealStep::SignatureValue, SealStep::SignerCertificate,
        SealStep::SigningTime, SealStep::DataHash};
    return concludeWith(steps, ofSignedData);
}

std::optional<SealStepResult> checkMethod(const QString &named)
{
    const QString name = named.simplified().toLower();
    if (name.isEmpty())
        return {};
    // By name, by the algorithm's identifier, and by that of SM2 itself or its signing, as makers write it.
    static const QStringList known{u"sm2"_s, u"sm3withsm2"_s, u"sm2withsm3"_s, u"sm2-sm3"_s, u"1.2.156.10197.1.501"_s,
        u"1.2.156.10197.1.301"_s, u"1.2.156.10197.1.301.1"_s};
    if (known.contains(name))
        return SealStepResult{SealStep::SignatureMethod, StepOutcome::Passed, {}, {}};
    // What nobody here knows may be a maker's own identifier for the same: the value has told what signed.
    static const QStringList others{u"1.2.840.113549"_s, u"1.2.840.10045.4"_s, u"1.2.840.10040.4"_s, u"1.3.14.3.2"_s,
        u"1.3.36.3"_s, u"1.3.101.110"_s, u"1.3.101.111"_s, u"1.3.101.112"_s, u"1.3.101.113"_s,
        u"2.16.840.1.101.3.4"_s, // RSA, ECDSA, DSA, EdDSA and their digests.
        // GM/T 0006: ciphers, SM2 for other ends, SM9, SHA, and the pairs that are not SM2 with SM3.
        u"1.2.156.10197.1.102"_s, u"1.2.156.10197.1.103"_s, u"1.2.156.10197.1.104"_s, u"1.2.156.10197.1.301.2"_s,
        u"1.2.156.10197.1.301.3"_s, u"1.2.156.10197.1.302"_s, u"1.2.156.10197.1.410"_s, u"1.2.156.10197.1.411"_s,
        u"1.2.156.10197.1.502"_s, u"1.2.156.10197.1.503"_s, u"1.2.156.10197.1.504"_s, u"1.2.156.10197.1.505"_s,
        u"1.2.156.10197.1.506"_s};
    const auto isOfThem = [&name](const QString &other) { return name == other || name.startsWith(other + u'.'); };
    static const QRegularExpression otherAlgorithm(u"rsa|ecdsa|eddsa|ed25519|hmac|md5|sha|sm9|none"_s);
    const bool isOther = std::ranges::any_of(others, isOfThem) || otherAlgorithm.match(name).hasMatch();
    return SealStepResult{SealStep::SignatureMethod, isOther ? StepOutcome::Failed : StepOutcome::Warning,
        isOther ? "seal.other-method" : "seal.unknown-method", named.simplified().left(60)};
}

QByteArray stepName(SealStep step)
{
    return StepNames.at(static_cast<size_t>(step));
}

QByteArray outcomeName(StepOutcome outcome)
{
    return OutcomeNames.at(static_cast<size_t>(outcome));
}

QByteArray conclusionName(SealConclusion conclusion)
{
    return ConclusionNames.at(static_cast<size_t>(conclusion));
}

std::optional<SealStepResult> SealVerdict::result(SealStep step) const
{
    for (const SealStepResult &candidate : steps) {
        if (candidate.step == step)
            return candidate;
    }
    return {};
}

} // namespace wenyi::seal
