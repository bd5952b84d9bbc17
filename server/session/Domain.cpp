// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Domain.h"

#include <algorithm>

namespace wenyi::server {

using crypto::CertificatePurpose;

namespace {

// No identifier of a directory holds these marks.
constexpr QChar QueueMark = u'@';
constexpr QChar OtherMark = u'+';
constexpr QChar OwnMark = u'=';

/// The very directory of before where the bytes are the same.
Result<directory::Directory> openDirectory(
    QByteArrayView bytes, const crypto::TrustStore &trust, Instant at, const Domain *before)
{
    if (!before || before->bytes() != bytes)
        return directory::Directory::open(bytes, trust, at, before ? &before->directory() : nullptr);
    WENYI_CHECK(before->directory().stillHolds(trust, at));
    return before->directory();
}

} // namespace

UnitCode queueOfDomain(const QString &domain)
{
    return UnitCode(QueueMark + domain);
}

DesktopId serverOfDomain(const QString &domain)
{
    return DesktopId(OtherMark + domain);
}

DesktopId ownEndTo(const QString &domain)
{
    return DesktopId(OwnMark + domain);
}

Domain::Domain(directory::Directory directory, crypto::TrustStore trust)
    : m_directory(std::move(directory))
    , m_trust(std::move(trust))
{
}

Result<std::shared_ptr<const Domain>> Domain::open(
    QByteArrayView bytes, const crypto::TrustStore &trust, Instant at, const Domain *before)
{
    WENYI_TRY(directory::Directory directory, openDirectory(bytes, trust, at, before));
    crypto::TrustStore known = trust;
    WENYI_CHECK(directory.addRevocationsTo(known));
    const std::shared_ptr<Domain> domain(new Domain(std::move(directory), std::move(known)));
    domain->judge(at);
    return std::shared_ptr<const Domain>(domain);
}

void Domain::judge(Instant at)
{
    const directory::DirectoryContent &content = m_directory.content();
    for (const directory::Unit &unit : content.units) {
        const crypto::Certificate *certificate = m_directory.certificate(unit.signingCertificate);
        if (receives(unit.code) && certificate && m_trust.verify(*certificate, CertificatePurpose::Unit, at))
            m_unitCertificates.insert(unit.code, *certificate);
    }
    for (const directory::Desktop &desktop : content.desktops) {
        const crypto::Certificate *certificate = m_directory.certificate(desktop.certificate);
        if (desktop.connection == directory::Connection::Connected && receives(desktop.unit) && certificate
            && m_trust.verify(*certificate, CertificatePurpose::Desktop, at))
            m_peers.insert(desktop.id, {desktop.id, desktop.unit, certificate->publicKey()});
    }
    m_desktops = m_peers.size();
    const crypto::Certificate *server = m_directory.certificate(content.server.certificate);
    if (server && m_trust.verify(*server, CertificatePurpose::Server, at))
        m_servers.insert(content.domain, *server);
    for (const directory::PeerDomain &peer : m_directory.peers())
        judge(peer, at);
}

void Domain::judge(const directory::PeerDomain &peer, Instant at)
{
    const directory::DirectoryContent &content = peer.directory.content();
    for (const directory::Unit &unit : content.units) {
        const crypto::Certificate *certificate = peer.directory.certificate(unit.signingCertificate);
        const bool isActive = unit.state == directory::UnitState::Active;
        if (isActive && certificate && peer.trust.verify(*certificate, CertificatePurpose::Unit, at))
            m_unitCertificates.insert(unit.code, *certificate);
    }
    const crypto::Certificate *server = peer.directory.certificate(content.server.certificate);
    if (!server || !peer.trust.verify(*server, CertificatePurpose::Server, at))
        return;
    m_servers.insert(peer.name(), *server);
    if (!peer.via.isEmpty())
        return;
    const UnitCode queue = queueOfDomain(peer.name());
    for (const DesktopId &end : {serverOfDomain(peer.name()), ownEndTo(peer.name())})
        m_peers.insert(end, {end, queue, server->publicKey(), true});
}

std::optional<Peer> Domain::peer(const DesktopId &desktop) const
{
    const auto found = m_peers.constFind(desktop);
    return found == m_peers.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<crypto::Certificate> Domain::unitCertificate(const UnitCode &unit) const
{
    const auto found = m_unitCertificates.constFind(unit);
    return found == m_unitCertificates.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<crypto::Certificate> Domain::unitSigner(
    const UnitCode &unit, const directory::SignatureClaim &claim) const
{
    const auto present = unitCertificate(unit);
    if (!receives(unit) || (present && present->fingerprint() == claim.signer))
        return present;
    const auto former = directory::formerUnitSigner(m_directory, m_trust, unit, claim);
    return former ? former : present;
}

bool Domain::isPresentSigner(const UnitCode &unit, const crypto::Certificate &certificate) const
{
    const auto present = unitCertificate(unit);
    return present && present->fingerprint() == certificate.fingerprint();
}

bool Domain::receives(const UnitCode &unit) const
{
    const directory::Unit *known = m_directory.unit(unit);
    if (!known)
        return isLinked(unit);
    return known->state == directory::UnitState::Active;
}

UnitCode Domain::queueOf(const UnitCode &unit) const
{
    const directory::PeerDomain *peer = m_directory.peerOf(unit);
    return peer ? queueOfDomain(peer->nextHop()) : unit;
}

bool Domain::isLinked(const UnitCode &queue) const
{
    // Whether its server's certificate holds at this hour is not asked: what waits for it goes on waiting.
    const auto &peers = m_directory.peers();
    return isQueueOfDomain(queue) && std::any_of(peers.begin(), peers.end(), [&queue](const auto &peer) {
        return peer.via.isEmpty() && peer.name() == domainOfQueue(queue);
    });
}

bool Domain::isQueueOfDomain(const UnitCode &queue)
{
    return queue.toString().startsWith(QueueMark);
}

QList<UnitCode> Domain::linkQueues() const
{
    QList<UnitCode> queues;
    for (const directory::PeerDomain &peer : m_directory.peers()) {
        if (peer.via.isEmpty())
            queues.append(queueOfDomain(peer.name()));
    }
    return queues;
}

const QString &Domain::domainOf(const UnitCode &unit) const
{
    const directory::PeerDomain *peer = m_directory.peerOf(unit);
    return peer ? peer->name() : name();
}

QString Domain::domainOfQueue(const UnitCode &queue)
{
    return queue.toString().mid(1);
}

std::optional<crypto::Certificate> Domain::serverCertificate(const QString &domain) const
{
    const auto found = m_servers.constFind(domain);
    return found == m_servers.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<crypto::Certificate> Domain::serverSigner(
    const QString &domain, const directory::SignatureClaim &claim) const
{
    const auto present = serverCertificate(domain);
    if (present && present->fingerprint() == claim.signer)
        return present;
    std::optional<crypto::Certificate> former;
    if (domain == name())
        former = directory::formerServerSigner(m_directory, m_trust, claim);
    for (const directory::PeerDomain &peer : m_directory.peers()) {
        if (peer.name() == domain)
            former = directory::formerServerSigner(peer.directory, peer.trust, claim);
    }
    return former ? former : present;
}

bool Domain::isPresentServer(const QString &domain, const crypto::Certificate &certificate) const
{
    const auto present = serverCertificate(domain);
    return present && present->fingerprint() == certificate.fingerprint();
}

QHash<protocol::CurvePublicKey, DesktopId> Domain::admitted() const
{
    QHash<protocol::CurvePublicKey, DesktopId> keys;
    for (const directory::PeerDomain &peer : m_directory.peers()) {
        const auto key = protocol::CurvePublicKey::fromBytes(peer.directory.content().server.curveKey);
        if (key && m_peers.contains(serverOfDomain(peer.name())))
            keys.insert(*key, serverOfDomain(peer.name()));
    }
    for (const Peer &peer : m_peers) {
        if (peer.isLink)
            continue;
        const auto key = protocol::CurvePublicKey::fromBytes(m_directory.desktop(peer.desktop)->curveKey);
        if (key)
            keys.insert(*key, peer.desktop);
    }
    return keys;
}

} // namespace wenyi::server
