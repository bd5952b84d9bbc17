// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Certificate.h"
#include "shared/crypto/CertificateProfile.h"

#include <openssl/asn1.h>

#include <atomic>
#include <optional>

/// Internal to shared/crypto.
namespace wenyi::crypto {

/// No name in a certificate is longer, in characters (ub-common-name, RFC 5280 appendix A).
inline constexpr qsizetype LongestAttribute = 64;

/// By whose key a certificate was found to be signed. That is so for ever, whatever becomes of either certificate, so
/// that a directory of thousands is judged anew without a signature being verified. From any thread.
class SignedBy
{
public:
    bool is(const Digest &issuer) const
    {
        return m_state.load(std::memory_order_acquire) == Known && m_issuer == issuer;
    }
    /// The first who comes is kept.
    void note(const Digest &issuer)
    {
        State empty = Empty;
        if (!m_state.compare_exchange_strong(empty, Written, std::memory_order_relaxed))
            return;
        m_issuer = issuer;
        m_state.store(Known, std::memory_order_release);
    }

private:
    enum State : quint8 { Empty, Written, Known };
    std::atomic<State> m_state = Empty;
    Digest m_issuer; ///< Fingerprint of the issuer's certificate.
};

/// What a certificate says, taken out of it once; no handle of the library is needed afterwards.
struct CertificateFacts
{
    explicit CertificateFacts(PublicKey key)
        : publicKey(std::move(key))
    {
    }
    /// Keeps what does not stand in the DER as it is wanted.
    QByteArrayView keep(QByteArray bytes)
    {
        apart.append(std::move(bytes));
        return apart.constLast();
    }

    QByteArray der;
    QList<QByteArray> apart;   ///< What the views see that do not look into the DER.
    QByteArrayView signedPart; ///< TBSCertificate as it stands in the DER.
    QByteArrayView signature;
    std::optional<Suite> signedUnder; ///< So say both names of the signature's algorithm; none where it is another.
    QByteArrayView issuer;            ///< DER of the name.
    QByteArrayView subject;           ///< DER of the name.
    QString commonName;
    QString organization;
    QString subjectId;
    QString issuerCommonName;
    QByteArrayView serialOctets; ///< The highest first, without leading zeros.
    Instant notBefore;
    Instant notAfter;
    bool isAuthority = false;
    int pathLength = -1; ///< Authorities allowed below; -1: no limit.
    quint32 usage = keyUsage::Any;
    QList<QByteArray> extendedUsages; ///< Dotted object identifiers.
    bool isExtendedUsageCritical = false;
    QByteArrayView subjectKeyId;
    QByteArrayView authorityKeyId;
    PublicKey publicKey;
    Digest fingerprint;
    mutable SignedBy signedBy;
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
