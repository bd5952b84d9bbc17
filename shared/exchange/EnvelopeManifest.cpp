// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/EnvelopeManifest.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.envelope-manifest.1";

Digest recipientsDigest(const EnvelopeRouting &routing)
{
    CborWriter out;
    out.startArray(routing.recipients.size());
    for (const EnvelopeRecipient &recipient : routing.recipients)
        out.id(recipient.unit);
    out.endArray();
    return crypto::sm3(out.take());
}

QByteArray toBody(const EnvelopeRouting &routing, const Digest &recipients, const QList<ManifestPart> &parts)
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(Version);
    out.id(routing.id);
    out.id(routing.sender);
    out.digest(recipients);
    out.startArray(parts.size());
    for (const ManifestPart &part : parts) {
        out.startArray(4);
        out.unsignedInteger(static_cast<quint64>(part.role));
        out.text(part.name);
        out.unsignedInteger(static_cast<quint64>(part.size));
        out.digest(part.digest);
        out.endArray();
    }
    out.endArray();
    out.endArray();
    return out.take();
}

ManifestPart readPart(CborReader &in)
{
    in.startArray(4);
    ManifestPart part;
    part.role = static_cast<PartRole>(in.unsignedInteger(static_cast<quint64>(PartRole::Source)));
    part.name = in.text(4 * bounds::FileName);
    part.size = static_cast<qint64>(in.unsignedInteger(static_cast<quint64>(bounds::Part)));
    part.digest = in.digest();
    in.endArray();
    if (in.ok() && !isFileName(part.name))
        in.fail(ErrorCode::Corrupt, "envelope.part-name", part.name);
    return part;
}

} // namespace

QByteArray manifestContext(const EnvelopeId &id)
{
    return messageFor("wenyi.envelope.manifest", id.toString().toUtf8());
}

QByteArray partContext(const EnvelopeId &id, qsizetype index, PartRole role)
{
    CborWriter out;
    out.startArray(4);
    out.text(u"wenyi.envelope.part");
    out.id(id);
    out.unsignedInteger(static_cast<quint64>(index));
    out.unsignedInteger(static_cast<quint64>(role));
    out.endArray();
    return out.take();
}

Result<EnvelopeManifest> EnvelopeManifest::sign(
    const EnvelopeRouting &routing, QList<ManifestPart> parts, crypto::Signer &unit)
{
    EnvelopeManifest manifest;
    manifest.m_id = routing.id;
    manifest.m_sender = routing.sender;
    manifest.m_recipients = recipientsDigest(routing);
    WENYI_TRY(manifest.m_signed, SignedBody::sign(toBody(routing, manifest.m_recipients, parts), Use, unit));
    manifest.m_parts = std::move(parts);
    return manifest;
}

Result<EnvelopeManifest> EnvelopeManifest::fromBytes(QByteArrayView bytes)
{
    EnvelopeManifest manifest;
    WENYI_TRY(manifest.m_signed, SignedBody::fromBytes(bytes, bounds::SealedManifest));
    CborReader in(manifest.m_signed.body);
    in.startArray(5);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "envelope.version", QString::number(version));
    manifest.m_id = in.id<EnvelopeId>();
    manifest.m_sender = in.id<UnitCode>();
    manifest.m_recipients = in.digest();
    for (qsizetype left = in.startList(bounds::Parts); left > 0 && in.ok(); --left)
        manifest.m_parts.append(readPart(in));
    in.endArray();
    in.endArray();
    WENYI_CHECK(in.finish());
    return manifest;
}

Result<void> EnvelopeManifest::verify(const EnvelopeRouting &routing, const crypto::Certificate &senderUnit) const
{
    if (!m_signed.verify(Use, senderUnit.publicKey()))
        return Error{ErrorCode::NotTrusted, "envelope.manifest-signature", routing.id.toString()};
    if (m_id != routing.id || m_sender != routing.sender || m_recipients != recipientsDigest(routing))
        return Error{ErrorCode::NotTrusted, "envelope.manifest-foreign", m_id.toString()};
    bool same = m_parts.size() == routing.parts.size();
    for (qsizetype i = 0; same && i < m_parts.size(); ++i) {
        same = m_parts.at(i).role == routing.parts.at(i).role
               && crypto::protectedSize(m_parts.at(i).size) == routing.parts.at(i).size;
    }
    if (!same)
        return Error{ErrorCode::NotTrusted, "envelope.manifest-parts", routing.id.toString()};
    return {};
}

} // namespace wenyi::exchange
