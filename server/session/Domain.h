// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/StrongId.h"
#include "shared/directory/Directory.h"
#include "shared/protocol/CurveKeyPair.h"

#include <QHash>

#include <memory>
#include <optional>

namespace wenyi::server {

/// A desktop of the domain, as whom a session speaks.
struct Peer
{
    DesktopId desktop;
    UnitCode unit;
    crypto::PublicKey key; ///< Signs the heads of the desktop's chain.
};

/// The directory in force, with what its certificates are worth at one moment. Immutable: a new directory, a new
/// revocation list or another hour is a new Domain.
class Domain
{
public:
    /// Verifies the signed directory. Fails as directory::Directory::open() does.
    static Result<std::shared_ptr<const Domain>> open(
        QByteArrayView bytes, const crypto::TrustStore &trust, Instant at);

    const directory::Directory &directory() const { return m_directory; }
    const QByteArray &bytes() const { return m_directory.bytes(); }
    /// What receipts name as the directory's head.
    Digest digest() const { return m_directory.digest(); }
    quint64 version() const { return m_directory.content().version; }

    /// A desktop that may connect: not standalone, of an active unit, its certificate holds.
    std::optional<Peer> peer(const DesktopId &desktop) const;
    /// Whose key the unit signs with; nothing for an unknown or retired unit, or where the certificate does not hold.
    std::optional<crypto::Certificate> unitCertificate(const UnitCode &unit) const;
    /// Whether envelopes may be sent to the unit: it is known and not retired.
    bool receives(const UnitCode &unit) const;
    QHash<protocol::CurvePublicKey, DesktopId> admitted() const;
    /// How many desktops may connect.
    qsizetype peerCount() const { return m_peers.size(); }
    /// Whom the domain trusts, with the revocations that the directory brought.
    const crypto::TrustStore &trust() const { return m_trust; }

private:
    Domain(directory::Directory directory, crypto::TrustStore trust);
    void judge(Instant at);

    directory::Directory m_directory;
    crypto::TrustStore m_trust;
    QHash<UnitCode, crypto::Certificate> m_unitCertificates;
    QHash<DesktopId, Peer> m_peers;
};

} // namespace wenyi::server
