// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/OutdatedCards.h"

namespace wenyi::server {

Error OutdatedCards::note(const QString &domain, Instant at)
{
    if (!m_since.contains(domain))
        m_since.insert(domain, at);
    return Error{ErrorCode::NotFound, Reason, domain};
}

} // namespace wenyi::server
