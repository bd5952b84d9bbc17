// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/crypto/TimeStampRequest.h"

namespace wenyi::tests {

/// Tells one time until it is told another.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(Instant at)
        : m_now(at)
    {
    }
    Instant now() const override { return m_now; }
    void set(Instant at) { m_now = at; }

private:
    Instant m_now;
};

/// A time stamp as anybody may write one who has a key; each part may be another than it should be.
struct FreeToken
{
    Instant at;
    QByteArray data;
    QByteArray type = "1.2.840.113549.1.9.16.1.4";
    qint64 version = 1;
    QByteArray method = "1.2.156.10197.1.401";
    QByteArray behindTime = {}; ///< Elements that stand behind the time.
    std::optional<QByteArray> certificateMethod = QByteArray("1.2.156.10197.1.401"); ///< RFC 5035; SHA-256 if none.
    std::optional<QByteArray> certificateDigest = {};                                ///< Another than the right one.
    bool hasCertificateAttribute = true;
};
QByteArray stampedFreely(const FreeToken &token, crypto::Signer &signer);
/// A token of an authority of ours: fails the program where there is none.
QByteArray stampedBy(crypto::Signer &signer, Instant at, QByteArrayView data);

} // namespace wenyi::tests
