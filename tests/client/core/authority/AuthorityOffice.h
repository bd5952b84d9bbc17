// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/authority/CertificationService.h"
#include "client/core/profile/Environment.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/crypto/TrustStore.h"

#include <QTemporaryDir>

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;

/// A clock that stands where it is put.
struct StandingClock final : public Clock
{
    Instant time = instantFromMilliseconds(1'795'000'000'000);
    Instant now() const override { return time; }
};

/// An operating CA with its three officers, and its register in a folder.
struct AuthorityOffice
{
    AuthorityOffice()
        : root(crypto::CertificateAuthority::createRoot({u"根CA"_s, u"江阴"_s, u"root"_s}, dayAgo(), years(20), random)
                   .value())
        , operating(root.createOperating({u"运行CA"_s, u"江阴"_s, u"operating"_s}, dayAgo(), years(10), random).value())
        , operatingSigner(operatingKey(), operating.certificate())
        , system(officer(u"authority/system"_s))
        , security(officer(u"authority/security"_s))
        , auditor(officer(u"authority/audit"_s))
    {
        trust.addRoot(root.certificate());
        (void)trust.addAuthority(operating.certificate(), clock.now());
    }

    QString path() const { return folder.filePath(u"register.db"_s); }
    std::unique_ptr<CertificateRegister> open() const
    {
        return std::move(CertificateRegister::open(path(), operating.certificate(), clock).value());
    }
    /// The register with its officers appointed.
    std::unique_ptr<CertificateRegister> staffed()
    {
        auto opened = open();
        using directory::Role;
        const auto appoint = [&](Role role, const crypto::KeySigner &who) {
            return RegisterContent(OfficerAppointment{role, who.certificate().toDer()});
        };
        const auto done =
            opened->appendAll({appoint(Role::SystemAdministrator, system),
                                  appoint(Role::SecurityAdministrator, security), appoint(Role::Auditor, auditor)},
                operatingSigner);
        Q_ASSERT(done);
        return opened;
    }
    CertificateApplication application(const QString &id, const crypto::PublicKey &key) const
    {
        return {{u"沈国栋"_s, u"市政府办"_s, id}, crypto::CertificatePurpose::Member, key.toDer(), 3, {}};
    }
    /// The serial number of a certificate that went the whole way.
    QByteArray issued(CertificateRegister &certificates, const QString &id)
    {
        const auto key = crypto::PrivateKey::generate().value();
        const quint64 number = certificates.append(application(id, key.publicKey()), system).value();
        (void)certificates.append(ApplicationDecision{number, true, {}}, security).value();
        CertificationService service(certificates, operating, environment);
        return service.issue(number, system).value().serialNumber();
    }

    /// A person with a certificate of the authority.
    crypto::KeySigner officer(const QString &id)
    {
        auto key = crypto::PrivateKey::generate().value();
        auto certificate = operating
                               .issue({id.section(u'/', 1), u"江阴"_s, id}, crypto::CertificatePurpose::Member,
                                   key.publicKey(), dayAgo(), years(5), random)
                               .value();
        return crypto::KeySigner(std::move(key), certificate);
    }

    QTemporaryDir folder;
    StandingClock clock;
    crypto::SystemRandom random;
    Environment environment{clock, random, {}, {}};
    crypto::CertificateAuthority root;
    crypto::CertificateAuthority operating;
    crypto::KeySigner operatingSigner;
    crypto::KeySigner system;
    crypto::KeySigner security;
    crypto::KeySigner auditor;
    crypto::TrustStore trust;

private:
    Instant dayAgo() const { return clock.now() - std::chrono::days(1); }
    Instant years(int count) const { return clock.now() + std::chrono::days(365) * count; }
    crypto::PrivateKey operatingKey() const { return crypto::PrivateKey::fromPkcs8(operating.key().toPkcs8()).value(); }
};

} // namespace wenyi::core::tests
