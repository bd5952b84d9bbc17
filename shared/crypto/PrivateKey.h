// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"
#include "shared/crypto/PublicKey.h"

#include <memory>

namespace wenyi::crypto {

/// A private SM2 key; movable, not copyable, wiped when it goes.
class PrivateKey
{
public:
    static Result<PrivateKey> generate();
    /// DER PKCS#8, not encrypted.
    static Result<PrivateKey> fromPkcs8(const SecretBytes &der);
    SecretBytes toPkcs8() const;

    PrivateKey(PrivateKey &&) noexcept;
    PrivateKey &operator=(PrivateKey &&) noexcept;
    ~PrivateKey();

    PublicKey publicKey() const;
    /// SM2 with SM3 over the message, user id "1234567812345678", as DER SEQUENCE{r,s}.
    Result<QByteArray> sign(QByteArrayView message) const;
    /// What PublicKey::encrypt() made. Fails with NotTrusted "crypto.decrypt".
    Result<SecretBytes> decrypt(QByteArrayView ciphertext) const;

private:
    friend struct KeyAccess;
    struct Handle;
    explicit PrivateKey(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

} // namespace wenyi::crypto
