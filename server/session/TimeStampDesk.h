// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/StrongId.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/crypto/TimeStampAuthority.h"

#include <QHash>

#include <memory>

namespace wenyi::server {

/// 时间戳服务: the server's time-stamp authority, with a bound on what one desktop may ask for. Used by one thread.
class TimeStampDesk
{
public:
    /// The clock outlives it. Fails with NotTrusted "certificate.purpose".
    static Result<std::unique_ptr<TimeStampDesk>> open(
        std::unique_ptr<crypto::Signer> signer, const Clock &clock, int perMinute);

    /// Counts one request of the desktop: at most `perMinute` at once, and as many in each minute. Fails with
    /// Unavailable "time-stamp.too-many".
    Result<void> admit(const DesktopId &desktop);
    /// Another bound from now on.
    void setPerMinute(int perMinute) { m_perMinute = perMinute; }
    /// The authority's answer, whatever came.
    QByteArray answer(QByteArrayView request) const { return m_authority.answer(request); }
    const crypto::Certificate &certificate() const { return m_signer->certificate(); }

private:
    /// What a desktop may still ask for, and since when that is so.
    struct Allowance
    {
        double left = 0;
        Instant asOf;
    };

    TimeStampDesk(std::unique_ptr<crypto::Signer> signer, crypto::TimeStampAuthority authority,
        std::unique_ptr<crypto::SystemRandom> random, const Clock &clock, int perMinute);

    std::unique_ptr<crypto::Signer> m_signer;
    std::unique_ptr<crypto::SystemRandom> m_random;
    crypto::TimeStampAuthority m_authority;
    const Clock &m_clock;
    int m_perMinute;
    QHash<DesktopId, Allowance> m_allowances; ///< Of admitted desktops alone, so that it does not grow without bound.
};

} // namespace wenyi::server
