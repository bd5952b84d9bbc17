// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/AuthorityWork.h"

#include "client/core/authority/CertificationService.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/DirectoryIssue.h"
#include "client/core/domain/PdfAuthority.h"
#include "client/core/sealing/TrustFiles.h"
#include "shared/base/DurableFile.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

bool isForPdfs(const RegisterState &state, quint64 number)
{
    const auto found = state.applications().find(number);
    const auto *wanted =
        found == state.applications().end() ? nullptr : std::get_if<CertificateApplication>(&found->second.wanted);
    return wanted && wanted->purpose == crypto::CertificatePurpose::PdfSigner;
}

} // namespace

Result<std::unique_ptr<CertificateRegister>> AuthorityWork::open() const
{
    return openRegister(m_folder, m_environment.clock);
}

Result<void> AuthorityWork::verify(const CertificateRegister &certificates, const Digest &noted) const
{
    // Without the revocation list: what was revoked since is what the register itself tells.
    WENYI_TRY(const auto trust,
        readTrustFiles({{m_folder + u"/root.der"_s, m_folder + u"/operating.der"_s}, {}}, m_environment.clock.now()));
    WENYI_CHECK(certificates.verify(trust));
    if (!noted.isNull())
        WENYI_CHECK(certificates.findNoted(noted));
    return {};
}

Result<crypto::Certificate> AuthorityWork::issue(CertificateRegister &certificates, quint64 application,
    crypto::Signer &officer, const SecretBytes &authorityPin) const
{
    // What is approved stands under its officer's signature, or nothing is issued by it.
    WENYI_CHECK(verify(certificates, {}));
    WENYI_TRY(const auto authority, DomainAuthority::open(m_folder, authorityPin, m_environment));
    std::optional<crypto::CertificateAuthority> forPdfs;
    // Opened where it is wanted alone: another PIN on its key, or none left, keeps nobody from issuing.
    if (isForPdfs(certificates.state(), application)) {
        WENYI_TRY(forPdfs, openPdfAuthority(m_folder, authorityPin));
    }
    CertificationService service(certificates, authority.operating(), m_environment, forPdfs ? &*forPdfs : nullptr);
    return service.issue(application, officer);
}

Result<void> AuthorityWork::publish(CertificateRegister &certificates, const Publication &publication,
    crypto::Signer &officer, const SecretBytes &authorityPin) const
{
    WENYI_CHECK(verify(certificates, {}));
    WENYI_TRY(auto authority, DomainAuthority::open(m_folder, authorityPin, m_environment));
    std::optional<crypto::CertificateAuthority> forPdfs;
    if (publication.withPdfs) {
        WENYI_TRY(forPdfs, openPdfAuthority(m_folder, authorityPin));
    }
    std::optional<directory::Directory> current;
    if (!publication.directory.isEmpty()) {
        WENYI_TRY(const auto trust, authority.trust());
        WENYI_TRY(current, readDirectory(publication.directory, trust, authority.now()));
    }
    CertificationService service(certificates, authority.operating(), m_environment, forPdfs ? &*forPdfs : nullptr);
    WENYI_TRY(const QByteArray list, service.publish(publication.kind, publication.lifetime, officer));
    if (publication.kind == CertificateRegister::ListKind::Complete)
        WENYI_CHECK(authority.keepRevocationList(list));
    WENYI_CHECK(writeDurably(publication.target, list));
    if (forPdfs) {
        WENYI_TRY(const QByteArray pdfList, service.listForPdfs(publication.lifetime));
        WENYI_CHECK(keepPdfRevocationList(m_folder, pdfList));
        if (!publication.pdfTarget.isEmpty())
            WENYI_CHECK(writeDurably(publication.pdfTarget, pdfList));
    }
    if (!current)
        return {};
    WENYI_TRY(const QByteArray next, issueDirectory(authority, certificates, *current, current->content()));
    return writeDurably(publication.newDirectory, next);
}

} // namespace wenyi::core
