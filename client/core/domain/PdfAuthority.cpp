// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/PdfAuthority.h"

#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr std::chrono::days AuthorityLifetime{3650};

QString keyPath(const QString &folder)
{
    return folder + u"/pdf-authority.key"_s;
}

Result<void> makeKey(
    const QString &folder, const QString &domain, const SecretBytes &pin, const Environment &environment)
{
    const Instant from = environment.clock.now() - std::chrono::days(1);
    WENYI_TRY(
        const auto made, crypto::CertificateAuthority::createRoot({domain + u"PDF签名CA"_s, domain, u"pdf-authority"_s},
                             from, from + AuthorityLifetime, environment.random, crypto::Suite::EcdsaP256WithSha256));
    return crypto::KeyFile::create(keyPath(folder), made.key(), made.certificate(), pin, {}, environment.random);
}

} // namespace

Result<crypto::Certificate> createPdfAuthority(const QString &folder, const DomainAuthority &authority,
    CertificateRegister &certificates, const SecretBytes &pin, const Environment &environment)
{
    if (!QFileInfo::exists(keyPath(folder)))
        WENYI_CHECK(makeKey(folder, authority.root().organization(), pin, environment));
    WENYI_TRY(const auto made, openPdfAuthority(folder, pin));
    const QByteArray der = made.certificate().toDer();
    const QString target = folder + u"/pdf-authority.der"_s;
    if (!certificates.state().certificate(made.certificate().serialNumber())) {
        const auto signer = authority.operatingSigner();
        WENYI_CHECK(certificates.append(CertificateIssue{0, der}, *signer));
    } else if (QFileInfo::exists(target)) {
        return Error{ErrorCode::AlreadyExists, "authority.pdf-exists", folder};
    }
    WENYI_CHECK(writeDurably(target, der));
    return made.certificate();
}

Result<crypto::CertificateAuthority> openPdfAuthority(const QString &folder, const SecretBytes &pin)
{
    if (!QFileInfo::exists(keyPath(folder)))
        return Error{ErrorCode::NotFound, "authority.no-pdf", folder};
    WENYI_TRY(const auto file, crypto::KeyFile::open(keyPath(folder), crypto::TakenSuites::Sm2AndP256));
    WENYI_TRY(auto key, file.unlock(pin));
    return crypto::CertificateAuthority(std::move(key), file.certificate());
}

} // namespace wenyi::core
