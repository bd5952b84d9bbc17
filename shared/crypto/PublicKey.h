// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/crypto/Suite.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace wenyi::crypto {

/// A public key, parsed once and shared by value: of SM2 (GB/T 32918), or where its reader takes it of ECDSA on P-256
/// (FIPS 186-4).
class PublicKey
{
public:
    /// DER SubjectPublicKeyInfo; anything but a valid point of a curve that is taken is refused. Fails with Unsupported
    /// "crypto.public-key-form", InvalidInput "crypto.public-key".
    static Result<PublicKey> fromDer(QByteArrayView subjectPublicKeyInfo, TakenSuites taken = TakenSuites::Sm2);
    Suite suite() const;
    QByteArray toDer() const;
    /// 04 ‖ x ‖ y, 65 bytes.
    QByteArray point() const;

    /// By the key's suite. SM2 with SM3, user id "1234567812345678": takes DER SEQUENCE{r,s} and 64 raw bytes r‖s.
    /// ECDSA with SHA-256: DER alone. Fails with NotTrusted "signature.value".
    Result<void> verify(QByteArrayView message, QByteArrayView signature) const;
    /// SM2 encryption of a short secret (a content key), GM/T 0009 DER. Fails with Unsupported "crypto.suite" for a key
    /// of the other suite, InvalidInput "crypto.encrypt-size".
    Result<QByteArray> encrypt(QByteArrayView secret) const;

    friend bool operator==(const PublicKey &a, const PublicKey &b) { return a.toDer() == b.toDer(); }

private:
    friend class PrivateKey;
    friend struct KeyAccess; // Hands the library's handle to the other files of shared/crypto.
    struct Handle;
    explicit PublicKey(std::shared_ptr<const Handle> handle);
    Result<void> verifySm2(QByteArrayView message, QByteArrayView signature) const;
    Result<void> verifyByLibrary(QByteArrayView message, QByteArrayView der) const;
    std::shared_ptr<const Handle> m_handle;
};

} // namespace wenyi::crypto
