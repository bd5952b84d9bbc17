// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TimeStampRequest.h"
#include "shared/crypto/TrustStore.h"

#include <chrono>

namespace wenyi::crypto {

/// So far may the clocks of an authority and of a desktop be apart.
inline constexpr std::chrono::minutes ClockTolerance{10};

/// A time stamp (RFC 3161 2.4.2): CMS signed data by a time-stamp authority over a digest and the time.
class TimeStampToken
{
public:
    /// Takes what holds in itself: the form, the attributes (content type, digest, and the signer's certificate by RFC
    /// 5035 in SM3 or SHA-256), and the authority's value with SM2 and SM3. At most 64 KiB.
    /// Fails with Corrupt "time-stamp.form", TooLarge "time-stamp.size", "cms.size", Unsupported
    /// "time-stamp.digest-method", "time-stamp.algorithm", "time-stamp.extension", "certificate.…", NotTrusted
    /// "cms.signers", "cms.certificate", "cms.attributes", "cms.digest", "cms.value", "time-stamp.certificate".
    static Result<TimeStampToken> fromDer(QByteArrayView der);

    Instant time() const { return m_time; }
    const MessageImprint &imprint() const { return m_imprint; }
    const QByteArray &policy() const { return m_policy; }             ///< Object identifier, dotted.
    const QByteArray &serialNumber() const { return m_serialNumber; } ///< By its octets.
    const std::optional<QByteArray> &nonce() const { return m_nonce; }
    const Certificate &authority() const { return m_authority; }

private:
    friend class TimeStampReader;
    explicit TimeStampToken(Certificate authority)
        : m_authority(std::move(authority))
    {
    }
    Certificate m_authority;
    MessageImprint m_imprint;
    QByteArray m_policy;
    QByteArray m_serialNumber;
    Instant m_time;
    std::optional<QByteArray> m_nonce;
};

/// A time that holds.
struct VerifiedTimeStamp
{
    Instant time;
    QString authority; ///< The common name of who stamped.
    /// Unknown where no list reaches to the time; otherwise nothing speaks against it.
    RevocationKnowledge knowledge = RevocationKnowledge::Unknown;
};

/// Whether a token is a time stamp over the data by an authority that is trusted to give some, and that held at the
/// time it tells. Fails as TimeStampToken::fromDer(), MessageImprint::isOf() and TrustStore::verifyTimeStamper() do.
Result<VerifiedTimeStamp> verifyTimeStamp(QByteArrayView token, QByteArrayView data, const TrustStore &trust);

} // namespace wenyi::crypto
