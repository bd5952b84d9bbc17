// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampToken.h"
#include "shared/seal/CertificateChecks.h"
#include "shared/seal/SealForm.h"
#include "shared/seal/SealSignature.h"

namespace wenyi::seal {

using crypto::DerWriter;

namespace {

/// GB/T 38540-2020, the steps before signing: the signer's certificate, then the seal, then that they belong together.
Result<void> maySeal(const ElectronicSeal &seal, const crypto::Certificate &signer, const SealingRequest &request,
    const crypto::TrustStore &trust)
{
    if (!isAscii(request.propertyInfo) || request.propertyInfo.size() > limits::Text)
        return Error{ErrorCode::InvalidInput, "seal.property", request.propertyInfo};
    WENYI_CHECK(trust.verify(signer, signerPurpose(seal.info().type), request.at));
    WENYI_CHECK(seal.verifyMakerSignature());
    WENYI_TRY(const crypto::Certificate maker, crypto::Certificate::fromDer(seal.makerCertificate()));
    const auto ask = [&trust](const crypto::Certificate &certificate, Instant at) {
        return trust.verify(certificate, crypto::CertificatePurpose::SealMaker, at);
    };
    WENYI_CHECK(askAboutMaker(ask, maker, seal.info().created, request.at));
    WENYI_CHECK(seal.isValidAt(request.at));
    if (!seal.lists(signer.toDer()))
        return Error{ErrorCode::NotTrusted, "seal.signer-not-listed", signer.commonName()};
    return {};
}

} // namespace

Result<SealSignature> signWithSeal(const ElectronicSeal &seal, crypto::Signer &signer, const SealingRequest &request,
    const crypto::TrustStore &trust, const TimeStamper &stamper)
{
    WENYI_CHECK(maySeal(seal, signer.certificate(), request, trust));
    DerWriter toSign;
    toSign.integer(4)
        .raw(seal.toDer())
        .generalizedTime(request.at)
        .bitString(request.dataHash.view())
        .ia5String(request.propertyInfo)
        .raw(extensionsForm(request.extensions).bytes());
    const QByteArray signedPart = DerWriter().sequence(toSign).bytes();
    WENYI_TRY(const QByteArray value, signer.sign(signedPart));
    DerWriter fields;
    fields.raw(signedPart).octetString(signer.certificate().toDer()).objectIdentifier(Sm2WithSm3).bitString(value);
    WENYI_TRY(SealSignature signature, SealSignature::fromDer(DerWriter().sequence(fields).bytes()));
    WENYI_CHECK(
        signature.verifyValue()); // A token whose key is not the certificate's is found here, not by the reader.
    if (!stamper)
        return signature;
    WENYI_TRY(const QByteArray token, stamper(value));
    return withTimeStamp(signature, token, trust);
}

Result<SealSignature> withTimeStamp(
    const SealSignature &signature, QByteArrayView token, const crypto::TrustStore &trust)
{
    if (signature.version() != SealVersion::V4)
        return Error{ErrorCode::Unsupported, "seal.version", {}};
    if (signature.timeStamp())
        return Error{ErrorCode::AlreadyExists, "seal.time-stamp", {}};
    WENYI_CHECK(crypto::verifyTimeStamp(token, signature.value(), trust));
    crypto::DerReader outer(signature.toDer());
    WENYI_TRY(crypto::DerReader reader, outer.enter());
    DerWriter fields;
    while (!reader.atEnd()) {
        WENYI_TRY(const crypto::DerElement field, reader.element());
        fields.raw(field.raw);
    }
    fields.explicitTag(0, DerWriter().bitString(token));
    return SealSignature::fromDer(DerWriter().sequence(fields).bytes());
}

} // namespace wenyi::seal
