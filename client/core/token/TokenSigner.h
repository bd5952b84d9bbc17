// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/TokenProcess.h"
#include "shared/crypto/Signer.h"

namespace wenyi::core {

/// Signs with a key on a token, for as long as it lives. The key never leaves the token, and the PIN is not kept.
///
/// What the token gives is verified with the key of its certificate before it is handed out: a token that returns
/// rubbish has signed nothing.
class TokenSigner final : public crypto::Signer
{
public:
    /// Fails with WrongPin "token.pin" (`detail`: how many are left, where the token tells), Locked "token.locked",
    /// Unsupported "token.no-sm2", NotFound "token.no-device", "token.no-key", "token.no-certificate", as
    /// crypto::Certificate::fromDer() and TokenProcess::ask() do.
    static Result<std::unique_ptr<crypto::Signer>> open(
        const TokenDriver &driver, const TokenSettings &settings, const token::KeyPlace &place, const SecretBytes &pin);

    /// A P-256 key of a PKCS#11 token, by CKM_ECDSA, for signatures on PDFs. Fails with Unsupported "token.no-p256"
    /// where token or key has another kind, and as open() does.
    static Result<std::unique_ptr<crypto::Signer>> openForPdfs(
        const TokenDriver &driver, const TokenSettings &settings, const token::KeyPlace &place, const SecretBytes &pin);

    const crypto::Certificate &certificate() const override { return m_certificate; }
    /// Fails with NotTrusted "token.bad-signature", Unavailable "token.removed", and as TokenProcess::ask() does.
    Result<QByteArray> sign(QByteArrayView message) override;

private:
    static Result<std::unique_ptr<crypto::Signer>> openWith(
        std::unique_ptr<TokenProcess> process, token::OpenKey order, crypto::TakenSuites taken);
    TokenSigner(std::unique_ptr<TokenProcess> process, crypto::Certificate certificate)
        : m_process(std::move(process))
        , m_certificate(std::move(certificate))
    {
    }

    std::unique_ptr<TokenProcess> m_process;
    crypto::Certificate m_certificate;
};

} // namespace wenyi::core
