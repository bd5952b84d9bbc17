// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/KeyGrantService.h"

#include "client/core/profile/KeyGrantProjection.h"
#include "shared/crypto/ContentCipher.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<qsizetype> KeyGrantService::renewContentKey()
{
    const directory::Member &self = m_workspace.member();
    if (!self.has(directory::Role::SystemAdministrator))
        return Error{ErrorCode::NotAllowed, "key-grant.role", self.id.toString()};
    const QString group = self.unit.toString();
    const auto current = m_workspace.keyring().newest(group);
    const journal::Audience audience{group, current ? current->keyId + 1 : 1};
    const SecretBytes key = m_workspace.environment().random.secret(crypto::ContentKeySize);
    QList<journal::NewEntry> entries;
    for (const directory::Member *member : m_workspace.directory().membersOf(self.unit)) {
        const crypto::Certificate *certificate = m_workspace.directory().certificate(member->encryptionCertificate);
        if (!certificate)
            return Error{ErrorCode::Corrupt, "key-grant.certificate", member->id.toString()};
        // Who is revoked is given no new key. Everybody else is: a certificate that ran out is no reason to lock its
        // owner out of the unit's work.
        const Instant at = std::min(m_workspace.environment().clock.now(), certificate->notAfter());
        const auto holds = m_workspace.trust().verify(*certificate, crypto::CertificatePurpose::MemberEncryption, at);
        using enum crypto::RevocationKnowledge;
        if (!holds || *holds == RevokedLater || *holds == SuspendedLater)
            continue;
        WENYI_TRY(const auto grant, journal::KeyGrant::wrap(audience, key, member->id, certificate->publicKey()));
        entries.append({KeyGrantProjection::stream(self.unit), u"keys"_s, KeyGrantProjection::Kind.toString(),
            grant.toBytes(), {}, {}});
    }
    WENYI_CHECK(m_workspace.journal().append(self.id, entries));
    WENYI_CHECK(m_workspace.takeNewKeys());
    return entries.size();
}

} // namespace wenyi::core
