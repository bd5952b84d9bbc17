// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/SealApplication.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::core {

namespace {

constexpr quint64 ApplicationVersion = 1;
constexpr qsizetype MaximumText = 4 * limits::KiB;

} // namespace

QByteArray SealApplication::toBytes() const
{
    CborWriter out;
    out.startArray(10);
    out.unsignedInteger(ApplicationVersion);
    out.bytes(nonce);
    out.id(seal);
    out.digest(document);
    out.digest(copy);
    out.text(fileName);
    out.unsignedInteger(copies);
    out.text(reason);
    out.instant(at);
    out.id(applicant);
    out.endArray();
    return out.take();
}

Result<SealApplication> SealApplication::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(10);
    if (in.unsignedInteger() != ApplicationVersion)
        in.fail(ErrorCode::Unsupported, "seal-use.version");
    SealApplication application;
    application.nonce = in.bytes(16);
    application.seal = in.id<SealId>();
    application.document = in.digest();
    application.copy = in.digest();
    application.fileName = in.text(MaximumText);
    application.copies = in.unsignedInteger(MostSealedCopies);
    application.reason = in.text(MaximumText);
    application.at = in.instant();
    application.applicant = in.id<MemberId>();
    in.endArray();
    WENYI_CHECK(in.finish());
    return application;
}

Digest SealApplication::id() const
{
    return crypto::sm3(toBytes());
}

QByteArray SealDecision::toBytes() const
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(ApplicationVersion);
    out.digest(application);
    out.boolean(isApproved);
    out.text(words);
    out.instant(at);
    out.id(by);
    out.endArray();
    return out.take();
}

Result<SealDecision> SealDecision::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(6);
    if (in.unsignedInteger() != ApplicationVersion)
        in.fail(ErrorCode::Unsupported, "seal-use.version");
    SealDecision decision;
    decision.application = in.digest();
    decision.isApproved = in.boolean();
    decision.words = in.text(MaximumText);
    decision.at = in.instant();
    decision.by = in.id<MemberId>();
    in.endArray();
    WENYI_CHECK(in.finish());
    return decision;
}

} // namespace wenyi::core
