// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/SignedData.h"

#include "shared/crypto/Ber.h"
#include "shared/crypto/Sm3.h"
#include "shared/seal/CertificateChecks.h"
#include "shared/seal/SealForm.h"

namespace wenyi::seal {

using crypto::contextTag;
using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;

namespace {

constexpr QByteArrayView DataType = "1.2.156.10197.6.1.4.2.1";
constexpr QByteArrayView SignedDataType = "1.2.156.10197.6.1.4.2.2";
constexpr QByteArrayView ContentTypeAttribute = "1.2.840.113549.1.9.3";
constexpr QByteArrayView MessageDigestAttribute = "1.2.840.113549.1.9.4";
constexpr QByteArrayView SigningTimeAttribute = "1.2.840.113549.1.9.5";
constexpr qsizetype LargestContent = 4096;

bool isSm3(QByteArrayView algorithm)
{
    return algorithm == QByteArrayView("1.2.156.10197.1.401") || algorithm == QByteArrayView("1.2.156.10197.1.401.1");
}

/// An AlgorithmIdentifier's name; its parameters say nothing.
Result<QByteArray> readAlgorithmName(DerReader &reader)
{
    WENYI_TRY(DerReader fields, reader.enter());
    return fields.objectIdentifier();
}

/// Issuer and serial number as they lie in a certificate (RFC 5280 4.1), to be compared byte by byte.
Result<QByteArray> issuerAndSerial(QByteArrayView certificate)
{
    DerReader outer(certificate);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_TRY(DerReader signedFields, fields.enter());
    if (signedFields.isNext(contextTag(0))) {
        WENYI_CHECK(signedFields.element());
    }
    WENYI_TRY(const crypto::DerElement serial, signedFields.element(DerTag::Integer));
    WENYI_CHECK(signedFields.element(DerTag::Sequence));
    WENYI_TRY(const crypto::DerElement issuer, signedFields.element(DerTag::Sequence));
    return DerWriter().sequence(DerWriter().raw(issuer.raw).raw(serial.raw)).bytes();
}

} // namespace

/// Takes a ContentInfo with SignedData apart.
class SignedDataReader
{
public:
    static Result<SignedData> read(QByteArrayView der)
    {
        DerReader outer(der);
        WENYI_TRY(DerReader info, outer.enter());
        WENYI_CHECK(outer.finish());
        WENYI_TRY(const QByteArray type, info.objectIdentifier());
        if (type != SignedDataType)
            return badForm("content type");
        WENYI_TRY(DerReader content, info.enter(contextTag(0)));
        WENYI_CHECK(info.finish());
        WENYI_TRY(DerReader fields, content.enter());
        WENYI_CHECK(content.finish());
        WENYI_CHECK(fields.integer());
        WENYI_CHECK(fields.element(DerTag::Set)); // The signer names its digest again.
        SignedDataReader reader;
        WENYI_CHECK(reader.readContent(fields));
        WENYI_CHECK(reader.readCertificates(fields));
        if (fields.isNext(contextTag(1))) {
            WENYI_CHECK(fields.element()); // Revocation lists: ours are newer, and theirs prove nothing.
        }
        WENYI_TRY(DerReader signers, fields.enter(DerTag::Set));
        WENYI_CHECK(fields.finish());
        WENYI_CHECK(reader.readSigner(signers));
        WENYI_CHECK(signers.finish());
        return std::move(reader.m_data);
    }

private:
    Result<void> readContent(DerReader &fields);
    Result<void> readCertificates(DerReader &fields);
    Result<void> readSigner(DerReader &signers);
    Result<void> readAttributes(const crypto::DerElement &attributes, const DerReader &reader);
    Result<void> readAttribute(QByteArrayView type, DerReader &values);

    SignedData m_data;
    QList<QByteArray> m_certificates;
    bool m_hasContentType = false;
};

Result<void> SignedDataReader::readContent(DerReader &fields)
{
    WENYI_TRY(DerReader info, fields.enter());
    WENYI_TRY(const QByteArray type, info.objectIdentifier());
    if (type != DataType)
        return badForm("content");
    if (!info.atEnd()) {
        WENYI_TRY(DerReader content, info.enter(contextTag(0)));
        WENYI_TRY(m_data.m_content, readOctets(content, LargestContent));
        WENYI_CHECK(content.finish());
    }
    return info.finish();
}

Result<void> SignedDataReader::readCertificates(DerReader &fields)
{
    WENYI_TRY(DerReader list, fields.enter(contextTag(0)));
    while (!list.atEnd()) {
        WENYI_TRY(const crypto::DerElement certificate, list.element(DerTag::Sequence));
        if (m_certificates.size() == limits::Certificates || certificate.raw.size() > limits::Certificate)
            return Error{ErrorCode::TooLarge, "seal.size", {}};
        m_certificates.append(certificate.raw.toByteArray());
    }
    return {};
}

Result<void> SignedDataReader::readSigner(DerReader &signers)
{
    WENYI_TRY(DerReader fields, signers.enter());
    WENYI_CHECK(fields.integer());
    WENYI_TRY(const crypto::DerElement named, fields.element(DerTag::Sequence));
    for (const QByteArray &certificate : m_certificates) {
        if (const auto found = issuerAndSerial(certificate); found && *found == named.raw)
            m_data.m_signerCertificate = certificate;
    }
    if (m_data.m_signerCertificate.isEmpty())
        return badForm("signer's certificate");
    WENYI_TRY(const QByteArray digest, readAlgorithmName(fields));
    if (!isSm3(digest))
        return badForm("digest");
    if (fields.isNext(contextTag(0))) {
        WENYI_TRY(const crypto::DerElement attributes, fields.element());
        WENYI_CHECK(readAttributes(attributes, fields));
    }
    WENYI_TRY(m_data.m_algorithm, readAlgorithmName(fields));
    WENYI_TRY(m_data.m_value, readOctets(fields, 512));
    if (fields.isNext(contextTag(1))) {
        WENYI_CHECK(fields.element()); // Attributes that nobody signed, the picture of a seal at most.
    }
    WENYI_CHECK(fields.finish());
    if (!m_data.m_attributes && !m_data.m_content)
        return badForm("nothing signed");
    return {};
}

Result<void> SignedDataReader::readAttributes(const crypto::DerElement &attributes, const DerReader &reader)
{
    // [0] IMPLICIT in the structure, and a SET where it is signed (RFC 5652 5.4).
    m_data.m_attributes = DerWriter().wrapped(DerTag::Set, attributes.content).bytes();
    WENYI_TRY(DerReader list, reader.inside(attributes));
    while (!list.atEnd()) {
        WENYI_TRY(DerReader attribute, list.enter());
        WENYI_TRY(const QByteArray type, attribute.objectIdentifier());
        WENYI_TRY(DerReader values, attribute.enter(DerTag::Set));
        WENYI_CHECK(readAttribute(type, values));
        WENYI_CHECK(attribute.finish());
    }
    if (!m_hasContentType || m_data.m_messageDigest.isEmpty())
        return badForm("signed attributes");
    return {};
}

/// An attribute that counts may stand there once, with one value (RFC 5652 11).
Result<void> SignedDataReader::readAttribute(QByteArrayView type, DerReader &values)
{
    if (type == ContentTypeAttribute) {
        WENYI_TRY(const QByteArray content, values.objectIdentifier());
        if (content != DataType || m_hasContentType)
            return badForm("content type attribute");
        m_hasContentType = true;
    } else if (type == MessageDigestAttribute) {
        if (!m_data.m_messageDigest.isEmpty())
            return badForm("message digest twice");
        WENYI_TRY(m_data.m_messageDigest, readOctets(values, 64));
    } else if (type == SigningTimeAttribute) {
        if (m_data.m_claimedTime)
            return badForm("signing time twice");
        WENYI_TRY(m_data.m_claimedTime, values.time());
    } else {
        return {};
    }
    return values.finish();
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
