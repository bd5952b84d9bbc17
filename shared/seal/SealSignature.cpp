// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/SealSignature.h"

#include "shared/seal/SealForm.h"

namespace wenyi::seal {

using namespace Qt::StringLiterals;
using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;

/// Takes an SES_Signature apart; TBS_Sign of version 1 has the certificate inside, the later ones beside it.
class SealSignatureReader
{
public:
    static Result<SealSignature> read(QByteArrayView der)
    {
        DerReader outer(der);
        WENYI_TRY(DerReader fields, outer.enter());
        WENYI_CHECK(outer.finish());
        WENYI_TRY(const crypto::DerElement signedPart, fields.element(DerTag::Sequence));
        WENYI_TRY(DerReader signedFields, fields.inside(signedPart));
        WENYI_TRY(const qint64 version, signedFields.integer());
        WENYI_TRY(const crypto::DerElement sealPart, signedFields.element(DerTag::Sequence));
        WENYI_TRY(ElectronicSeal seal, ElectronicSeal::fromDer(sealPart.raw));
        SealSignature signature(std::move(seal));
        signature.m_der = der.toByteArray();
        signature.m_signedPart = signedPart.raw.toByteArray();
        const bool isFirstForm = fields.isNext(DerTag::BitString);
        if (!isFirstForm && version != 4 && version != 5)
            return Error{ErrorCode::Unsupported, "seal.version", QString::number(version)};
        signature.m_version = isFirstForm ? SealVersion::V1 : version == 5 ? SealVersion::V5 : SealVersion::V4;
        WENYI_CHECK(readSigned(signedFields, signature));
        WENYI_CHECK(readValue(fields, signature));
        return signature;
    }

private:
    static Result<void> readSigned(DerReader &fields, SealSignature &signature);
    static Result<void> readValue(DerReader &fields, SealSignature &signature);
};

Result<void> SealSignatureReader::readSigned(DerReader &fields, SealSignature &signature)
{
    if (fields.isNext(DerTag::BitString)) {
        WENYI_TRY(const QByteArray octets, readBits(fields, limits::Certificate, signature.m_hasOddEncoding));
        signature.m_claimedTime = timeFromText(octets);
        signature.m_hasTimeZone = octets.endsWith('Z');
        if (!signature.m_claimedTime)
            signature.m_timeStamp = octets;
    } else {
        WENYI_TRY(signature.m_claimedTime, fields.time());
    }
    WENYI_TRY(signature.m_dataHash, readBits(fields, 64, signature.m_hasOddEncoding));
    WENYI_TRY(signature.m_propertyInfo, fields.text(limits::Text));
    if (signature.m_version == SealVersion::V1) {
        WENYI_TRY(signature.m_signerCertificate, readOctets(fields, limits::Certificate));
        WENYI_TRY(signature.m_algorithm, readAlgorithm(fields, signature.m_hasOddEncoding));
    } else {
        WENYI_TRY(signature.m_extensions, readExtensions(fields));
    }
    return fields.finish();
}

Result<void> SealSignatureReader::readValue(DerReader &fields, SealSignature &signature)
{
    if (signature.m_version != SealVersion::V1) {
        WENYI_TRY(signature.m_signerCertificate, readOctets(fields, limits::Certificate));
        WENYI_TRY(signature.m_algorithm, readAlgorithm(fields, signature.m_hasOddEncoding));
    }
    WENYI_TRY(signature.m_value, readBits(fields, 512, signature.m_hasOddEncoding));
    if (signature.m_version != SealVersion::V1 && fields.isNext(crypto::contextTag(0))) {
        WENYI_TRY(DerReader stamp, fields.enter(crypto::contextTag(0)));
        WENYI_TRY(signature.m_timeStamp, readBits(stamp, limits::Certificate, signature.m_hasOddEncoding));
        WENYI_CHECK(stamp.finish());
    }
    return fields.finish();
}

Result<SealSignature> SealSignature::fromDer(QByteArrayView der)
{
    return SealSignatureReader::read(der);
}

Result<void> SealSignature::verifyValue() const
{
    return verifySm2(m_signerCertificate, m_algorithm, m_signedPart, m_value, "seal.signer-certificate");
}

} // namespace wenyi::seal
