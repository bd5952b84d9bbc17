// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/RegisterAct.h"

#include <QHash>
#include <QList>

#include <map>

namespace wenyi::core {

/// Certificates begin a little early, for desktops whose clock is behind, and so last that much longer than was
/// approved.
inline constexpr std::chrono::hours EarlyBegin{1};

enum class ApplicationState { Open, Approved, Rejected, Done };

/// An application for a certificate, or for lifting a suspension of a certificate or a seal.
struct Application
{
    quint64 number = 0; ///< Of the act with which it was made.
    Instant at;
    std::variant<CertificateApplication, ReleaseApplication, SealResumption> wanted;
    Digest applicant; ///< The officer's certificate.
    ApplicationState state = ApplicationState::Open;
    QString words; ///< With which it was decided.
};

/// What the register knows of a certificate of the operating CA.
struct RegisteredCertificate
{
    crypto::Certificate certificate;
    quint64 issuedBy = 0; ///< Number of the act.
    std::optional<crypto::RevokedCertificate> revocation;
    QString words;         ///< With which it was revoked or suspended.
    QByteArray replacedBy; ///< Serial number of the one that renewed it.

    bool isSuspended() const { return revocation && revocation->reason == crypto::RevocationReason::CertificateHold; }
    bool isRevoked() const { return revocation && !isSuspended(); }
};

/// What a certificate is worth at a moment, by what the register tells: revoked and suspended go before expired.
enum class CertificateStanding { Good, Suspended, Revoked, Expired };
CertificateStanding standingOf(const RegisteredCertificate &registered, Instant at);

/// Whose work an act is; nothing where it is the operating CA's own.
std::optional<directory::Role> officerFor(const RegisterContent &content);

/// One who may act in the register, and as what.
struct Officer
{
    directory::Role role = directory::Role::SystemAdministrator;
    crypto::Certificate certificate;
};

/// Who is an officer, what is asked for and what every certificate is worth, folded from the register's acts.
///
/// The rules stand here and nowhere else, so that an act which they forbid can neither be written nor, where somebody
/// wrote it past them, be read. Three people (三员): the system administrator applies, issues and publishes; the
/// security administrator decides, suspends, revokes and unblocks; the auditor reads. Nobody decides what they asked
/// for, or unblocks a key of their own.
class RegisterState
{
public:
    explicit RegisterState(const crypto::Certificate &operating)
        : m_operating(operating)
    {
    }

    /// Takes the next act; its signature is not looked at. Fails, and changes nothing, with NotAllowed
    /// "register.officer" (nobody who is one now, or whose certificate has ended or
    /// is revoked or suspended), "register.role" (another officer's work), "register.same-person",
    /// "register.decided", "register.not-approved", "register.state" (the certificate is not in a state for it),
    /// NotFound "register.no-application", "register.no-certificate", InvalidInput "register.reason",
    /// "register.renewal" (another's name or purpose), NotTrusted "register.other-certificate" (not the one that was
    /// approved, or of a suite that is not for it), "register.list-number", Corrupt "register.order", "register.time",
    /// AlreadyExists "register.serial".
    /// Of seals with NotFound "register.no-seal", NotAllowed "register.own-seal" (their keeper), "register.other-seal"
    /// (an id that is another seal's, or a seal that is used no more), InvalidInput "register.seal", and as
    /// directory::withdraw() and directory::resume() do.
    Result<void> apply(const RegisterAct &act);

    const crypto::Certificate &operating() const { return m_operating; }
    quint64 size() const { return m_size; }
    /// When the last act was done.
    Instant lastAt() const { return m_lastAt; }
    /// Those who are officers now.
    const QList<Officer> &officers() const { return m_officers; }
    /// By the fingerprint of the certificate; officers of before as well. Null where it is nobody's.
    const crypto::Certificate *signer(const Digest &fingerprint) const;
    const std::map<quint64, Application> &applications() const { return m_applications; }
    /// In the order of their issue.
    const QList<QByteArray> &serialNumbers() const { return m_order; }
    const RegisteredCertificate *certificate(const QByteArray &serialNumber) const;
    /// Every seal with what became of it, in the order of registration; what a directory tells.
    const QList<directory::RegisteredSeal> &seals() const { return m_seals; }
    /// Null where the register does not know it.
    const directory::RegisteredSeal *seal(const SealId &id) const;
    /// Everything that a complete revocation list has to say; certificates that have run out too (RFC 5280 3.3 lets
    /// them go, a document's old signature is judged by them still). Each suite's authority has a list of its own.
    QList<crypto::RevokedCertificate> revoked(crypto::Suite suite = crypto::Suite::Sm2WithSm3) const;
    /// What the last complete list said.
    const QList<crypto::RevokedCertificate> &revokedInCompleteList() const { return m_inCompleteList; }
    quint64 lastListNumber() const { return m_lastList; }
    /// 0 where none was published.
    quint64 lastCompleteListNumber() const { return m_lastCompleteList; }

private:
    using Step = Result<void>;
    Step allows(const RegisterAct &act) const;
    Step take(const RegisterAct &act, const OfficerAppointment &content);
    Step take(const RegisterAct &act, const CertificateApplication &content);
    Step take(const RegisterAct &act, const ReleaseApplication &content);
    Step take(const RegisterAct &act, const ApplicationDecision &content);
    Step take(const RegisterAct &act, const CertificateIssue &content);
    Step take(const RegisterAct &act, const CertificateRevocation &content);
    Step take(const RegisterAct &act, const ListPublication &content);
    Step take(const RegisterAct &act, const UnblockPermission &content);
    Step take(const RegisterAct &act, const SealRegistration &content);
    Step take(const RegisterAct &act, const SealWithdrawalAct &content);
    Step take(const RegisterAct &act, const SealResumption &content);
    Step approve(const RegisterAct &act, const Application &application);
    Step checkNotKeeper(const Digest &signer, const directory::RegisteredSeal &seal) const;
    Result<directory::RegisteredSeal *> knownSeal(const SealId &id);
    static Step isKnownKind(const crypto::Certificate &certificate, bool isOfSetUp);
    Step fits(const crypto::Certificate &certificate, const CertificateApplication &application) const;
    Result<Application *> openApplication(quint64 number, ApplicationState state);
    Result<RegisteredCertificate *> known(const QByteArray &serialNumber);

    crypto::Certificate m_operating;
    quint64 m_size = 0;
    Instant m_lastAt{};
    QList<Officer> m_officers;
    QHash<Digest, crypto::Certificate> m_signers;
    std::map<quint64, Application> m_applications;
    QHash<QByteArray, RegisteredCertificate> m_certificates;
    QList<QByteArray> m_order;
    quint64 m_lastList = 0;
    quint64 m_lastCompleteList = 0;
    QList<crypto::RevokedCertificate> m_inCompleteList;
    QList<directory::RegisteredSeal> m_seals;
};

} // namespace wenyi::core
