// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/peer/PeerLink.h"
#include "server/session/Domain.h"
#include "shared/crypto/SystemRandom.h"

#include <QHash>

#include <map>

namespace wenyi::server {

/// The links that this server makes by itself: to the peers that the directory links and the settings name.
class PeerLinks
{
public:
    /// The socket of this server, which the links speak with too, and its keys, by which peers know it. The log
    /// outlives it.
    PeerLinks(const QByteArray &ownEndpoint, protocol::CurveKeyPair serverKeys, EventLog &log);

    /// Ends the links that are not wanted any more and makes those that are missing. `names` is what peer-links of the
    /// settings says: domains, parted by semicolons.
    void follow(const Domain &domain, const QByteArray &names);
    /// By which keys the links' own ends come in; drawn at random, known to nobody else.
    QHash<protocol::CurvePublicKey, DesktopId> keys() const;
    qsizetype count() const { return static_cast<qsizetype>(m_links.size()); }
    /// How many have both ends connected.
    qsizetype countUp() const;
    /// Receipts that wait at any of them, as PeerLink::receiptsHeld().
    quint64 receiptsHeld() const;

private:
    struct Link
    {
        QByteArray mark; ///< What of the peer it depends on.
        protocol::CurvePublicKey ownKey;
        std::unique_ptr<PeerLink> link;
    };
    void open(const directory::PeerDomain &peer, const QByteArray &mark);

    QByteArray m_ownEndpoint;
    QString m_ownName; ///< Of this domain.
    protocol::CurveKeyPair m_serverKeys;
    EventLog &m_log;
    crypto::SystemRandom m_random;
    std::map<QString, Link> m_links; ///< By domain.
};

} // namespace wenyi::server
