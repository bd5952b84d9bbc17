// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/profile/Environment.h"

namespace wenyi::core {

/// What the officers of an authority do in its folder (docs/decisions/0027), for windows and commands alike.
class AuthorityWork
{
public:
    AuthorityWork(QString folder, const Environment &environment)
        : m_folder(std::move(folder))
        , m_environment(environment)
    {
    }

    const QString &folder() const { return m_folder; }
    /// Fails as openRegister() of AuthorityFolder does, NotFound "file.missing" where it is no authority's folder.
    Result<std::unique_ptr<CertificateRegister>> open() const;
    /// 核验: looks at everything that the register claims, by the folder's root and operating CA, and whether the head
    /// that somebody noted is still in it; null: nobody did. Fails as CertificateRegister::verify() and findNoted() do.
    Result<void> verify(const CertificateRegister &certificates, const Digest &noted) const;

    /// Has the certificate of an approved application made, by the authority that is for it. Fails as
    /// DomainAuthority::open(), openPdfAuthority() and CertificationService::issue() do.
    Result<crypto::Certificate> issue(CertificateRegister &certificates, quint64 application, crypto::Signer &officer,
        const SecretBytes &authorityPin) const;

    /// What is published, and where it goes.
    struct Publication
    {
        CertificateRegister::ListKind kind = CertificateRegister::ListKind::Complete;
        std::chrono::hours lifetime{24 * 30};
        QString target;        ///< The list (DER).
        bool withPdfs = false; ///< The complete list of the authority for PDFs is made too, and kept in the folder.
        QString pdfTarget;     ///< Where that list goes besides; may be empty.
        QString directory;     ///< The directory in force; empty: it stays as it is.
        QString newDirectory;  ///< Where its next version goes, which brings the list to every desktop.
    };
    /// 发布: makes a revocation list, and the directory's next version with it. What cannot be opened or read is found
    /// out before anything is written. Fails as DomainAuthority::open(), openPdfAuthority(), readDirectory(),
    /// CertificationService::publish(), issueDirectory() and writeDurably() do.
    Result<void> publish(CertificateRegister &certificates, const Publication &publication, crypto::Signer &officer,
        const SecretBytes &authorityPin) const;

private:
    QString m_folder;
    Environment m_environment;
};

} // namespace wenyi::core
