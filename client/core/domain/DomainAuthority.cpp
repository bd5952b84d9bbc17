// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainAuthority.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"
#include "shared/directory/Directory.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr int RootYears = 20;
constexpr int OperatingYears = 10;
constexpr int SealMakerYears = 5;
/// How long a revocation list is good for.
constexpr std::chrono::days ListLifetime{30};
constexpr qsizetype MaximumList = 16 * limits::MiB;

Instant yearsLater(Instant from, int years)
{
    return from + std::chrono::days(365) * years;
}

Result<void> saveAuthority(const QString &folder, const QString &name, const crypto::PrivateKey &key,
    const crypto::Certificate &certificate, const SecretBytes &pin, const Environment &environment)
{
    WENYI_CHECK(
        crypto::KeyFile::create(folder + u'/' + name + u".key"_s, key, certificate, pin, {}, environment.random));
    return writeDurably(folder + u'/' + name + u".der"_s, certificate.toDer());
}

/// The operating CA as one who signs what is no certificate.
class OperatingSigner final : public crypto::Signer
{
public:
    explicit OperatingSigner(const crypto::CertificateAuthority &authority)
        : m_authority(authority)
    {
    }
    const crypto::Certificate &certificate() const override { return m_authority.certificate(); }
    Result<QByteArray> sign(QByteArrayView message) override { return m_authority.key().sign(message); }

private:
    const crypto::CertificateAuthority &m_authority;
};

Result<crypto::KeySigner> openKey(const QString &path, const SecretBytes &pin)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(path));
    WENYI_TRY(auto key, file.unlock(pin));
    return crypto::KeySigner(std::move(key), file.certificate());
}

} // namespace

DomainAuthority::DomainAuthority(QString folder, const Environment &environment, crypto::Certificate root,
    crypto::CertificateAuthority operating, crypto::KeySigner sealMaker, QByteArray revocationList)
    : m_folder(std::move(folder))
    , m_environment(environment)
    , m_root(std::move(root))
    , m_operating(std::move(operating))
    , m_sealMaker(std::move(sealMaker))
    , m_revocationList(std::move(revocationList))
{
}

Result<DomainAuthority> DomainAuthority::create(
    const QString &folder, const QString &domainName, const SecretBytes &pin, const Environment &environment)
{
    if (QFileInfo::exists(folder + u"/root.der"_s))
        return Error{ErrorCode::AlreadyExists, "authority.exists", folder};
    // Certificates begin a day early, so that a desktop whose clock is a little behind takes them.
    const Instant from = environment.clock.now() - std::chrono::days(1);
    WENYI_TRY(auto root, crypto::CertificateAuthority::createRoot({domainName + u"根CA"_s, domainName, u"root"_s}, from,
                             yearsLater(from, RootYears), environment.random));
    WENYI_TRY(auto operating, root.createOperating({domainName + u"运行CA"_s, domainName, u"operating"_s}, from,
                                  yearsLater(from, OperatingYears), environment.random));
    WENYI_TRY(auto makerKey, crypto::PrivateKey::generate());
    WENYI_TRY(const auto makerCertificate, operating.issue({domainName + u"制章机构"_s, domainName, u"seal-maker"_s},
                                               crypto::CertificatePurpose::SealMaker, makerKey.publicKey(), from,
                                               yearsLater(from, SealMakerYears), environment.random));
    const Instant now = environment.clock.now();
    WENYI_TRY(const auto list, operating.revocationList({}, 1, now, now + ListLifetime));

    WENYI_CHECK(saveAuthority(folder, u"root"_s, root.key(), root.certificate(), pin, environment));
    WENYI_CHECK(saveAuthority(folder, u"operating"_s, operating.key(), operating.certificate(), pin, environment));
    WENYI_CHECK(saveAuthority(folder, u"seal-maker"_s, makerKey, makerCertificate, pin, environment));
    WENYI_CHECK(writeDurably(folder + u"/revocations.crl"_s, list));
    return DomainAuthority(folder, environment, root.certificate(), std::move(operating),
        crypto::KeySigner(std::move(makerKey), makerCertificate), list);
}

Result<DomainAuthority> DomainAuthority::open(
    const QString &folder, const SecretBytes &pin, const Environment &environment)
{
    WENYI_TRY(const QByteArray rootDer, readBounded(folder + u"/root.der"_s, limits::MiB));
    WENYI_TRY(const auto root, crypto::Certificate::fromDer(rootDer));
    WENYI_TRY(const auto operatingFile, crypto::KeyFile::open(folder + u"/operating.key"_s));
    WENYI_TRY(auto operatingKey, operatingFile.unlock(pin));
    WENYI_TRY(auto sealMaker, openKey(folder + u"/seal-maker.key"_s, pin));
    WENYI_TRY(const QByteArray list, readBounded(folder + u"/revocations.crl"_s, MaximumList));
    return DomainAuthority(folder, environment, root,
        crypto::CertificateAuthority(std::move(operatingKey), operatingFile.certificate()), std::move(sealMaker), list);
}

Result<crypto::Certificate> DomainAuthority::issue(const crypto::CertificateSubject &subject,
    crypto::CertificatePurpose purpose, const crypto::PublicKey &key, int years) const
{
    const Instant from = m_environment.clock.now() - std::chrono::hours(1);
    return m_operating.issue(subject, purpose, key, from, yearsLater(from, years), m_environment.random);
}

std::unique_ptr<crypto::Signer> DomainAuthority::operatingSigner() const
{
    return std::make_unique<OperatingSigner>(m_operating);
}

Result<QByteArray> DomainAuthority::signDirectory(const directory::DirectoryContent &content) const
{
    const auto signer = operatingSigner();
    return directory::Directory::sign(content, *signer);
}

Result<directory::PeerCard> DomainAuthority::cardOf(const directory::DirectoryContent &content) const
{
    const auto signer = operatingSigner();
    WENYI_TRY(QByteArray excerpt, directory::Directory::signExcerpt(content, *signer));
    return directory::PeerCard{content.domain, m_root.toDer(), {m_operating.certificate().toDer()}, std::move(excerpt)};
}

Result<QByteArray> DomainAuthority::signNext(directory::DirectoryContent content) const
{
    const Instant now = m_environment.clock.now();
    content.nextUpdate = now + (content.nextUpdate - content.issuedAt);
    content.issuedAt = now;
    ++content.version;
    content.revocationList = m_revocationList;
    return signDirectory(content);
}

Result<void> DomainAuthority::keepRevocationList(const QByteArray &list)
{
    WENYI_CHECK(writeDurably(m_folder + u"/revocations.crl"_s, list));
    m_revocationList = list;
    return {};
}

Result<crypto::TrustStore> DomainAuthority::trust() const
{
    crypto::TrustStore trust;
    trust.addRoot(m_root);
    WENYI_CHECK(trust.addAuthority(m_operating.certificate(), m_environment.clock.now()));
    WENYI_CHECK(trust.addRevocationList(m_revocationList));
    return trust;
}

} // namespace wenyi::core
