// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Certificate.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"

namespace wenyi::directory {

/// 对等域: another exchange domain that a directory vouches for. Its units are judged by its own root and by nothing
/// else, and its root vouches for nothing else.
struct PeerDomain
{
    QString via; ///< The peer that leads there; empty where the two servers are linked themselves.
    crypto::Certificate root;
    Directory directory;      ///< Its excerpt: units, their seals and who keeps them, the server.
    crypto::TrustStore trust; ///< Its root and authorities, with the revocations that the excerpt tells.

    const QString &name() const { return directory.content().domain; }
    /// The peer whose server is handed what goes there.
    const QString &nextHop() const { return via.isEmpty() ? name() : via; }

    /// Verifies a peering of a directory that was issued at this moment. Fails as PeerCard::fromBytes() and
    /// Directory::openExcerpt() do, and with NotTrusted "directory.peer" where the root is none or the
    /// domain has another name.
    static Result<PeerDomain> open(const Peering &peering, Instant at);
};

/// Opens all of a directory's peerings. Besides the reasons of PeerDomain::open() it fails with InvalidInput
/// "directory.peer-twice" (a domain or root twice, or its own), "directory.peer-unit" (a unit code that is used in two
/// of the domains), "directory.peer-key" (a server key that is somebody else's already), "directory.peer-via" (the
/// domain that leads there is no linked peer).
Result<QList<PeerDomain>> openPeers(const DirectoryContent &content);

/// How a unit is called where people read it: by its name, with its domain behind it where a unit of this directory's
/// domain has that name, whoever gave it to the other. The code of a unit that nobody knows.
QString shownName(const Directory &directory, const UnitCode &unit);

/// What a peer told of itself does not go back, as long as it is the same one. Fails with NotTrusted
/// "directory.peer-older".
Result<void> checkPeersSucceed(const QList<PeerDomain> &older, const QList<PeerDomain> &newer);

/// What other domains are told of a directory: its server, units and aliases, the seals and who keeps them. No
/// desktops, no groups, no other members, no peers of its own.
DirectoryContent excerptOf(const DirectoryContent &content);

} // namespace wenyi::directory
