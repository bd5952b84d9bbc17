// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/RandomSource.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/TimeStampRequest.h"

namespace wenyi::crypto {

/// Our policy (RFC 3161 2.4.1): the time is that of the authority's machine, to the second.
inline constexpr char TimeStampPolicy[] = "2.25.296889595390195309330755355896890715074.100";

/// A time-stamp authority (RFC 3161) with SM2 and SM3. It sees digests, never what they are of.
class TimeStampAuthority
{
public:
    /// All outlive it. Fails with NotTrusted "certificate.purpose" where the signer's certificate is for another one.
    static Result<TimeStampAuthority> create(Signer &signer, const Clock &clock, RandomSource &random);

    /// The answer to a request, whatever came: a token, or a refusal with its reason. SM3 alone is stamped.
    QByteArray answer(QByteArrayView request) const;

private:
    TimeStampAuthority(Signer &signer, const Clock &clock, RandomSource &random)
        : m_signer(signer)
        , m_clock(clock)
        , m_random(random)
    {
    }
    Result<QByteArray> stamp(const TimeStampRequest &request, Instant at) const;

    Signer &m_signer;
    const Clock &m_clock;
    RandomSource &m_random;
};

} // namespace wenyi::crypto
