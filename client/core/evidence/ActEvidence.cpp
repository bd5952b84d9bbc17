// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/ActEvidence.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Limits.h"
#include "shared/crypto/CmsStructure.h"

#include <algorithm>

namespace wenyi::core {

namespace {

constexpr quint64 Version = 1;
constexpr qsizetype MaximumCertificate = 16 * limits::KiB;
constexpr qsizetype MaximumTimeStamp = 64 * limits::KiB;

void write(CborWriter &out, const std::optional<KeptList> &list)
{
    if (!list)
        return out.null();
    out.startArray(3);
    out.digest(list->digest);
    out.digest(list->blob.digest);
    out.unsignedInteger(list->blob.size);
    out.endArray();
}

std::optional<KeptList> readList(CborReader &in)
{
    if (in.takeNull())
        return {};
    KeptList list;
    in.startArray(3);
    list.digest = in.digest();
    list.blob.digest = in.digest();
    list.blob.size = in.unsignedInteger(limits::Blob);
    in.endArray();
    return list;
}

} // namespace

std::optional<Instant> ActEvidence::runsOut() const
{
    if (!timeStamp)
        return {};
    const auto token = crypto::readCms(*timeStamp, crypto::cms::SignedDataType);
    const auto authority =
        token ? crypto::Certificate::fromDer(token->signerCertificate) : Result<crypto::Certificate>(token.error());
    if (!authority)
        return {};
    Instant end = authority->notAfter();
    for (const crypto::Certificate &issuer : issuers)
        end = std::min(end, issuer.notAfter());
    return end;
}

QByteArray ActEvidence::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(Version);
    out.digest(signature);
    out.startArray(issuers.size());
    for (const crypto::Certificate &issuer : issuers)
        out.bytes(issuer.toDer());
    out.endArray();
    write(out, list);
    if (timeStamp)
        out.bytes(*timeStamp);
    else
        out.null();
    out.endArray();
    return out.take();
}

Result<ActEvidence> ActEvidence::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(5);
    if (in.unsignedInteger() != Version)
        in.fail(ErrorCode::Unsupported, "evidence.version");
    ActEvidence evidence;
    evidence.signature = in.digest();
    QList<QByteArray> issuers;
    const qsizetype count = in.startList(MostIssuers);
    for (qsizetype i = 0; i < count && in.ok(); ++i)
        issuers.append(in.bytes(MaximumCertificate));
    in.endArray();
    evidence.list = readList(in);
    if (!in.takeNull())
        evidence.timeStamp = in.bytes(MaximumTimeStamp);
    in.endArray();
    WENYI_CHECK(in.finish());
    for (const QByteArray &der : issuers) {
        WENYI_TRY(const auto issuer, crypto::Certificate::fromDer(der));
        evidence.issuers.append(issuer);
    }
    return evidence;
}

} // namespace wenyi::core
