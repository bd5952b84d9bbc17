// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"
#include "shared/crypto/PublicKey.h"

#include <memory>

namespace wenyi::crypto {

/// A private key of SM2, or where its reader takes it of ECDSA on P-256; movable, not copyable, wiped when it goes.
class PrivateKey
{
public:
    static Result<PrivateKey> generate(Suite suite = Suite::Sm2WithSm3);
    /// DER PKCS#8, not encrypted. Fails with InvalidInput "crypto.private-key", and as PublicKey::fromDer() does.
    static Result<PrivateKey> fromPkcs8(const SecretBytes &der, TakenSuites taken = TakenSuites::Sm2);
    SecretBytes toPkcs8() const;

    PrivateKey(PrivateKey &&) noexcept;
    PrivateKey &operator=(PrivateKey &&) noexcept;
    ~PrivateKey();

    PublicKey publicKey() const;
    Suite suite() const { return publicKey().suite(); }
    /// By the key's suite over the message, as DER SEQUENCE{r,s}: SM2 with SM3, user id "1234567812345678", or ECDSA
    /// with SHA-256.
    Result<QByteArray> sign(QByteArrayView message) const;
    /// What PublicKey::encrypt() made. Fails with NotTrusted "crypto.decrypt", Unsupported "crypto.suite" for a key of
    /// the other suite.
    Result<SecretBytes> decrypt(QByteArrayView ciphertext) const;

private:
    friend struct KeyAccess;
    struct Handle;
    explicit PrivateKey(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

} // namespace wenyi::crypto
