// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"

namespace wenyi::core {

/// Whose key a file says it is, before a certificate is applied for.
struct KeyToCertify
{
    enum class Source { Request, Certificate, KeyFile };

    Source source = Source::Request;
    crypto::PublicKey key;
    crypto::CertificateSubject subject; ///< Of a request the name alone, which is its maker's wish.
};

/// A certificate, and what kind of file it was in.
struct CertificateInFile
{
    crypto::Certificate certificate;
    bool isOfKeyFile = false;
};

/// Of a certificate file (DER or PEM), or of a key file, whose certificate can be read without its PIN; `path` is where
/// the bytes are from. Fails with "key-file.other-suite", and as crypto::Certificate does where they are neither.
Result<CertificateInFile> readCertificateOrKeyFile(
    const QByteArray &bytes, const QString &path, crypto::TakenSuites taken);

/// Reads the key that is to be certified: of a request (PKCS#10), whose maker has the private key, a certificate, each
/// DER or PEM, or a key file. Fails with Corrupt "certificate-request.form" (none of the three),
/// "key-file.other-suite", and as readBounded() does.
Result<KeyToCertify> readKeyToCertify(const QString &path, crypto::TakenSuites taken);

} // namespace wenyi::core
