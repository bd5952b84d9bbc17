// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/KeyToCertify.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/KeyFile.h"

namespace wenyi::core {

namespace {

KeyToCertify ofCertificate(KeyToCertify::Source source, const crypto::Certificate &certificate)
{
    return {source, certificate.publicKey(),
        {certificate.commonName(), certificate.organization(), certificate.subjectId()}};
}

} // namespace

Result<CertificateInFile> readCertificateOrKeyFile(
    const QByteArray &bytes, const QString &path, crypto::TakenSuites taken)
{
    const bool isPem = bytes.contains("-----BEGIN CERTIFICATE-----");
    auto certificate = isPem ? crypto::Certificate::fromPem(bytes, taken) : crypto::Certificate::fromDer(bytes, taken);
    if (certificate)
        return CertificateInFile{*std::move(certificate), false};
    const auto key = crypto::KeyFile::fromBytes(path, bytes, taken);
    if (key)
        return CertificateInFile{key->certificate(), true};
    return key.error().reason == "key-file.other-suite" ? key.error() : certificate.error();
}

Result<KeyToCertify> readKeyToCertify(const QString &path, crypto::TakenSuites taken)
{
    using Source = KeyToCertify::Source;
    WENYI_TRY(const QByteArray bytes, readBounded(path, limits::MiB));
    if (const auto request = crypto::CertificateRequest::fromBytes(bytes, taken))
        return KeyToCertify{Source::Request, request->publicKey(), {request->commonName(), {}, {}}};
    const auto found = readCertificateOrKeyFile(bytes, path, taken);
    if (found)
        return ofCertificate(found->isOfKeyFile ? Source::KeyFile : Source::Certificate, found->certificate);
    if (found.error().reason == "key-file.other-suite")
        return found.error();
    return Error{ErrorCode::Corrupt, "certificate-request.form", path};
}

} // namespace wenyi::core
