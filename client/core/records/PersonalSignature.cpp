// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/PersonalSignature.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

namespace wenyi::core {

namespace {

constexpr quint64 SignatureVersion = 1;
constexpr qsizetype MaximumWords = 64 * limits::KiB;
constexpr qsizetype MaximumSigner = 16 * limits::KiB;

QByteArray encode(const SignedStatement &statement)
{
    CborWriter out;
    out.startArray(7);
    out.unsignedInteger(SignatureVersion);
    out.text(statement.act);
    out.id(statement.stream);
    out.digest(statement.document);
    out.text(statement.words);
    out.instant(statement.at);
    out.id(statement.member);
    out.endArray();
    return out.take();
}

Result<SignedStatement> decode(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(7);
    if (in.unsignedInteger() != SignatureVersion)
        in.fail(ErrorCode::Unsupported, "personal-signature.version");
    SignedStatement statement;
    statement.act = in.text(64);
    statement.stream = in.id<StreamId>();
    statement.document = in.digest();
    statement.words = in.text(MaximumWords);
    statement.at = in.instant();
    statement.member = in.id<MemberId>();
    in.endArray();
    WENYI_CHECK(in.finish());
    return statement;
}

} // namespace

QByteArray PersonalSignature::toBytes() const
{
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(SignatureVersion);
    out.bytes(statement);
    out.bytes(certificate);
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<PersonalSignature> PersonalSignature::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(4);
    if (in.unsignedInteger() != SignatureVersion)
        in.fail(ErrorCode::Unsupported, "personal-signature.version");
    PersonalSignature signature;
    signature.statement = in.bytes(MaximumWords + limits::KiB);
    signature.certificate = in.bytes(MaximumSigner);
    signature.signature = in.bytes(256);
    in.endArray();
    WENYI_CHECK(in.finish());
    return signature;
}

Result<PersonalSignature> signStatement(const SignedStatement &statement, crypto::Signer &signer)
{
    if (signer.certificate().subjectId() != statement.member.toString())
        return Error{ErrorCode::NotAllowed, "personal-signature.member", statement.member.toString()};
    PersonalSignature signature;
    signature.statement = encode(statement);
    signature.certificate = signer.certificate().toDer();
    WENYI_TRY(signature.signature, signer.sign(signature.statement));
    return signature;
}

Result<SignedStatement> readStatement(const PersonalSignature &signature)
{
    return decode(signature.statement);
}

Result<SignedStatement> verifyStatement(const PersonalSignature &signature, const crypto::TrustStore &trust)
{
    WENYI_TRY(const auto statement, decode(signature.statement));
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(signature.certificate));
    WENYI_CHECK(certificate.publicKey().verify(signature.statement, signature.signature));
    WENYI_CHECK(trust.verify(certificate, crypto::CertificatePurpose::Member, statement.at));
    if (certificate.subjectId() != statement.member.toString())
        return Error{ErrorCode::NotTrusted, "personal-signature.member", certificate.subjectId()};
    return statement;
}

} // namespace wenyi::core
