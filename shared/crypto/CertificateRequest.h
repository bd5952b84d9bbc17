// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"

namespace wenyi::crypto {

/// 证书申请: a certification request (PKCS#10, RFC 2986), which shows that its maker has the private key. The name in
/// it is a wish; what a certificate says is the authority's to decide.
class CertificateRequest
{
public:
    /// DER or PEM, at most 64 KiB with nothing behind it, a key of a suite that is taken, signed with it under that
    /// suite (SM2 with SM3, the standard user id). Fails with TooLarge "certificate-request.size", Corrupt
    /// "certificate-request.form", Unsupported "certificate.key", "certificate-request.algorithm", NotTrusted
    /// "signature.value".
    static Result<CertificateRequest> fromBytes(QByteArrayView bytes, TakenSuites taken = TakenSuites::Sm2);
    /// A request for this key, as DER. Fails with InvalidInput "certificate.subject".
    static Result<QByteArray> make(const CertificateSubject &subject, const PrivateKey &key);

    const PublicKey &publicKey() const { return m_publicKey; }
    const QString &commonName() const { return m_commonName; }

private:
    CertificateRequest(PublicKey key, QString commonName)
        : m_publicKey(std::move(key))
        , m_commonName(std::move(commonName))
    {
    }
    PublicKey m_publicKey;
    QString m_commonName;
};

} // namespace wenyi::crypto
