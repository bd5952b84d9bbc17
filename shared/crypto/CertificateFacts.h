// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Certificate.h"
#include "shared/crypto/CertificateProfile.h"

#include <openssl/asn1.h>

#include <optional>

/// Internal to shared/crypto.
namespace wenyi::crypto {

/// No name in a certificate is longer, in characters (ub-common-name, RFC 5280 appendix A).
inline constexpr qsizetype LongestAttribute = 64;

/// What a certificate says, taken out of it once; no handle of the library is needed afterwards.
struct CertificateFacts
{
    explicit CertificateFacts(PublicKey key)
        : publicKey(std::move(key))
    {
    }

    QByteArray der;
    QByteArray signedPart; ///< TBSCertificate as it stands in the DER.
    QByteArray signature;
    std::optional<Suite> signedUnder; ///< So say both names of the signature's algorithm; none where it is another.
    QByteArray issuer;                ///< DER of the name.
    QByteArray subject;               ///< DER of the name.
    QString commonName;
    QString organization;
    QString subjectId;
    QString issuerCommonName;
    QByteArray serialNumber; ///< Hexadecimal, lower case.
    QByteArray serialOctets; ///< The same number, the highest octet first, without leading zeros.
    Instant notBefore;
    Instant notAfter;
    bool isAuthority = false;
    int pathLength = -1; ///< Authorities allowed below; -1: no limit.
    quint32 usage = keyUsage::Any;
    QList<QByteArray> extendedUsages; ///< Dotted object identifiers.
    bool isExtendedUsageCritical = false;
    QByteArray subjectKeyId;
    QByteArray authorityKeyId;
    PublicKey publicKey;
    Digest fingerprint;
};

/// What the other files of shared/crypto see of a certificate.
struct CertificateAccess
{
    static const CertificateFacts &of(const Certificate &certificate) { return *certificate.m_facts; }
};

/// The octets of a serial number as RevocationIndex wants them. Fails with Corrupt "certificate.serial" for a negative
/// number or one longer than 64 octets.
Result<QByteArray> serialOctets(const ASN1_INTEGER *number);
/// Fails with Corrupt "certificate.time".
Result<Instant> instantOf(const ASN1_TIME *time);

} // namespace wenyi::crypto
