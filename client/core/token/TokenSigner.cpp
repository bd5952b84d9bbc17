// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenSigner.h"

#include "shared/crypto/SignedDigest.h"
#include "shared/crypto/Sm2Signature.h"

namespace wenyi::core {

Result<std::unique_ptr<crypto::Signer>> TokenSigner::open(
    const TokenDriver &driver, const TokenSettings &settings, const token::KeyPlace &place, const SecretBytes &pin)
{
    return openWith(std::make_unique<TokenProcess>(driver, settings), {place, pin.clone(), driver.sm2Mechanism},
        crypto::TakenSuites::Sm2);
}

Result<std::unique_ptr<crypto::Signer>> TokenSigner::openForPdfs(
    const TokenDriver &driver, const TokenSettings &settings, const token::KeyPlace &place, const SecretBytes &pin)
{
    constexpr quint64 Ecdsa = 0x1041; // CKM_ECDSA (PKCS#11 2.40), over a digest.
    const Error refused{ErrorCode::Unsupported, "token.no-p256", place.container};
    if (driver.kind != token::DriverKind::Pkcs11)
        return refused;
    auto opened = openWith(
        std::make_unique<TokenProcess>(driver, settings), {place, pin.clone(), Ecdsa}, crypto::TakenSuites::Sm2AndP256);
    // The driver knows mechanisms by their numbers alone.
    if (!opened && (opened.error().reason == "token.no-sm2" || opened.error().reason == "certificate.key"))
        return refused;
    if (opened && (*opened)->certificate().suite() != crypto::Suite::EcdsaP256WithSha256)
        return refused;
    return opened;
}

Result<std::unique_ptr<crypto::Signer>> TokenSigner::openWith(
    std::unique_ptr<TokenProcess> process, token::OpenKey order, crypto::TakenSuites taken)
{
    if (order.pin.size() > token::LongestPin)
        return Error{ErrorCode::WrongPin, "token.pin", {}};
    WENYI_TRY(const auto opened, process->ask<token::KeyOpened>(std::move(order)));
    WENYI_TRY(auto certificate, crypto::Certificate::fromDer(opened.certificate, taken));
    return std::unique_ptr<crypto::Signer>(new TokenSigner(std::move(process), std::move(certificate)));
}

Result<QByteArray> TokenSigner::sign(QByteArrayView message)
{
    WENYI_TRY(const QByteArray digest, crypto::signedDigest(m_certificate.publicKey(), message));
    WENYI_TRY(const auto given, m_process->ask<token::Signed>(token::SignDigest{digest}));
    WENYI_TRY(QByteArray signature, crypto::sm2DerSignature(given.signature));
    if (!m_certificate.publicKey().verify(message, signature))
        return Error{ErrorCode::NotTrusted, "token.bad-signature", m_process->driver().path};
    return signature;
}

} // namespace wenyi::core
