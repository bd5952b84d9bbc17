// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/peer/PeerLinks.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace wenyi::server {

namespace {

/// Where a socket that listens there is reached from this machine.
QByteArray reachable(QByteArray endpoint)
{
    return endpoint.replace("://0.0.0.0:", "://127.0.0.1:").replace("://[::]:", "://[::1]:");
}

QSet<QString> namesIn(const QByteArray &text)
{
    QSet<QString> names;
    for (const QString &name : QString::fromUtf8(text).split(u';', Qt::SkipEmptyParts))
        names.insert(name.trimmed());
    return names;
}

} // namespace

PeerLinks::PeerLinks(const QByteArray &ownEndpoint, protocol::CurveKeyPair serverKeys, EventLog &log)
    : m_ownEndpoint(reachable(ownEndpoint))
    , m_serverKeys(std::move(serverKeys))
    , m_log(log)
{
}

void PeerLinks::follow(const Domain &domain, const QByteArray &names)
{
    m_ownName = domain.name();
    const QSet<QString> wanted = namesIn(names);
    std::map<QString, const directory::PeerDomain *> peers;
    for (const directory::PeerDomain &peer : domain.directory().peers()) {
        if (peer.via.isEmpty() && wanted.contains(peer.name()) && domain.peer(ownEndTo(peer.name())))
            peers.emplace(peer.name(), &peer);
    }
    std::erase_if(m_links, [&peers](const auto &link) { return !peers.contains(link.first); });
    for (const auto &[name, peer] : peers) {
        const directory::Server &server = peer->directory.content().server;
        const QByteArray mark = server.curveKey + server.endpoint.toUtf8();
        const auto known = m_links.find(name);
        if (known != m_links.end() && known->second.mark == mark)
            continue;
        m_links.erase(name);
        open(*peer, mark);
    }
}

void PeerLinks::open(const directory::PeerDomain &peer, const QByteArray &mark)
{
    const directory::Server &server = peer.directory.content().server;
    const auto serverKey = protocol::CurvePublicKey::fromBytes(server.curveKey);
    if (!serverKey)
        return;
    const auto helloOf = [](const DesktopId &end) {
        return [end] { return protocol::Hello{protocol::ProtocolVersion, protocol::ProtocolVersion, end, 0}; };
    };
    auto ownKeys = protocol::CurveKeyPair::generate(m_random);
    Link link{mark, ownKeys.publicKey, {}};
    // Over there this server is the one that its directory calls by our name; the Hello says it when the session opens.
    PeerLink::Settings settings{peer.name(),
        {m_ownEndpoint, m_serverKeys.publicKey, std::move(ownKeys), helloOf(ownEndTo(peer.name())), {}, {}},
        {server.endpoint.toUtf8(), *serverKey, m_serverKeys.clone(), helloOf(serverOfDomain(m_ownName)), {}, {}}};
    link.link = std::make_unique<PeerLink>(std::move(settings), m_random, m_log);
    m_links.emplace(peer.name(), std::move(link));
}

QHash<protocol::CurvePublicKey, DesktopId> PeerLinks::keys() const
{
    QHash<protocol::CurvePublicKey, DesktopId> keys;
    for (const auto &[name, link] : m_links)
        keys.insert(link.ownKey, ownEndTo(name));
    return keys;
}

qsizetype PeerLinks::countUp() const
{
    return std::count_if(m_links.begin(), m_links.end(), [](const auto &link) { return link.second.link->isUp(); });
}

quint64 PeerLinks::receiptsHeld() const
{
    return std::accumulate(m_links.begin(), m_links.end(), quint64(0),
        [](quint64 sum, const auto &link) { return sum + link.second.link->receiptsHeld(); });
}

} // namespace wenyi::server
