// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/PdfAuthority.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr std::chrono::days AuthorityLifetime{3650};
/// How long the first list is good for, as the operating CA's is.
constexpr std::chrono::days PdfListLifetime{30};
constexpr qsizetype LargestPdfList = 16 * limits::MiB;

QString keyPath(const QString &folder)
{
    return folder + u"/pdf-authority.key"_s;
}

QString listPath(const QString &folder)
{
    return folder + u"/pdf-revocations.crl"_s;
}

/// One of another root, of a former authority in this folder, no directory would take.
bool hasOwnList(const QString &folder, const crypto::Certificate &root)
{
    crypto::TrustStore alone;
    alone.addRoot(root);
    const auto list = readBounded(listPath(folder), LargestPdfList);
    return list && alone.addRevocationList(*list);
}

/// Without a list nobody could say that a certificate was not revoked.
Result<void> makeFirstList(
    const QString &folder, const crypto::CertificateAuthority &made, quint64 number, const Environment &environment)
{
    if (hasOwnList(folder, made.certificate()))
        return {};
    const Instant now = environment.clock.now();
    WENYI_TRY(const QByteArray list, made.revocationList({}, number, now, now + PdfListLifetime));
    return keepPdfRevocationList(folder, list);
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
    WENYI_CHECK(makeFirstList(folder, made, certificates.state().lastListNumber(), environment));
    WENYI_CHECK(writeDurably(target, der));
    return made.certificate();
}

Result<std::optional<directory::PdfAuthority>> toldPdfAuthority(const QString &folder, const RegisterState &state)
{
    std::optional<directory::PdfAuthority> told;
    for (const QByteArray &serialNumber : state.serialNumbers()) {
        const RegisteredCertificate &registered = *state.certificate(serialNumber);
        const auto purpose = registered.certificate.purpose();
        const bool isRoot = purpose && *purpose == crypto::CertificatePurpose::RootAuthority
                            && registered.certificate.suite() == crypto::Suite::EcdsaP256WithSha256;
        if (isRoot && !registered.revocation)
            told = directory::PdfAuthority{registered.certificate.toDer(), {}};
    }
    if (told && QFileInfo::exists(listPath(folder))) {
        WENYI_TRY(told->revocationList, readBounded(listPath(folder), LargestPdfList));
    }
    return told;
}

Result<void> keepPdfRevocationList(const QString &folder, const QByteArray &list)
{
    return writeDurably(listPath(folder), list);
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
