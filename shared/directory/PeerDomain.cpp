// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/PeerDomain.h"

#include "shared/directory/PeerCard.h"

#include <QSet>

namespace wenyi::directory {

namespace {

Error broken(const char *reason, const QString &detail)
{
    return Error{ErrorCode::InvalidInput, reason, detail};
}

/// What the domains of one directory may not have in common.
class Meeting
{
public:
    explicit Meeting(const DirectoryContent &content)
    {
        m_domains.insert(content.domain);
        m_keys.insert(content.server.curveKey);
        for (const Unit &unit : content.units)
            m_units.insert(unit.code);
        for (const Desktop &desktop : content.desktops)
            m_keys.insert(desktop.curveKey);
    }

    Result<void> add(const PeerDomain &peer)
    {
        const DirectoryContent &content = peer.directory.content();
        if (m_domains.contains(content.domain) || m_roots.contains(peer.root.toDer()))
            return broken("directory.peer-twice", content.domain);
        if (m_keys.contains(content.server.curveKey))
            return broken("directory.peer-key", content.domain);
        m_domains.insert(content.domain);
        m_roots.insert(peer.root.toDer());
        m_keys.insert(content.server.curveKey);
        for (const Unit &unit : content.units) {
            if (m_units.contains(unit.code))
                return broken("directory.peer-unit", unit.code.toString());
            m_units.insert(unit.code);
        }
        return {};
    }

private:
    QSet<QString> m_domains;
    QSet<QByteArray> m_roots;
    QSet<QByteArray> m_keys;
    QSet<UnitCode> m_units;
};

} // namespace

Result<PeerDomain> PeerDomain::open(const Peering &peering, Instant at)
{
    WENYI_TRY(const PeerCard card, PeerCard::fromBytes(peering.card));
    WENYI_TRY(const auto root, crypto::Certificate::fromDer(card.root));
    const auto purpose = root.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::RootAuthority)
        return Error{ErrorCode::NotTrusted, "directory.peer", root.commonName()};
    crypto::TrustStore trust;
    trust.addRoot(root);
    for (const QByteArray &der : card.authorities) {
        WENYI_TRY(const auto authority, crypto::Certificate::fromDer(der));
        WENYI_CHECK(trust.addAuthority(authority, at));
    }
    WENYI_TRY(Directory directory, Directory::openExcerpt(card.excerpt, trust, at));
    if (directory.content().domain != peering.name || card.domain != peering.name)
        return Error{ErrorCode::NotTrusted, "directory.peer", peering.name};
    WENYI_CHECK(directory.addRevocationsTo(trust));
    return PeerDomain{peering.via, root, std::move(directory), std::move(trust)};
}

Result<QList<PeerDomain>> openPeers(const DirectoryContent &content)
{
    QList<PeerDomain> peers;
    Meeting meeting(content);
    QSet<QString> linked;
    for (const Peering &peering : content.peers) {
        WENYI_TRY(PeerDomain peer, PeerDomain::open(peering, content.issuedAt));
        WENYI_CHECK(meeting.add(peer));
        if (peer.via.isEmpty())
            linked.insert(peer.name());
        peers.append(std::move(peer));
    }
    for (const PeerDomain &peer : std::as_const(peers)) {
        if (!peer.via.isEmpty() && !linked.contains(peer.via))
            return broken("directory.peer-via", peer.via);
    }
    return peers;
}

QString shownName(const Directory &directory, const UnitCode &unit)
{
    const Unit *known = directory.unit(unit);
    if (!known)
        return unit.toString();
    const PeerDomain *peer = directory.peerOf(unit);
    if (!peer || !directory.unitNamed(known->name))
        return known->name;
    return QStringLiteral("%1（%2）").arg(known->name, peer->name());
}

Result<void> checkPeersSucceed(const QList<PeerDomain> &older, const QList<PeerDomain> &newer)
{
    for (const PeerDomain &peer : newer) {
        for (const PeerDomain &before : older) {
            const bool isSame = before.name() == peer.name() && before.root.toDer() == peer.root.toDer();
            if (isSame && peer.directory.content().version < before.directory.content().version)
                return Error{ErrorCode::NotTrusted, "directory.peer-older", peer.name()};
        }
    }
    return {};
}

DirectoryContent excerptOf(const DirectoryContent &content)
{
    DirectoryContent excerpt;
    excerpt.domain = content.domain;
    excerpt.version = content.version;
    excerpt.issuedAt = content.issuedAt;
    excerpt.nextUpdate = content.nextUpdate;
    excerpt.server = content.server;
    excerpt.units = content.units;
    excerpt.aliases = content.aliases;
    excerpt.seals = content.seals;
    excerpt.revocationList = content.revocationList;
    QSet<MemberId> keepers;
    for (const RegisteredSeal &seal : content.seals)
        keepers.insert(seal.keeper);
    for (const Member &member : content.members) {
        if (!keepers.contains(member.id))
            continue;
        Member keeper = member;
        keeper.post.clear(); // What else they are is nobody's business elsewhere.
        keeper.roles.removeIf([](Role role) { return role != Role::SealKeeper; });
        excerpt.members.append(keeper);
    }
    return excerpt;
}

} // namespace wenyi::directory
