// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/SignedContent.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 ContentVersion = 1;
constexpr qsizetype MaximumContent = 256 * limits::KiB;
constexpr qsizetype MaximumSignature = 128 * limits::KiB;
constexpr QStringView UseStreams = u"seal-uses/";
constexpr QStringView UseEvidenceStreams = u"seal-evidence/";

/// The same unit's stream of the other kind; the stream itself where it is of neither.
StreamId exchanged(const StreamId &stream, QStringView from, QStringView to)
{
    const QString name = stream.toString();
    return name.startsWith(from) ? StreamId(to.toString() + name.sliced(from.size())) : stream;
}

} // namespace

StreamId useStream(const UnitCode &unit)
{
    return StreamId(UseStreams.toString() + unit.toString());
}

StreamId useEvidenceStream(const UnitCode &unit)
{
    return StreamId(UseEvidenceStreams.toString() + unit.toString());
}

StreamId evidenceStreamOf(const StreamId &stream)
{
    return exchanged(stream, UseStreams, UseEvidenceStreams);
}

StreamId streamOfEvidence(const StreamId &stream)
{
    return exchanged(stream, UseEvidenceStreams, UseStreams);
}

bool isUseStream(const StreamId &stream)
{
    return stream.toString().startsWith(UseStreams);
}

QByteArray SignedContent::toBytes() const
{
    CborWriter out;
    out.startArray(3);
    out.unsignedInteger(ContentVersion);
    out.bytes(content);
    out.bytes(signature.toBytes());
    out.endArray();
    return out.take();
}

Result<SignedContent> SignedContent::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(3);
    if (in.unsignedInteger() != ContentVersion)
        in.fail(ErrorCode::Unsupported, "seal-use.version");
    SignedContent signedContent;
    signedContent.content = in.bytes(MaximumContent);
    const QByteArray signature = in.bytes(MaximumSignature);
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_TRY(signedContent.signature, PersonalSignature::fromBytes(signature));
    return signedContent;
}

SignedStatement statementOf(
    QStringView act, const UnitCode &unit, const QByteArray &content, Instant at, const MemberId &member)
{
    return {act.toString(), useStream(unit), crypto::sm3(content), {}, at, member};
}

Result<SignedContent> signContent(const QByteArray &content, const SignedStatement &statement, crypto::Signer &signer)
{
    WENYI_TRY(const auto signature, signStatement(statement, signer));
    return SignedContent{content, signature};
}

Result<void> verifyContent(
    const SignedContent &content, const SignedStatement &statement, const crypto::TrustStore &trust)
{
    WENYI_TRY(const auto said, verifyStatement(content.signature, trust));
    if (said != statement)
        return Error{ErrorCode::NotTrusted, "seal-use.signature-differs", statement.act};
    return {};
}

} // namespace wenyi::core
