// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampAuthority.h"

#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampForm.h"

namespace wenyi::crypto {

namespace {

using timeStamp::Failure;

constexpr qsizetype SerialSize = 16;
constexpr qsizetype Sm3Size = 32;

QByteArray granted(const QByteArray &token)
{
    const DerWriter status = DerWriter().integer(qint64(timeStamp::Status::Granted));
    return DerWriter().sequence(DerWriter().sequence(status).raw(token)).bytes();
}

/// PKIFailureInfo is a BIT STRING of named bits: the named one is set, and none behind it is written (X.690 11.2.2).
QByteArray refusal(Failure failure, const Error &error)
{
    const int bit = static_cast<int>(failure);
    QByteArray bits(bit / 8 + 2, '\0');
    bits[0] = static_cast<char>(7 - bit % 8);
    bits[bits.size() - 1] = static_cast<char>(0x80 >> bit % 8);
    DerWriter status;
    status.integer(qint64(timeStamp::Status::Rejection))
        .sequence(DerWriter().utf8String(QString::fromLatin1(error.reason)))
        .wrapped(DerTag::BitString, bits);
    return DerWriter().sequence(DerWriter().sequence(status)).bytes();
}

/// SigningCertificateV2 (RFC 5035 3) with the digest by SM3, and issuer and serial number to find it by.
QByteArray signingCertificate(const Certificate &certificate, const QByteArray &named)
{
    // IssuerSerial has GeneralNames for the issuer, one of them its name ([4] EXPLICIT).
    DerReader outer(named);
    const auto fields = outer.enter();
    DerReader reader = *fields;
    const QByteArrayView issuer = reader.element()->raw;
    const QByteArrayView serial = reader.element()->raw;
    const DerWriter names = DerWriter().wrapped(contextTag(4), issuer);
    DerWriter identifier;
    identifier.raw(algorithmForm(cms::Sm3Digest).bytes())
        .octetString(sm3(certificate.toDer()).view())
        .sequence(DerWriter().sequence(names).raw(serial));
    const DerWriter list = DerWriter().sequence(identifier);
    return DerWriter().sequence(DerWriter().sequence(list)).bytes();
}

} // namespace

Result<TimeStampAuthority> TimeStampAuthority::create(Signer &signer, const Clock &clock, RandomSource &random)
{
    const auto purpose = signer.certificate().purpose();
    if (!purpose || *purpose != CertificatePurpose::TimeStamp)
        return Error{ErrorCode::NotTrusted, "certificate.purpose", signer.certificate().commonName()};
    return TimeStampAuthority(signer, clock, random);
}

QByteArray TimeStampAuthority::answer(QByteArrayView request) const
{
    const auto asked = TimeStampRequest::fromDer(request);
    if (!asked) {
        const bool isExtension = asked.error().reason == "time-stamp.extension";
        return refusal(isExtension ? Failure::UnacceptedExtension : Failure::BadDataFormat, asked.error());
    }
    if (asked->imprint.method != cms::Sm3Digest)
        return refusal(Failure::BadAlgorithm, {ErrorCode::Unsupported, "time-stamp.digest-method", {}});
    if (asked->imprint.digest.size() != Sm3Size)
        return refusal(Failure::BadDataFormat, timeStamp::malformed("imprint"));
    if (asked->policy && *asked->policy != TimeStampPolicy)
        return refusal(Failure::UnacceptedPolicy, {ErrorCode::NotAllowed, "time-stamp.policy", {}});
    const Instant now = m_clock.now();
    const Certificate &own = m_signer.certificate();
    if (now < own.notBefore() || now > own.notAfter())
        return refusal(Failure::TimeNotAvailable, {ErrorCode::NotAllowed, "certificate.expired", {}});
    const auto token = stamp(*asked, now);
    return token ? granted(*token) : refusal(Failure::SystemFailure, token.error());
}

Result<QByteArray> TimeStampAuthority::stamp(const TimeStampRequest &request, Instant at) const
{
    QByteArray serial = m_random.bytes(SerialSize);
    serial[0] = static_cast<char>((serial[0] & 0x3f) | 0x40); // Positive, and of the same length for all.
    DerWriter info;
    info.integer(1)
        .objectIdentifier(TimeStampPolicy)
        .raw(timeStamp::imprintForm(request.imprint).bytes())
        .unsignedInteger(serial)
        .generalizedTime(at)
        .sequence(DerWriter().integer(1)); // Accurate to a second.
    if (request.nonce)
        info.unsignedInteger(*request.nonce);
    WENYI_TRY(const QByteArray named, issuerAndSerial(m_signer.certificate().toDer()));
    const CmsContent content{timeStamp::InfoType, DerWriter().sequence(info).bytes(),
        {{cms::SigningTimeAttribute, DerWriter().utcTime(at).bytes()},
            {timeStamp::SigningCertificateAttribute, signingCertificate(m_signer.certificate(), named)}},
        request.wantsCertificate};
    return writeCms(content, m_signer);
}

} // namespace wenyi::crypto
