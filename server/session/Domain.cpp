// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Domain.h"

namespace wenyi::server {

using crypto::CertificatePurpose;

Domain::Domain(directory::Directory directory, crypto::TrustStore trust)
    : m_directory(std::move(directory))
    , m_trust(std::move(trust))
{
}

Result<std::shared_ptr<const Domain>> Domain::open(QByteArrayView bytes, const crypto::TrustStore &trust, Instant at)
{
    WENYI_TRY(directory::Directory directory, directory::Directory::open(bytes, trust, at));
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

bool Domain::receives(const UnitCode &unit) const
{
    const directory::Unit *known = m_directory.unit(unit);
    return known && known->state == directory::UnitState::Active;
}

QHash<protocol::CurvePublicKey, DesktopId> Domain::admitted() const
{
    QHash<protocol::CurvePublicKey, DesktopId> keys;
    for (const Peer &peer : m_peers) {
        const auto key = protocol::CurvePublicKey::fromBytes(m_directory.desktop(peer.desktop)->curveKey);
        if (key)
            keys.insert(*key, peer.desktop);
    }
    return keys;
}

} // namespace wenyi::server
