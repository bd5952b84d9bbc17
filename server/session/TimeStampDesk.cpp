// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/TimeStampDesk.h"

#include <algorithm>

namespace wenyi::server {

TimeStampDesk::TimeStampDesk(std::unique_ptr<crypto::Signer> signer, crypto::TimeStampAuthority authority,
    std::unique_ptr<crypto::SystemRandom> random, const Clock &clock, int perMinute)
    : m_signer(std::move(signer))
    , m_random(std::move(random))
    , m_authority(std::move(authority))
    , m_clock(clock)
    , m_perMinute(perMinute)
{
}

Result<std::unique_ptr<TimeStampDesk>> TimeStampDesk::open(
    std::unique_ptr<crypto::Signer> signer, const Clock &clock, int perMinute)
{
    auto random = std::make_unique<crypto::SystemRandom>();
    WENYI_TRY(auto authority, crypto::TimeStampAuthority::create(*signer, clock, *random));
    return std::unique_ptr<TimeStampDesk>(
        new TimeStampDesk(std::move(signer), std::move(authority), std::move(random), clock, perMinute));
}

Result<void> TimeStampDesk::admit(const DesktopId &desktop)
{
    const Instant now = m_clock.now();
    const auto found = m_allowances.find(desktop);
    Allowance allowance{static_cast<double>(m_perMinute), now};
    if (found != m_allowances.end()) {
        // A clock that was put back gives nothing.
        const double minutes = std::max(std::chrono::duration<double, std::ratio<60>>(now - found->asOf).count(), 0.0);
        allowance.left = std::min(found->left + minutes * m_perMinute, static_cast<double>(m_perMinute));
    }
    const bool isAllowed = allowance.left >= 1;
    allowance.left -= isAllowed ? 1 : 0;
    m_allowances.insert(desktop, allowance);
    if (!isAllowed)
        return Error{ErrorCode::Unavailable, "time-stamp.too-many", desktop.toString()};
    return {};
}

} // namespace wenyi::server
