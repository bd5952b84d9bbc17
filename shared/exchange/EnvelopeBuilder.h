// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/exchange/EnvelopeManifest.h"

namespace wenyi::exchange {

/// A unit that an envelope shall be for.
struct Addressee
{
    crypto::Certificate encryption; ///< The unit's certificate for content keys (CertificatePurpose::UnitEncryption).
    CopyRange copies;
    quint64 printQuota = 0;
    PairPosition position;
};

/// What the sender decides about an envelope.
struct EnvelopeOrder
{
    EnvelopeId id; ///< newIdentifier(); the same over all retries of sending.
    UnitCode sender;
    DesktopId desktop;
    Instant created;
    Urgency urgency = Urgency::Ordinary;
    Secrecy secrecy = Secrecy::Unclassified;
    QList<Addressee> addressees;
};

/// A closed envelope: what goes over a wire or onto a stick.
struct Envelope
{
    EnvelopeHeader header;
    QList<QByteArray> parts; ///< Encrypted, in the header's order; blobs named by the digests there.
};

/// Packs a document for other units: signs what goes in, encrypts it, signs the header over that.
class EnvelopeBuilder
{
public:
    /// Fails with NotTrusted "envelope.recipient-certificate" where a certificate is not one for content keys.
    static Result<EnvelopeBuilder> begin(EnvelopeOrder order, RandomSource &random);

    /// Adds a part; the document header (PartRole::Header) comes first. What is refused leaves the builder as it was.
    /// Fails with InvalidInput "envelope.part-name", TooLarge "envelope.too-large".
    Result<void> addPart(PartRole role, const QString &name, QByteArrayView content);

    /// The content key, encrypted for a unit beside the addressees: the sender's own, so that it can read again what it
    /// sent. Fails as begin() does of a certificate.
    Result<QByteArray> keyFor(const crypto::Certificate &encryption) const;

    /// Signs with the sending unit's key and closes. Fails as EnvelopeHeader::sign() does.
    Result<Envelope> close(crypto::Signer &unit) &&;

private:
    EnvelopeBuilder(EnvelopeRouting routing, SecretBytes contentKey, RandomSource &random);
    EnvelopeRouting m_routing;
    SecretBytes m_contentKey;
    RandomSource *m_random;
    QList<ManifestPart> m_manifest;
    QList<QByteArray> m_parts;
    qint64 m_size = 0;
};

} // namespace wenyi::exchange
