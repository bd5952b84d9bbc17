// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"

#include <QHash>
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
    /// Of one domain, by name: any number may be named that nobody knows.
    static constexpr qsizetype MostSigners = 1'000;

    /// Whose signature something bears.
    struct Signed
    {
        QString domain;
        UnitCode unit; ///< Empty: the domain's server.
        Instant at;    ///< When, as it says itself.
    };

    /// Notes that a signature is by a certificate that is not known, and gives what the link is told: NotFound
    /// "card.outdated" (`detail`: the domain). Not Unavailable, which would end the link's round, nor NotTrusted, of
    /// which each try would be a row of the audit log. What was signed no later than something that holds was signed
    /// before a renewal, which no newer card helps: the domain's card is not out of date for that.
    Error note(const Signed &what, Instant now);
    /// It holds: the card has the signer's certificate.
    void noteHolding(const Signed &what);
    /// Since when, by domain.
    QMap<QString, Instant> since() const;
    /// Another directory is in force.
    void clear() { m_since.clear(); }

private:
    using Signer = std::pair<QString, UnitCode>;

    QMap<QString, QMap<UnitCode, Instant>> m_since; ///< By domain and signer; no domain without one.
    QHash<Signer, Instant> m_newest;                ///< Of what holds; of signers that directories know, which are few.
};

} // namespace wenyi::server
