// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/RegisterState.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

using directory::Role;

constexpr std::chrono::days Year{365};

Error notAllowed(const char *reason, const QString &detail = {})
{
    return Error{ErrorCode::NotAllowed, reason, detail};
}

bool isReason(crypto::RevocationReason reason)
{
    using enum crypto::RevocationReason;
    static constexpr std::array Reasons{Unspecified, KeyCompromise, AffiliationChanged, Superseded,
        CessationOfOperation, CertificateHold, PrivilegeWithdrawn};
    return std::find(Reasons.begin(), Reasons.end(), reason) != Reasons.end();
}

} // namespace

CertificateStanding standingOf(const RegisteredCertificate &registered, Instant at)
{
    if (registered.revocation)
        return registered.isSuspended() ? CertificateStanding::Suspended : CertificateStanding::Revoked;
    return registered.certificate.notAfter() < at ? CertificateStanding::Expired : CertificateStanding::Good;
}

std::optional<Role> officerFor(const RegisterContent &content)
{
    if (std::holds_alternative<OfficerAppointment>(content) || std::holds_alternative<SealRegistration>(content))
        return std::nullopt;
    if (const auto *issue = std::get_if<CertificateIssue>(&content); issue && issue->application == 0)
        return std::nullopt;
    const bool isJudgement =
        std::holds_alternative<ApplicationDecision>(content) || std::holds_alternative<CertificateRevocation>(content)
        || std::holds_alternative<UnblockPermission>(content) || std::holds_alternative<SealWithdrawalAct>(content);
    return isJudgement ? Role::SecurityAdministrator : Role::SystemAdministrator;
}

Result<void> RegisterState::apply(const RegisterAct &act)
{
    if (act.number != m_size + 1)
        return Error{ErrorCode::Corrupt, "register.order", QString::number(act.number)};
    if (act.at < m_lastAt)
        return Error{ErrorCode::Corrupt, "register.time", QString::number(act.number)};
    WENYI_CHECK(allows(act));
    WENYI_CHECK(std::visit([&](const auto &content) { return take(act, content); }, act.content));
    m_size = act.number;
    m_lastAt = act.at;
    return {};
}

Result<void> RegisterState::allows(const RegisterAct &act) const
{
    const std::optional<Role> role = officerFor(act.content);
    if (!role)
        return act.signer == m_operating.fingerprint() ? Result<void>() : notAllowed("register.officer");
    const auto officer = std::find_if(m_officers.begin(), m_officers.end(),
        [&](const Officer &known) { return known.certificate.fingerprint() == act.signer; });
    if (officer == m_officers.end())
        return notAllowed("register.officer");
    if (officer->role != *role)
        return notAllowed("register.role", directory::roleName(officer->role));
    // Whoever has an officer's lost key must not act with it until somebody else is appointed.
    const RegisteredCertificate *own = certificate(officer->certificate.serialNumber());
    const bool hasEnded = act.at < officer->certificate.notBefore() || act.at > officer->certificate.notAfter();
    if (hasEnded || (own && own->revocation))
        return notAllowed("register.officer", officer->certificate.subjectId());
    return {};
}

const crypto::Certificate *RegisterState::signer(const Digest &fingerprint) const
{
    if (fingerprint == m_operating.fingerprint())
        return &m_operating;
    const auto found = m_signers.constFind(fingerprint);
    return found == m_signers.cend() ? nullptr : &found.value();
}

const RegisteredCertificate *RegisterState::certificate(const QByteArray &serialNumber) const
{
    const auto found = m_certificates.constFind(serialNumber);
    return found == m_certificates.cend() ? nullptr : &found.value();
}

QList<crypto::RevokedCertificate> RegisterState::revoked(crypto::Suite suite) const
{
    QList<crypto::RevokedCertificate> revoked;
    for (const QByteArray &serialNumber : m_order) {
        const RegisteredCertificate &registered = *m_certificates.constFind(serialNumber);
        if (registered.revocation && registered.certificate.suite() == suite)
            revoked.append(*registered.revocation);
    }
    return revoked;
}

Result<Application *> RegisterState::openApplication(quint64 number, ApplicationState state)
{
    const auto found = m_applications.find(number);
    if (found == m_applications.end())
        return Error{ErrorCode::NotFound, "register.no-application", QString::number(number)};
    if (found->second.state != state) {
        const bool isUndecided = found->second.state == ApplicationState::Open;
        return notAllowed(isUndecided ? "register.not-approved" : "register.decided", QString::number(number));
    }
    return &found->second;
}

Result<RegisteredCertificate *> RegisterState::known(const QByteArray &serialNumber)
{
    const auto found = m_certificates.find(serialNumber);
    if (found == m_certificates.end())
        return Error{ErrorCode::NotFound, "register.no-certificate", QString::fromLatin1(serialNumber)};
    return &found.value();
}

Result<void> RegisterState::take(const RegisterAct &, const OfficerAppointment &content)
{
    if (!directory::isOfficer(content.role))
        return notAllowed("register.role", directory::roleName(content.role));
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(content.certificate));
    // One person is one officer: neither name nor key may stand for two.
    const auto isSame = [&](const Officer &officer) {
        return officer.role != content.role
               && (officer.certificate.subjectId() == certificate.subjectId()
                   || officer.certificate.publicKey() == certificate.publicKey());
    };
    if (std::any_of(m_officers.begin(), m_officers.end(), isSame))
        return notAllowed("register.same-person", certificate.subjectId());
    m_officers.removeIf([&](const Officer &officer) { return officer.role == content.role; });
    m_officers.append({content.role, certificate});
    m_signers.insert(certificate.fingerprint(), certificate);
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const CertificateApplication &content)
{
    const bool isForPdfs = content.purpose == crypto::CertificatePurpose::PdfSigner;
    const auto taken = isForPdfs ? crypto::TakenSuites::Sm2AndP256 : crypto::TakenSuites::Sm2;
    WENYI_TRY(const auto key, crypto::PublicKey::fromDer(content.publicKey, taken));
    if (isForPdfs && key.suite() != crypto::Suite::EcdsaP256WithSha256)
        return Error{ErrorCode::InvalidInput, "register.suite", content.subject.commonName};
    const bool isAuthority = content.purpose == crypto::CertificatePurpose::RootAuthority
                             || content.purpose == crypto::CertificatePurpose::OperatingAuthority;
    if (isAuthority || content.years < 1 || content.subject.commonName.isEmpty() || content.subject.subjectId.isEmpty())
        return Error{ErrorCode::InvalidInput, "register.application", content.subject.commonName};
    if (!content.renews.isEmpty()) {
        WENYI_TRY(const RegisteredCertificate *old, known(content.renews));
        if (old->isRevoked() || !old->replacedBy.isEmpty())
            return notAllowed("register.state", QString::fromLatin1(content.renews));
        WENYI_TRY(const auto purpose, old->certificate.purpose());
        if (old->certificate.subjectId() != content.subject.subjectId || purpose != content.purpose)
            return Error{ErrorCode::InvalidInput, "register.renewal", content.subject.subjectId};
    }
    m_applications.emplace(
        act.number, Application{act.number, act.at, content, act.signer, ApplicationState::Open, {}});
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const ReleaseApplication &content)
{
    WENYI_TRY(const RegisteredCertificate *registered, known(content.serialNumber));
    if (!registered->isSuspended())
        return notAllowed("register.state", QString::fromLatin1(content.serialNumber));
    m_applications.emplace(
        act.number, Application{act.number, act.at, content, act.signer, ApplicationState::Open, {}});
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const ApplicationDecision &content)
{
    WENYI_TRY(Application * application, openApplication(content.application, ApplicationState::Open));
    // Roles keep them apart already; an officer whose role was changed meanwhile would slip through.
    if (application->applicant == act.signer
        || signer(application->applicant)->subjectId() == signer(act.signer)->subjectId())
        return notAllowed("register.same-person");
    if (content.isApproved)
        WENYI_CHECK(approve(act, *application));
    // A certificate is made yet; a suspension is lifted by the approval itself.
    const bool isMadeYet = std::holds_alternative<CertificateApplication>(application->wanted);
    const ApplicationState approved = isMadeYet ? ApplicationState::Approved : ApplicationState::Done;
    application->state = content.isApproved ? approved : ApplicationState::Rejected;
    application->words = content.words;
    return {};
}

Result<void> RegisterState::approve(const RegisterAct &act, const Application &application)
{
    if (const auto *resumption = std::get_if<SealResumption>(&application.wanted)) {
        WENYI_TRY(directory::RegisteredSeal * seal, knownSeal(resumption->seal));
        WENYI_CHECK(checkNotKeeper(act.signer, *seal));
        return directory::resume(*seal, act.at);
    }
    if (const auto *release = std::get_if<ReleaseApplication>(&application.wanted)) {
        WENYI_TRY(RegisteredCertificate * registered, known(release->serialNumber));
        if (!registered->isSuspended()) // Revoked for good since it was asked.
            return notAllowed("register.state", QString::fromLatin1(release->serialNumber));
        registered->revocation.reset();
        registered->words.clear();
    }
    return {};
}

Result<void> RegisterState::fits(
    const crypto::Certificate &certificate, const CertificateApplication &application) const
{
    WENYI_TRY(const auto purpose, certificate.purpose());
    const bool isSubject = certificate.commonName() == application.subject.commonName
                           && certificate.organization() == application.subject.organization
                           && certificate.subjectId() == application.subject.subjectId;
    const auto longest = Year * application.years + EarlyBegin;
    if (!isSubject || purpose != application.purpose || certificate.publicKey().toDer() != application.publicKey
        || certificate.notAfter() - certificate.notBefore() > longest)
        return Error{ErrorCode::NotTrusted, "register.other-certificate", certificate.commonName()};
    return {};
}

/// The second suite is in the register for PDFs alone: its authority, which is entered as set-up's certificates are,
/// and what that authority issued on applications.
Result<void> RegisterState::isKnownKind(const crypto::Certificate &certificate, bool isOfSetUp)
{
    if (certificate.suite() == crypto::Suite::Sm2WithSm3)
        return {};
    WENYI_TRY(const auto purpose, certificate.purpose());
    const auto only = isOfSetUp ? crypto::CertificatePurpose::RootAuthority : crypto::CertificatePurpose::PdfSigner;
    if (purpose != only)
        return Error{ErrorCode::NotTrusted, "register.other-certificate", certificate.commonName()};
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const CertificateIssue &content)
{
    WENYI_TRY(
        const auto certificate, crypto::Certificate::fromDer(content.certificate, crypto::TakenSuites::Sm2AndP256));
    WENYI_CHECK(isKnownKind(certificate, content.application == 0));
    const QByteArray serialNumber = certificate.serialNumber();
    if (m_certificates.contains(serialNumber))
        return Error{ErrorCode::AlreadyExists, "register.serial", QString::fromLatin1(serialNumber)};
    if (content.application != 0) {
        WENYI_TRY(Application * application, openApplication(content.application, ApplicationState::Approved));
        const auto *wanted = std::get_if<CertificateApplication>(&application->wanted);
        if (!wanted)
            return notAllowed("register.decided", QString::number(content.application));
        WENYI_CHECK(fits(certificate, *wanted));
        if (!wanted->renews.isEmpty()) {
            WENYI_TRY(RegisteredCertificate * old, known(wanted->renews));
            if (old->isRevoked() || !old->replacedBy.isEmpty())
                return notAllowed("register.state", QString::fromLatin1(wanted->renews));
            old->replacedBy = serialNumber;
        }
        application->state = ApplicationState::Done;
    }
    m_certificates.insert(serialNumber, RegisteredCertificate{certificate, act.number, {}, {}, {}});
    m_order.append(serialNumber);
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const CertificateRevocation &content)
{
    if (!isReason(content.reason))
        return Error{ErrorCode::InvalidInput, "register.reason", QString::number(static_cast<int>(content.reason))};
    WENYI_TRY(RegisteredCertificate * registered, known(content.serialNumber));
    const bool suspends = content.reason == crypto::RevocationReason::CertificateHold;
    // A suspended one may be revoked for good, from the moment that it was suspended.
    if (registered->isRevoked() || (suspends && registered->isSuspended()))
        return notAllowed("register.state", QString::fromLatin1(content.serialNumber));
    const Instant at = registered->revocation ? registered->revocation->revokedAt : act.at;
    registered->revocation = crypto::RevokedCertificate{content.serialNumber, at, content.reason};
    registered->words = content.words;
    return {};
}

Result<void> RegisterState::take(const RegisterAct &, const ListPublication &content)
{
    const bool isDeltaOfLast = !content.base || *content.base == m_lastCompleteList;
    if (content.number != m_lastList + 1 || !isDeltaOfLast)
        return Error{ErrorCode::NotTrusted, "register.list-number", QString::number(content.number)};
    m_lastList = content.number;
    if (!content.base) {
        m_lastCompleteList = content.number;
        m_inCompleteList = revoked();
    }
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const UnblockPermission &content)
{
    WENYI_TRY(const RegisteredCertificate *registered, known(content.serialNumber));
    if (registered->revocation)
        return notAllowed("register.state", QString::fromLatin1(content.serialNumber));
    if (registered->certificate.subjectId() == signer(act.signer)->subjectId())
        return notAllowed("register.same-person", registered->certificate.subjectId());
    return {};
}

} // namespace wenyi::core
