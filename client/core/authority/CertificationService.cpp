// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/CertificationService.h"

namespace wenyi::core {

namespace {

Error noPdfAuthority()
{
    return {ErrorCode::NotFound, "authority.no-pdf", {}};
}

} // namespace

Result<crypto::Certificate> CertificationService::issue(quint64 application, crypto::Signer &officer)
{
    const auto &applications = m_register.state().applications();
    const auto found = applications.find(application);
    if (found == applications.end())
        return Error{ErrorCode::NotFound, "register.no-application", QString::number(application)};
    const auto *wanted = std::get_if<CertificateApplication>(&found->second.wanted);
    if (!wanted || found->second.state != ApplicationState::Approved) {
        const bool isUndecided = found->second.state == ApplicationState::Open;
        return Error{ErrorCode::NotAllowed, isUndecided ? "register.not-approved" : "register.decided",
            QString::number(application)};
    }
    const bool isForPdfs = wanted->purpose == crypto::CertificatePurpose::PdfSigner;
    if (isForPdfs && !m_forPdfs)
        return noPdfAuthority();
    const crypto::CertificateAuthority &authority = isForPdfs ? *m_forPdfs : m_operating;
    WENYI_TRY(const auto key, crypto::PublicKey::fromDer(wanted->publicKey, crypto::TakenSuites::Sm2AndP256));
    const Instant from = m_environment.clock.now() - EarlyBegin;
    WENYI_TRY(auto certificate, authority.issue(wanted->subject, wanted->purpose, key, from,
                                    from + std::chrono::days(365) * wanted->years, m_environment.random));
    WENYI_CHECK(m_register.append(CertificateIssue{application, certificate.toDer()}, officer));
    return certificate;
}

Result<CertificateApplication> renewalOf(const RegisterState &state, const QByteArray &serialNumber, int years)
{
    const RegisteredCertificate *old = state.certificate(serialNumber);
    if (!old)
        return Error{ErrorCode::NotFound, "register.no-certificate", QString::fromLatin1(serialNumber)};
    const crypto::Certificate &certificate = old->certificate;
    WENYI_TRY(const auto purpose, certificate.purpose());
    return CertificateApplication{{certificate.commonName(), certificate.organization(), certificate.subjectId()},
        purpose, certificate.publicKey().toDer(), years, serialNumber};
}

Result<QByteArray> CertificationService::publish(
    CertificateRegister::ListKind kind, std::chrono::hours lifetime, crypto::Signer &officer)
{
    const Instant now = m_environment.clock.now();
    const auto make = [&](quint64 number, std::optional<quint64> base) -> Result<QByteArray> {
        const RegisterState &state = m_register.state();
        if (!base)
            return m_operating.revocationList(state.revoked(), number, now, now + lifetime);
        WENYI_TRY(const auto changes, crypto::revocationChanges(state.revokedInCompleteList(), state.revoked(), now));
        return m_operating.deltaRevocationList(changes, *base, number, now, now + lifetime);
    };
    return m_register.publish(kind, make, officer);
}

Result<QByteArray> CertificationService::listForPdfs(std::chrono::hours lifetime) const
{
    if (!m_forPdfs)
        return noPdfAuthority();
    const RegisterState &state = m_register.state();
    const Instant now = m_environment.clock.now();
    return m_forPdfs->revocationList(
        state.revoked(crypto::Suite::EcdsaP256WithSha256), state.lastListNumber(), now, now + lifetime);
}

} // namespace wenyi::core
