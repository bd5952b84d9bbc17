// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/RegisterFounding.h"

#include "client/core/domain/DomainKeys.h"

#include <QDir>

#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

using directory::Role;

constexpr int OfficerYears = 5;

struct OfficerName
{
    Role role;
    const char *file; ///< And the last part of the subject's id.
    QStringView title;
};

constexpr std::array Names{OfficerName{Role::SystemAdministrator, "system", u"系统管理员"},
    OfficerName{Role::SecurityAdministrator, "security", u"安全保密管理员"},
    OfficerName{Role::Auditor, "audit", u"安全审计员"}};

} // namespace

QString registerPath(const QString &authorityFolder)
{
    return authorityFolder + u"/register.db"_s;
}

QString officerKeyPath(const QString &authorityFolder, Role role)
{
    const auto name =
        std::find_if(Names.begin(), Names.end(), [role](const OfficerName &known) { return known.role == role; });
    return u"%1/officers/%2.key"_s.arg(authorityFolder, QString::fromLatin1(name->file));
}

Result<void> foundRegister(const QString &authorityFolder, const DomainAuthority &authority, const QString &domainName,
    const QList<crypto::Certificate> &issued, const SecretBytes &pin, crypto::KeyDerivationCost cost,
    const Environment &environment)
{
    if (!QDir().mkpath(authorityFolder + u"/officers"_s))
        return Error{ErrorCode::StorageFailure, "domain.folder", authorityFolder};
    QList<RegisterContent> acts;
    std::optional<crypto::KeySigner> system;
    for (const OfficerName &name : Names) {
        const crypto::CertificateSubject subject{
            name.title.toString(), domainName, u"authority/"_s + QString::fromLatin1(name.file)};
        WENYI_TRY(auto key, CertifiedKey::make(authority, subject, crypto::CertificatePurpose::Member, OfficerYears));
        WENYI_CHECK(crypto::KeyFile::create(
            officerKeyPath(authorityFolder, name.role), key.key, key.certificate, pin, cost, environment.random));
        acts.append(OfficerAppointment{name.role, key.certificate.toDer()});
        acts.append(CertificateIssue{0, key.certificate.toDer()});
        if (name.role == Role::SystemAdministrator)
            system.emplace(std::move(key.key), key.certificate);
    }
    for (const crypto::Certificate &certificate : issued)
        acts.append(CertificateIssue{0, certificate.toDer()});
    const auto signer = authority.operatingSigner();
    WENYI_TRY(const auto opened, CertificateRegister::open(registerPath(authorityFolder),
                                     authority.operating().certificate(), environment.clock));
    WENYI_CHECK(opened->appendAll(acts, *signer));
    const auto firstList = [&](quint64, std::optional<quint64>) -> Result<QByteArray> {
        return authority.revocationList();
    };
    WENYI_CHECK(opened->publish(CertificateRegister::ListKind::Complete, firstList, *system));
    return {};
}

} // namespace wenyi::core
