// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampRequest.h"

#include "shared/base/Limits.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/TimeStampForm.h"
#include "shared/crypto/TimeStampToken.h"

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestRequest = 4 * limits::KiB;
constexpr qsizetype LargestResponse = 64 * limits::KiB;
constexpr qsizetype NonceSize = 8;

Result<TimeStampRequest> readRequest(QByteArrayView der)
{
    TimeStampRequest request;
    DerReader outer(der);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const qint64 version, fields.integer());
    if (version != 1)
        return timeStamp::malformed("version");
    WENYI_TRY(request.imprint, timeStamp::readImprint(fields));
    if (fields.isNext(DerTag::ObjectIdentifier)) {
        WENYI_TRY(request.policy, fields.objectIdentifier());
    }
    if (fields.isNext(DerTag::Integer)) {
        WENYI_TRY(const QByteArrayView nonce, fields.unsignedInteger(timeStamp::LongestNumber));
        request.nonce = nonce.toByteArray();
    }
    if (fields.isNext(DerTag::Boolean)) {
        WENYI_TRY(request.wantsCertificate, fields.boolean());
    }
    // RFC 3161 2.4.1: who does not know an extension, critical or not, has to refuse.
    if (fields.isNext(contextTag(0)))
        return Error{ErrorCode::Unsupported, "time-stamp.extension", {}};
    WENYI_CHECK(fields.finish());
    return request;
}

/// What an authority says in words beside its status.
QString wordsOf(DerReader fields)
{
    QString words;
    if (!fields.isNext(DerTag::Sequence))
        return words;
    auto texts = fields.enter();
    while (texts && !texts->atEnd()) {
        const auto text = texts->text();
        if (!text)
            break;
        words += *text + u' ';
    }
    return words.trimmed();
}

Result<QByteArray> readResponse(QByteArrayView der)
{
    DerReader outer(der);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(DerReader info, fields.enter());
    WENYI_TRY(const qint64 status, info.integer());
    if (status != qint64(timeStamp::Status::Granted) && status != qint64(timeStamp::Status::GrantedWithMods))
        return Error{ErrorCode::NotAllowed, "time-stamp.refused", wordsOf(info)};
    WENYI_TRY(const DerElement token, fields.element(DerTag::Sequence));
    WENYI_CHECK(fields.finish());
    return token.raw.toByteArray();
}

} // namespace

Result<MessageImprint> timeStamp::readImprint(DerReader &reader)
{
    MessageImprint imprint;
    WENYI_TRY(DerReader fields, reader.enter());
    WENYI_TRY(imprint.method, readAlgorithmName(fields));
    WENYI_TRY(const QByteArrayView digest, fields.octetString());
    WENYI_CHECK(fields.finish());
    if (digest.isEmpty() || digest.size() > LargestDigest)
        return malformed("imprint");
    imprint.digest = digest.toByteArray();
    return imprint;
}

DerWriter timeStamp::imprintForm(const MessageImprint &imprint)
{
    DerWriter fields;
    fields.raw(algorithmForm(imprint.method).bytes()).octetString(imprint.digest);
    return DerWriter().sequence(fields);
}

QByteArray timeStamp::sha256(QByteArrayView data)
{
    QByteArray digest(32, Qt::Uninitialized);
    unsigned int size = 0;
    if (EVP_Digest(data.data(), static_cast<size_t>(data.size()), octets(digest.data()), &size, EVP_sha256(), nullptr)
        != 1)
        qFatal("OpenSSL failed to make a digest: %s", qPrintable(takeOpenSslErrors()));
    return digest;
}

MessageImprint MessageImprint::of(QByteArrayView data)
{
    return {cms::Sm3Digest, sm3(data).toBytes()};
}

Result<void> MessageImprint::isOf(QByteArrayView data) const
{
    const bool isSm3 = method == cms::Sm3Digest;
    if (!isSm3 && method != timeStamp::Sha256)
        return Error{ErrorCode::Unsupported, "time-stamp.digest-method", QString::fromLatin1(method)};
    if (digest != (isSm3 ? sm3(data).toBytes() : timeStamp::sha256(data)))
        return Error{ErrorCode::NotTrusted, "time-stamp.imprint", {}};
    return {};
}

TimeStampRequest TimeStampRequest::over(QByteArrayView data, RandomSource &random)
{
    QByteArray nonce = random.bytes(NonceSize);
    nonce[0] = static_cast<char>(nonce[0] | 0x40); // Of the same length each time.
    return {MessageImprint::of(data), {}, nonce, true};
}

Result<TimeStampRequest> TimeStampRequest::fromDer(QByteArrayView der)
{
    if (der.size() > LargestRequest)
        return Error{ErrorCode::TooLarge, "time-stamp.size", QString::number(der.size())};
    auto request = readRequest(der);
    if (!request)
        return timeStamp::named(request.error());
    return request;
}

QByteArray TimeStampRequest::toDer() const
{
    DerWriter fields;
    fields.integer(1).raw(timeStamp::imprintForm(imprint).bytes());
    if (policy)
        fields.objectIdentifier(*policy);
    if (nonce)
        fields.unsignedInteger(*nonce);
    if (wantsCertificate) // X.690 11.5: a default is not written.
        fields.boolean(true);
    return DerWriter().sequence(fields).bytes();
}

Result<QByteArray> tokenFromResponse(QByteArrayView response, const TimeStampRequest &request)
{
    if (response.size() > LargestResponse)
        return Error{ErrorCode::TooLarge, "time-stamp.size", QString::number(response.size())};
    auto der = readResponse(response);
    if (!der)
        return timeStamp::named(der.error());
    WENYI_TRY(const TimeStampToken token, TimeStampToken::fromDer(*der));
    if (token.imprint() != request.imprint)
        return Error{ErrorCode::NotTrusted, "time-stamp.imprint", {}};
    if (request.nonce && token.nonce() != request.nonce)
        return Error{ErrorCode::NotTrusted, "time-stamp.nonce", {}};
    if (request.policy && token.policy() != *request.policy)
        return Error{ErrorCode::NotTrusted, "time-stamp.policy", QString::fromLatin1(token.policy())};
    return der;
}

Result<QByteArray> requestTimeStamp(QByteArrayView data, const TimeStampTransport &transport, RandomSource &random)
{
    const TimeStampRequest request = TimeStampRequest::over(data, random);
    WENYI_TRY(const QByteArray response, transport(request.toDer()));
    return tokenFromResponse(response, request);
}

} // namespace wenyi::crypto
