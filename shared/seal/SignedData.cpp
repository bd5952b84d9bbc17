// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/SignedData.h"

#include "shared/crypto/Ber.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/Sm3.h"
#include "shared/seal/CertificateChecks.h"
#include "shared/seal/SealForm.h"

#include <algorithm>

namespace wenyi::seal {

using crypto::DerReader;

namespace {

constexpr QByteArrayView DataType = "1.2.156.10197.6.1.4.2.1";
constexpr QByteArrayView SignedDataType = "1.2.156.10197.6.1.4.2.2";
constexpr qsizetype LargestContent = 4096;

bool isSm3(QByteArrayView algorithm)
{
    return algorithm == QByteArrayView(crypto::cms::Sm3Digest) || algorithm == QByteArrayView("1.2.156.10197.1.401.1");
}

bool has(const crypto::CmsStructure &cms, QByteArrayView attribute)
{
    const auto &all = cms.attributes;
    return std::any_of(all.begin(), all.end(), [attribute](const auto &one) { return one.type == attribute; });
}

} // namespace

/// Takes what GB/T 35275 has of its own out of the structure.
class SignedDataReader
{
public:
    static Result<SignedData> read(QByteArrayView der)
    {
        WENYI_TRY(const crypto::CmsStructure cms, crypto::readCms(der, SignedDataType));
        if (cms.contentType != DataType)
            return badForm("content");
        if (!isSm3(cms.digestMethod))
            return badForm("digest");
        if (cms.content && cms.content->size() > LargestContent)
            return Error{ErrorCode::TooLarge, "seal.size", QString::number(cms.content->size())};
        SignedData data;
        data.m_signerCertificate = cms.signerCertificate;
        data.m_algorithm = cms.signatureMethod;
        data.m_content = cms.content;
        data.m_attributes = cms.signedAttributes;
        data.m_value = cms.value;
        if (cms.signedAttributes)
            WENYI_CHECK(readAttributes(cms, data));
        return data;
    }

private:
    static Result<void> readAttributes(const crypto::CmsStructure &cms, SignedData &data);
};

/// An attribute that counts may stand there once, with one value (RFC 5652 11).
Result<void> SignedDataReader::readAttributes(const crypto::CmsStructure &cms, SignedData &data)
{
    const auto type = cms.soleValue(crypto::cms::ContentTypeAttribute);
    const auto digest = cms.soleValue(crypto::cms::MessageDigestAttribute);
    const auto time = cms.soleValue(crypto::cms::SigningTimeAttribute);
    if (!type || !digest || (!time && has(cms, crypto::cms::SigningTimeAttribute)))
        return badForm("signed attributes");
    WENYI_TRY(const QByteArray content, DerReader(*type).objectIdentifier());
    if (content != DataType)
        return badForm("content type attribute");
    DerReader value(*digest);
    WENYI_TRY(data.m_messageDigest, readOctets(value, 64));
    if (data.m_messageDigest.isEmpty())
        return badForm("signed attributes");
    if (time) {
        WENYI_TRY(data.m_claimedTime, DerReader(*time).time());
    }
    return {};
}

Result<SignedData> SignedData::fromBytes(QByteArrayView bytes)
{
    WENYI_TRY(const QByteArray der, crypto::toDefiniteLengths(bytes));
    return SignedDataReader::read(der);
}

bool SignedData::isOver(const Digest &dataHash) const
{
    const QByteArray digest = dataHash.toBytes();
    if (m_attributes && m_messageDigest != (m_content ? crypto::sm3(*m_content).toBytes() : digest))
        return false;
    return !m_content || *m_content == digest || *m_content == digest.toBase64();
}

Result<void> SignedData::verifyValue() const
{
    const QByteArray message = m_attributes ? *m_attributes : m_content.value_or(QByteArray());
    return verifySm2(m_signerCertificate, m_algorithm, message, m_value, "seal.signer-certificate");
}

SealVerdict verify(
    const SignedData &signature, const Digest &dataHash, const QString &dateTime, const SealJudgement &judgement)
{
    SealVerdict verdict;
    const bool isTold = signature.claimedTime().has_value();
    verdict.signedAt = isTold ? signature.claimedTime() : timeFromText(dateTime.trimmed().toLatin1());
    const bool hasZone = isTold || dateTime.trimmed().endsWith(u'Z');
    const auto note = [&verdict](SealStep step, StepOutcome outcome, const QByteArray &reason = {}) {
        verdict.steps.append(SealStepResult{step, outcome, reason, {}});
    };
    note(SealStep::Format, StepOutcome::Passed);
    verdict.steps.append(stepOf(SealStep::SignatureValue, signature.verifyValue()));
    const auto ask = [&judgement](const crypto::Certificate &certificate, Instant at) {
        if (judgement.profiles == CertificateProfiles::AnyHierarchy)
            return judgement.trust.verifySigner(certificate, at);
        // A unit's key or a member's: both sign by themselves.
        auto known = judgement.trust.verify(certificate, crypto::CertificatePurpose::Unit, at);
        if (!known && known.error().reason == "certificate.purpose")
            known = judgement.trust.verify(certificate, crypto::CertificatePurpose::Member, at);
        return known;
    };
    const auto signer = crypto::Certificate::fromDer(signature.signerCertificate());
    verdict.revocationsAsOf = revocationsAsOf(judgement.trust, signer);
    verdict.steps.append(signerSteps(ask, signer, verdict.signedAt, judgement.now, clockTolerance(hasZone)));
    if (signature.isOver(dataHash))
        note(SealStep::DataHash, StepOutcome::Passed);
    else
        note(SealStep::DataHash, StepOutcome::Failed, "seal.data-hash");
    if (judgement.registration)
        note(SealStep::SealRegistration, StepOutcome::Warning, "seal.none");
    verdict.conclusion = concludeSignedData(verdict.steps);
    return verdict;
}

} // namespace wenyi::seal
