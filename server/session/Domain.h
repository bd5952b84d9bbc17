// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/StrongId.h"
#include "shared/directory/FormerSigners.h"
#include "shared/directory/PeerDomain.h"
#include "shared/protocol/CurveKeyPair.h"

#include <QHash>

#include <memory>
#include <optional>

namespace wenyi::server {

/// A desktop of the domain, as whom a session speaks; or an end of a link to another domain.
struct Peer
{
    DesktopId desktop;
    UnitCode unit;         ///< Of a link: the queue of the domain at its other end.
    crypto::PublicKey key; ///< Signs the heads of the desktop's chain.
    bool isLink = false;
};

/// The queue of what goes to another domain. No unit has such a code.
UnitCode queueOfDomain(const QString &domain);
/// As whom another domain's server comes in, and as whom this server's own end of the link to it does.
DesktopId serverOfDomain(const QString &domain);
DesktopId ownEndTo(const QString &domain);

/// The directory in force, with what its certificates are worth at one moment. Immutable: a new directory, a new
/// revocation list or another hour is a new Domain.
class Domain
{
public:
    /// Verifies the signed directory. What was read for the domain of before (null: there is none) is not read again,
    /// and nothing at all where the directory is the same one: it is judged anew by the trust of now. Fails as
    /// directory::Directory::open() does.
    static Result<std::shared_ptr<const Domain>> open(
        QByteArrayView bytes, const crypto::TrustStore &trust, Instant at, const Domain *before = nullptr);

    const directory::Directory &directory() const { return m_directory; }
    const QByteArray &bytes() const { return m_directory.bytes(); }
    /// What receipts name as the directory's head.
    Digest digest() const { return m_directory.digest(); }
    quint64 version() const { return m_directory.content().version; }

    /// A desktop that may connect: not standalone, of an active unit, its certificate holds.
    std::optional<Peer> peer(const DesktopId &desktop) const;
    /// Whose key the unit signs with; nothing for an unknown or retired unit, or where the certificate does not hold.
    std::optional<crypto::Certificate> unitCertificate(const UnitCode &unit) const;
    /// By which certificate what the unit signed is to be verified: a former one that counts (decision 57), else as
    /// unitCertificate(), which verifies nothing that another one signed.
    std::optional<crypto::Certificate> unitSigner(const UnitCode &unit, const directory::SignatureClaim &claim) const;
    /// Whether it is the one that the unit signs with now.
    bool isPresentSigner(const UnitCode &unit, const crypto::Certificate &certificate) const;
    /// Whether envelopes may be sent to the unit, here or in another domain: it is known and not retired. A linked
    /// domain's queue takes them too.
    bool receives(const UnitCode &unit) const;
    /// In whose queue lies what is for the unit: its own, or that of the linked domain that leads to it. A unit that
    /// nobody knows any more has its own.
    UnitCode queueOf(const UnitCode &unit) const;
    /// Of all linked domains.
    QList<UnitCode> linkQueues() const;
    /// The domain that a unit belongs to.
    const QString &domainOf(const UnitCode &unit) const;
    /// The domain that what goes to a linked domain's queue is handed to.
    static QString domainOfQueue(const UnitCode &queue);
    /// Whether what is in this queue goes to another domain.
    static bool isQueueOfDomain(const UnitCode &queue);
    /// Whose key a domain's server signs with, this one's or a peer's; nothing where the certificate does not hold.
    std::optional<crypto::Certificate> serverCertificate(const QString &domain) const;
    /// The same as unitSigner() of a domain's server.
    std::optional<crypto::Certificate> serverSigner(
        const QString &domain, const directory::SignatureClaim &claim) const;
    bool isPresentServer(const QString &domain, const crypto::Certificate &certificate) const;
    const QString &name() const { return m_directory.content().domain; }
    QHash<protocol::CurvePublicKey, DesktopId> admitted() const;
    /// How many desktops may connect.
    qsizetype peerCount() const { return m_desktops; }
    /// Whom the domain trusts, with the revocations that the directory brought.
    const crypto::TrustStore &trust() const { return m_trust; }

private:
    Domain(directory::Directory directory, crypto::TrustStore trust);
    bool isLinked(const UnitCode &queue) const;
    void judge(Instant at);
    void judge(const directory::PeerDomain &peer, Instant at);

    directory::Directory m_directory;
    crypto::TrustStore m_trust;
    QHash<UnitCode, crypto::Certificate> m_unitCertificates;
    QHash<QString, crypto::Certificate> m_servers; ///< By domain.
    QHash<DesktopId, Peer> m_peers;
    qsizetype m_desktops = 0;
};

} // namespace wenyi::server
