// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace wenyi::crypto {

/// A public SM2 key (GB/T 32918), parsed once and shared by value.
class PublicKey
{
public:
    /// DER SubjectPublicKeyInfo; anything but a valid point of the SM2 curve is refused.
    static Result<PublicKey> fromDer(QByteArrayView subjectPublicKeyInfo);
    QByteArray toDer() const;
    /// 04 ‖ x ‖ y, 65 bytes.
    QByteArray point() const;

    /// SM2 with SM3, user id "1234567812345678". Takes DER SEQUENCE{r,s} and 64 raw bytes r‖s.
    /// Fails with NotTrusted "signature.value".
    Result<void> verify(QByteArrayView message, QByteArrayView signature) const;
    /// SM2 encryption of a short secret (a content key), GM/T 0009 DER.
    Result<QByteArray> encrypt(QByteArrayView secret) const;

    friend bool operator==(const PublicKey &a, const PublicKey &b) { return a.toDer() == b.toDer(); }

private:
    friend class PrivateKey;
    friend struct KeyAccess; // Hands the library's handle to the other files of shared/crypto.
    struct Handle;
    explicit PublicKey(std::shared_ptr<const Handle> handle);
    std::shared_ptr<const Handle> m_handle;
};

} // namespace wenyi::crypto
