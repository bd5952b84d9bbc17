// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/OutdatedCards.h"

#include <algorithm>

namespace wenyi::server {

Error OutdatedCards::note(const Signed &what, Instant now)
{
    const auto newest = m_newest.constFind({what.domain, what.unit});
    if (newest == m_newest.constEnd() || what.at > *newest) {
        QMap<UnitCode, Instant> &signers = m_since[what.domain];
        if (!signers.contains(what.unit) && signers.size() < MostSigners)
            signers.insert(what.unit, now);
    }
    return Error{ErrorCode::NotFound, Reason, what.domain};
}

void OutdatedCards::noteHolding(const Signed &what)
{
    const auto known = m_newest.find({what.domain, what.unit});
    if (known == m_newest.end())
        m_newest.insert({what.domain, what.unit}, what.at);
    else
        *known = std::max(*known, what.at);
    const auto domain = m_since.find(what.domain);
    if (domain == m_since.end())
        return;
    domain->remove(what.unit);
    if (domain->isEmpty())
        m_since.erase(domain);
}

QMap<QString, Instant> OutdatedCards::since() const
{
    QMap<QString, Instant> since;
    for (auto domain = m_since.cbegin(); domain != m_since.cend(); ++domain)
        since.insert(domain.key(), *std::min_element(domain->cbegin(), domain->cend()));
    return since;
}

} // namespace wenyi::server
