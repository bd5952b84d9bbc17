// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Certificate.h"
#include "shared/crypto/PrivateKey.h"

#include <QByteArray>

namespace wenyi::crypto {

/// Something that signs with one person's, unit's or desktop's key: a key file, later a token.
class Signer
{
public:
    virtual ~Signer() = default;
    virtual const Certificate &certificate() const = 0;
    /// By the suite of the certificate's key over the message, DER: see PrivateKey::sign().
    virtual Result<QByteArray> sign(QByteArrayView message) = 0;
};

/// A signer over a key in memory.
class KeySigner final : public Signer
{
public:
    KeySigner(PrivateKey key, Certificate certificate)
        : m_key(std::move(key))
        , m_certificate(std::move(certificate))
    {
    }
    const Certificate &certificate() const override { return m_certificate; }
    Result<QByteArray> sign(QByteArrayView message) override { return m_key.sign(message); }
    const PrivateKey &key() const { return m_key; }
    /// Gives the key away; the signer is done with.
    PrivateKey takeKey() && { return std::move(m_key); }

private:
    PrivateKey m_key;
    Certificate m_certificate;
};

} // namespace wenyi::crypto
