// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/EnvelopeHeader.h"

namespace wenyi::exchange {

/// One part as it is before encryption.
struct ManifestPart
{
    PartRole role = PartRole::Document;
    QString name;    ///< What the person sees: 附件1.xlsx. Never used as a path.
    qint64 size = 0; ///< Bytes, not encrypted.
    Digest digest;   ///< SM3 of the bytes, not encrypted.
    friend bool operator==(const ManifestPart &, const ManifestPart &) = default;
};

/// What is inside an envelope, signed by the sending unit before it was encrypted: a recipient can show anybody that
/// this unit sent exactly this content, to whom, without the envelope's key.
class EnvelopeManifest
{
public:
    /// Names the envelope, its sender and its recipients too, so that content cannot be put into another envelope.
    static Result<EnvelopeManifest> sign(
        const EnvelopeRouting &routing, QList<ManifestPart> parts, crypto::Signer &unit);
    /// Parses. Fails with "cbor.…", Unsupported "envelope.version", Corrupt "envelope.part-name".
    static Result<EnvelopeManifest> fromBytes(QByteArrayView bytes);

    const QList<ManifestPart> &parts() const { return m_parts; }
    QByteArray toBytes() const { return m_signed.toBytes(); }

    /// Whether the sending unit signed this for the envelope.
    /// Fails with NotTrusted "envelope.manifest-signature", "envelope.manifest-foreign", "envelope.manifest-parts".
    Result<void> verify(const EnvelopeRouting &routing, const crypto::Certificate &senderUnit) const;

private:
    EnvelopeId m_id;
    UnitCode m_sender;
    Digest m_recipients;
    QList<ManifestPart> m_parts;
    SignedBody m_signed;
};

/// What content encryption of the manifest and of part `index` is bound to besides the key.
QByteArray manifestContext(const EnvelopeId &id);
QByteArray partContext(const EnvelopeId &id, qsizetype index, PartRole role);

} // namespace wenyi::exchange
