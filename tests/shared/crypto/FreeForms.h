// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Der.h"

#include <optional>

namespace wenyi::tests {

/// Extension (RFC 5280 4.1): an object identifier, dotted, and the DER of its value.
QByteArray extension(QByteArrayView id, bool isCritical, QByteArrayView value);
/// An attribute of a name with its value's tag, e.g. a common name: Name of one RDN.
QByteArray nameOf(QByteArrayView attribute, crypto::DerTag tag, QByteArrayView value);
/// The subject of a certificate as it stands there.
QByteArray subjectOf(const crypto::Certificate &certificate);

/// A revocation list as no authority of ours would write it, with a signature that holds.
struct FreeList
{
    std::optional<qint64> version = 1;
    QByteArray issuer = {}; ///< DER; the authority's subject where it is empty.
    Instant thisUpdate;
    std::optional<Instant> nextUpdate;
    QByteArray entries = {};    ///< One behind the other; left out where there is none.
    QByteArray extensions = {}; ///< One behind the other.
    QByteArray algorithmInside = {};
    QByteArray algorithmOutside = {};
};
/// An entry: the INTEGER's octets as they are, and its extensions.
QByteArray listEntry(QByteArrayView serial, Instant at, QByteArrayView extensions = {});
/// The extension that tells a reason.
QByteArray reasonExtension(int reason, bool isCritical = false);
QByteArray signedList(const FreeList &list, const crypto::CertificateAuthority &authority);

/// A certificate as no authority of ours would write it, with a signature that holds.
struct FreeCertificate
{
    qint64 version = 2;
    QByteArray serial = QByteArray(1, '\x05'); ///< The INTEGER's octets.
    QByteArray issuer = {};                    ///< DER; the authority's subject where it is empty.
    QByteArray subject = {};                   ///< DER.
    Instant notBefore;
    Instant notAfter;
    QByteArray key = {};        ///< SubjectPublicKeyInfo.
    QByteArray extensions = {}; ///< One behind the other.
};
QByteArray signedCertificate(
    const FreeCertificate &certificate, const crypto::PrivateKey &key, const crypto::Certificate *authority = nullptr);

} // namespace wenyi::tests
