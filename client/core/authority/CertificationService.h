// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/profile/Environment.h"

namespace wenyi::core {

/// The application for the next certificate of one that is registered, for the same key: subject, purpose and key are
/// its own. Fails with NotFound "register.no-certificate".
Result<CertificateApplication> renewalOf(const RegisterState &state, const QByteArray &serialNumber, int years);

/// 证书签发: what needs the operating CA's key besides an officer's: certificates and revocation lists. All else an
/// officer writes into the register.
class CertificationService
{
public:
    /// All outlive the service. `forPdfs` is needed for certificates of the second suite and the list of them alone.
    CertificationService(CertificateRegister &certificates, const crypto::CertificateAuthority &operating,
        const Environment &environment, const crypto::CertificateAuthority *forPdfs = nullptr)
        : m_register(certificates)
        , m_operating(operating)
        , m_environment(environment)
        , m_forPdfs(forPdfs)
    {
    }

    /// Makes the certificate of an application that was approved; it stands in the register before it is handed out.
    /// Fails as CertificateRegister::append() and crypto::CertificateAuthority::issue() do, and with NotFound
    /// "authority.no-pdf".
    Result<crypto::Certificate> issue(quint64 application, crypto::Signer &officer);
    /// Makes the list of everything that is revoked or suspended, or of what changed since the last complete one, good
    /// for `lifetime`. Fails as CertificateRegister::publish() does.
    Result<QByteArray> publish(
        CertificateRegister::ListKind kind, std::chrono::hours lifetime, crypto::Signer &officer);
    /// The complete list of what the authority for PDFs issued and was revoked or suspended, as the register stands,
    /// under the number of the list that was published last. Fails with NotFound "authority.no-pdf", and as
    /// crypto::CertificateAuthority::revocationList() does.
    Result<QByteArray> listForPdfs(std::chrono::hours lifetime) const;

private:
    CertificateRegister &m_register;
    const crypto::CertificateAuthority &m_operating;
    const Environment &m_environment;
    const crypto::CertificateAuthority *m_forPdfs;
};

} // namespace wenyi::core
