// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/PairSequence.h"

namespace wenyi::exchange {

/// A desktop that writes or takes a bundle, as the directory knows it.
struct BundlePeer
{
    UnitCode unit;
    crypto::Certificate desktop; ///< CertificatePurpose::Desktop; its subject id is the desktop's id.
};

/// What is read of a bundle before anything is decrypted: from whom, for whom, which.
struct BundleFacts
{
    QString id; ///< newIdentifier(); the same when it is written once more.
    UnitCode fromUnit;
    DesktopId fromDesktop;
    Digest signer; ///< Fingerprint of the writing desktop's certificate.
    UnitCode toUnit;
    DesktopId toDesktop;
    Digest addressee; ///< Fingerprint of the addressed desktop's certificate.
    Instant created;
    Instant expires;
    PairPosition position;   ///< In the row of bundles between these two desktops.
    QByteArray wrappedKey;   ///< The content key, SM2-encrypted for the addressed desktop.
    qint64 manifestSize = 0; ///< Bytes of the encrypted manifest, which follows.
    Digest manifestDigest;   ///< Of the encrypted manifest, which holds the digests of all items.
    friend bool operator==(const BundleFacts &, const BundleFacts &) = default;
};

/// The facts under the signature of the desktop that wrote the bundle.
class BundleHeader
{
public:
    static Result<BundleHeader> sign(BundleFacts facts, crypto::Signer &desktop);
    /// Parses, and checks every rule but the signature. Fails with "cbor.…", Unsupported "bundle.version" and
    /// "bundle.suite", Corrupt "bundle.identifier", "bundle.time", "bundle.position", "bundle.manifest".
    static Result<BundleHeader> fromBytes(QByteArrayView bytes);

    const BundleFacts &facts() const { return m_facts; }
    QByteArray toBytes() const { return m_signed.toBytes(); }
    /// What the next bundle of the row names as its previous one.
    Digest digest() const;

    /// Fails with NotTrusted "bundle.impersonated", "bundle.signer", "bundle.signature".
    Result<void> verify(const BundlePeer &sender) const;

private:
    BundleHeader(BundleFacts facts, SignedBody signedBody);
    BundleFacts m_facts;
    SignedBody m_signed;
};

} // namespace wenyi::exchange
