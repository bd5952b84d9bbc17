// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenSigner.h"

#include "shared/crypto/Sm2Signature.h"

namespace wenyi::core {

Result<std::unique_ptr<crypto::Signer>> TokenSigner::open(
    const TokenDriver &driver, const TokenSettings &settings, const token::KeyPlace &place, const SecretBytes &pin)
{
    if (pin.size() > token::LongestPin)
        return Error{ErrorCode::WrongPin, "token.pin", {}};
    auto process = std::make_unique<TokenProcess>(driver, settings);
    token::OpenKey order{place, pin.clone(), driver.sm2Mechanism};
    WENYI_TRY(const auto opened, process->ask<token::KeyOpened>(std::move(order)));
    WENYI_TRY(auto certificate, crypto::Certificate::fromDer(opened.certificate));
    return std::unique_ptr<crypto::Signer>(new TokenSigner(std::move(process), std::move(certificate)));
}

Result<QByteArray> TokenSigner::sign(QByteArrayView message)
{
    const Digest digest = crypto::sm2Digest(m_certificate.publicKey(), message);
    WENYI_TRY(const auto given, m_process->ask<token::Signed>(token::SignDigest{digest.toBytes()}));
    WENYI_TRY(QByteArray signature, crypto::sm2DerSignature(given.signature));
    if (!m_certificate.publicKey().verify(message, signature))
        return Error{ErrorCode::NotTrusted, "token.bad-signature", m_process->driver().path};
    return signature;
}

} // namespace wenyi::core
