// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/SealHistory.h"
#include "client/core/profile/Environment.h"
#include "shared/directory/Directory.h"
#include "shared/seal/ElectronicSeal.h"

namespace wenyi::core {

/// Where the administration of seals works.
struct AuthorityPlace
{
    QString folder;    ///< The authority's.
    QString directory; ///< File of the directory in force; its next version takes its place.

    bool operator==(const AuthorityPlace &) const = default;
};

/// When a seal may be used, as its maker said.
struct SealPeriod
{
    Instant from;
    Instant to;
};

/// A seal as its administrators see it.
struct AdministeredSeal
{
    directory::RegisteredSeal seal;
    QString unitName;                 ///< The code where the directory knows no name.
    QString keeperName;               ///< The id where the directory knows no name.
    std::optional<SealPeriod> period; ///< Nothing where no sample was kept.
    quint64 openResumption = 0;       ///< Number of the application that waits for a decision; 0: none.
    bool isTold = true;               ///< The directory in force says of it what the register says.
};

/// All seals of an authority's register.
struct SealOverview
{
    AuthorityPlace place;
    QString domain;
    quint64 directoryVersion = 0;
    directory::Directory directory;
    QList<AdministeredSeal> seals; ///< In the order of registration.
    Instant now;

    bool isWhollyTold() const;
};

/// What is shown of one seal.
struct SealDetails
{
    Result<seal::SealFace> face; ///< Or why there is none, as sampleOf() says.
    QList<SealEvent> history;
};

/// Who acts: a key file, wherever it lies, with its PIN.
struct OfficerKey
{
    QString file;
    const SecretBytes &pin;
};

/// A seal that is made, registered and handed out in one go.
struct SealMaking
{
    seal::SealFace face;
    QString name;
    seal::SealType type = seal::SealType::Unit;
    MemberId keeper; ///< Of a personal seal its person.
    /// The keeper's key medium (a profile's folder), or, where it is not at hand, a file with the certificate.
    QString keyAt;
    std::optional<SealId> replaces;
    int years = 3;
};

struct MadeSeal
{
    SealId id;
    QString name;
    bool isHandedOut = false; ///< It lies beside its key; else it has to be handed out yet.
};

/// 印章管理: what the authority's officers do with its seals, over the authority's folder. Each call opens the files
/// anew, so that several programs may work with them, and keeps no key.
class SealAdministration
{
public:
    SealAdministration(AuthorityPlace place, Environment environment);

    /// Needs no PIN. Fails as authorityTrust(), openRegister() and readDirectory() do.
    Result<SealOverview> overview() const;
    /// Fails with NotFound "register.no-seal" and as openRegister() does.
    Result<SealDetails> details(const SealId &seal) const;

    // The acts fail as CertificateRegister::append(), openOfficer() and DomainAuthority::open() do, and as is said.
    // Whose work an act is, the register knows (RegisterState).

    /// 停用, 作废, by the security administrator: the directory's next version takes the place of the one in force.
    /// Fails as withdrawSeal() does. The act's number.
    Result<quint64> withdraw(
        const SealWithdrawalAct &act, const OfficerKey &officer, const SecretBytes &authorityPin) const;
    /// 申请恢复, by the system administrator. The act's number, by which it is decided.
    Result<quint64> askToResume(const SealResumption &act, const OfficerKey &officer) const;
    /// 审批恢复, by the security administrator.
    Result<void> decide(const ApplicationDecision &decision, const OfficerKey &officer) const;
    /// 发布: the directory's next version takes the place of the one in force, with every seal of the register that is
    /// not revoked. Fails as issueDirectory() does. Its version.
    Result<quint64> publish(const SecretBytes &authorityPin) const;
    /// 备份 of the sample into a file. Fails as sampleOf() and backUpSeal() do.
    Result<void> backUp(const SealId &seal, const OfficerKey &officer, const QString &target) const;
    /// 恢复备份: the seal of a backup becomes its sample again, and is handed over where a keeper's medium is named.
    /// Fails as restoreSeal() and handOverSeal() do.
    Result<SealId> restore(const QString &backupFile, const QString &medium) const;
    /// 发放 of the sample to its keeper's medium, a profile's folder. Fails as sampleOf() and handOverSeal() do, and
    /// with NotAllowed "seal-state.revoked".
    Result<void> handOver(const SealId &seal, const QString &medium) const;
    /// The certificate of whoever will seal, at a keeper's medium or in a file. Fails as Profile::open() and
    /// readSealSigner() do, and with NotAllowed "seal-issue.no-key".
    static Result<crypto::Certificate> signerAt(const QString &keyAt, const MemberId &keeper, seal::SealType type);
    /// 制章、备案、发放. Whether it can be handed out is asked before it is registered. Fails as signerAt(),
    /// makeOrderedSeal(), checkHandOver() and registerSeal() do.
    Result<MadeSeal> make(const SealMaking &making, const SecretBytes &authorityPin) const;
    /// 补留印模. Fails as core::takeSample() does.
    Result<SealId> takeSample(const QString &file) const;

private:
    AuthorityPlace m_place;
    Environment m_environment;
};

} // namespace wenyi::core
