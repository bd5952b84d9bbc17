// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Environment.h"
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/DirectoryContent.h"
#include "shared/directory/PeerCard.h"

#include <QString>

#include <memory>

namespace wenyi::core {

/// The certificate hierarchy of one exchange domain: root CA, operating CA, seal maker.
///
/// In a folder: root.key, operating.key, seal-maker.key under a PIN, root.der, operating.der, revocations.crl;
/// beside them the register and its officers' keys (RegisterFounding).
class DomainAuthority
{
public:
    /// Makes the hierarchy anew in an empty folder; fails with "authority.exists".
    static Result<DomainAuthority> create(
        const QString &folder, const QString &domainName, const SecretBytes &pin, const Environment &environment);
    /// Opens it with the PIN of the operating CA.
    static Result<DomainAuthority> open(const QString &folder, const SecretBytes &pin, const Environment &environment);

    /// A certificate of the operating CA for one of the domain's keys, valid from now for `years`.
    Result<crypto::Certificate> issue(const crypto::CertificateSubject &subject, crypto::CertificatePurpose purpose,
        const crypto::PublicKey &key, int years) const;

    const QString &folder() const { return m_folder; }
    const crypto::CertificateAuthority &operating() const { return m_operating; }
    crypto::Signer &sealMaker() { return m_sealMaker; }
    /// The operating CA as one who signs; the authority outlives it.
    std::unique_ptr<crypto::Signer> operatingSigner() const;
    /// The directory as the operating CA signs it. Fails as directory::Directory::sign() does.
    Result<QByteArray> signDirectory(const directory::DirectoryContent &content) const;
    /// A changed content as the next version from now on, good for as long as the one before was, with the newest
    /// revocation list. Fails as signDirectory() does.
    Result<QByteArray> signNext(directory::DirectoryContent content) const;
    /// What another domain is told of this directory, for its administrator. Fails as directory::Directory::sign()
    /// does.
    Result<directory::PeerCard> cardOf(const directory::DirectoryContent &content) const;
    /// Root, operating CA and the newest revocation list.
    Result<crypto::TrustStore> trust() const;
    Instant now() const { return m_environment.clock.now(); }
    const crypto::Certificate &root() const { return m_root; }
    const QByteArray &revocationList() const { return m_revocationList; }
    /// Puts the list that was published into the folder and into what is signed from now on. Fails as writeDurably().
    Result<void> keepRevocationList(const QByteArray &list);

private:
    DomainAuthority(QString folder, const Environment &environment, crypto::Certificate root,
        crypto::CertificateAuthority operating, crypto::KeySigner sealMaker, QByteArray revocationList);

    QString m_folder;
    Environment m_environment;
    crypto::Certificate m_root;
    crypto::CertificateAuthority m_operating;
    crypto::KeySigner m_sealMaker;
    QByteArray m_revocationList; ///< DER.
};

} // namespace wenyi::core
