// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampToken.h"

#include "shared/base/Limits.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampForm.h"

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestToken = 64 * limits::KiB;

Error refused(const char *reason)
{
    return Error{ErrorCode::NotTrusted, reason, {}};
}

/// RFC 5652 11.1 and 11.2: the attributes say that the content is a time stamp, and what its digest is.
Result<void> checkAttributes(const CmsStructure &token)
{
    const auto type = token.soleValue(cms::ContentTypeAttribute);
    const auto digest = token.soleValue(cms::MessageDigestAttribute);
    if (!type || !digest)
        return refused("cms.attributes");
    WENYI_TRY(const QByteArray named, DerReader(*type).objectIdentifier());
    if (named != timeStamp::InfoType)
        return refused("cms.attributes");
    WENYI_TRY(const QByteArrayView told, DerReader(*digest).octetString());
    if (told != sm3(*token.content).toBytes())
        return refused("cms.digest");
    return {};
}

/// RFC 5816 2.2.1: the value is bound to this very certificate, the first of those that are listed. Another one with
/// the same key, of another validity or authority, could otherwise be put in its place.
Result<void> checkSigningCertificate(const CmsStructure &token)
{
    const auto value = token.soleValue(timeStamp::SigningCertificateAttribute);
    if (!value)
        return refused("cms.attributes");
    DerReader outer(*value);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_TRY(DerReader list, fields.enter());
    WENYI_TRY(DerReader first, list.enter());
    QByteArray method = timeStamp::Sha256; // RFC 5035 3: where no other is named.
    if (first.isNext(DerTag::Sequence)) {
        WENYI_TRY(method, readAlgorithmName(first));
    }
    WENYI_TRY(const QByteArrayView digest, first.octetString());
    const QByteArray &certificate = token.signerCertificate;
    if (method != timeStamp::Sha256 && method != cms::Sm3Digest)
        return Error{ErrorCode::Unsupported, "time-stamp.digest-method", QString::fromLatin1(method)};
    if (digest != (method == timeStamp::Sha256 ? timeStamp::sha256(certificate) : sm3(certificate).toBytes()))
        return refused("time-stamp.certificate");
    return {};
}

} // namespace

/// Takes TSTInfo apart.
class TimeStampReader
{
public:
    static Result<TimeStampToken> read(QByteArrayView der)
    {
        WENYI_TRY(const CmsStructure structure, readCms(der, cms::SignedDataType));
        if (structure.contentType != timeStamp::InfoType || !structure.content || !structure.signedAttributes)
            return timeStamp::malformed("content");
        if (structure.digestMethod != cms::Sm3Digest)
            return Error{
                ErrorCode::Unsupported, "time-stamp.digest-method", QString::fromLatin1(structure.digestMethod)};
        if (structure.signatureMethod != cms::Sm2WithSm3)
            return Error{
                ErrorCode::Unsupported, "time-stamp.algorithm", QString::fromLatin1(structure.signatureMethod)};
        WENYI_CHECK(checkAttributes(structure));
        WENYI_CHECK(checkSigningCertificate(structure));
        WENYI_TRY(const Certificate authority, Certificate::fromDer(structure.signerCertificate));
        if (!authority.publicKey().verify(structure.signedPart(), structure.value))
            return refused("cms.value");
        TimeStampToken token(authority);
        WENYI_CHECK(readInfo(*structure.content, token));
        return token;
    }

private:
    static Result<void> readInfo(QByteArrayView info, TimeStampToken &token);
    static Result<void> readRest(DerReader &fields, TimeStampToken &token);
};

Result<void> TimeStampReader::readInfo(QByteArrayView info, TimeStampToken &token)
{
    DerReader outer(info);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const qint64 version, fields.integer());
    if (version != 1)
        return timeStamp::malformed("version");
    WENYI_TRY(token.m_policy, fields.objectIdentifier());
    WENYI_TRY(token.m_imprint, timeStamp::readImprint(fields));
    WENYI_TRY(const QByteArrayView serial, fields.unsignedInteger(timeStamp::LongestNumber));
    token.m_serialNumber = serial.toByteArray();
    if (!fields.isNext(DerTag::GeneralizedTime))
        return timeStamp::malformed("time");
    WENYI_TRY(token.m_time, fields.time());
    return readRest(fields, token);
}

Result<void> TimeStampReader::readRest(DerReader &fields, TimeStampToken &token)
{
    if (fields.isNext(DerTag::Sequence)) {
        WENYI_CHECK(fields.element()); // The accuracy: what is judged by here is never closer than seconds.
    }
    if (fields.isNext(DerTag::Boolean)) {
        WENYI_CHECK(fields.boolean());
    }
    if (fields.isNext(DerTag::Integer)) {
        WENYI_TRY(const QByteArrayView nonce, fields.unsignedInteger(timeStamp::LongestNumber));
        token.m_nonce = nonce.toByteArray();
    }
    if (fields.isNext(contextTag(0))) {
        WENYI_CHECK(fields.element()); // The authority's name, as a hint; its certificate tells it.
    }
    // None is known here, and whether one is critical changes nothing for who cannot read it.
    if (fields.isNext(contextTag(1)))
        return Error{ErrorCode::Unsupported, "time-stamp.extension", {}};
    return fields.finish();
}

Result<TimeStampToken> TimeStampToken::fromDer(QByteArrayView der)
{
    if (der.size() > LargestToken)
        return Error{ErrorCode::TooLarge, "time-stamp.size", QString::number(der.size())};
    auto token = TimeStampReader::read(der);
    if (!token)
        return timeStamp::named(token.error());
    return token;
}

Result<VerifiedTimeStamp> verifyTimeStamp(QByteArrayView token, QByteArrayView data, const TrustStore &trust)
{
    WENYI_TRY(const TimeStampToken read, TimeStampToken::fromDer(token));
    WENYI_CHECK(read.imprint().isOf(data));
    WENYI_TRY(const RevocationKnowledge knowledge, trust.verifyTimeStamper(read.authority(), read.time()));
    return VerifiedTimeStamp{read.time(), read.authority().commonName(), knowledge};
}

} // namespace wenyi::crypto
