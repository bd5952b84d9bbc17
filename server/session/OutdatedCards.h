// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"

#include <QMap>
#include <QString>

namespace wenyi::server {

/// 过期名片: linked domains whose servers or units sign with certificates that the directory in force does not know.
/// What they signed is not refused for good: it waits at the other side until their card is taken anew.
class OutdatedCards
{
public:
    /// Why what waits does; never a word about the envelope itself, so that no link returns it.
    static constexpr auto Reason = "card.outdated";

    /// Notes the domain, and gives what the link is told: NotFound "card.outdated" (`detail`: the domain). Not
    /// Unavailable, which would end the link's round, nor NotTrusted, of which each try would be a row of the audit
    /// log.
    Error note(const QString &domain, Instant at);
    /// Since when, by domain.
    const QMap<QString, Instant> &since() const { return m_since; }
    /// Another directory is in force.
    void clear() { m_since.clear(); }

private:
    QMap<QString, Instant> m_since;
};

} // namespace wenyi::server
