// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/TrustStore.h"

#include <QByteArray>
#include <QString>

namespace wenyi::core {

/// What a person puts their name to: exactly what the signing dialog showed.
struct SignedStatement
{
    QString act;     ///< The act at the step: "issue", "instruct", "signFor".
    StreamId stream; ///< The record it belongs to.
    Digest document; ///< SM3 of the document as shown.
    QString words;   ///< The opinion as shown.
    Instant at;
    MemberId member;

    friend bool operator==(const SignedStatement &, const SignedStatement &) = default;
};

/// 个人签名: a statement as canonical CBOR, the signer's certificate and the SM2 signature over the statement's bytes.
struct PersonalSignature
{
    QByteArray statement;
    QByteArray certificate; ///< DER.
    QByteArray signature;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "personal-signature.version".
    static Result<PersonalSignature> fromBytes(QByteArrayView bytes);
    friend bool operator==(const PersonalSignature &, const PersonalSignature &) = default;
};

/// Signs what was shown. The signer's certificate must be the statement's member's ("personal-signature.member").
Result<PersonalSignature> signStatement(const SignedStatement &statement, crypto::Signer &signer);

/// What was signed, whoever signed it. Fails with Corrupt or TooLarge "cbor.…", Unsupported
/// "personal-signature.version".
Result<SignedStatement> readStatement(const PersonalSignature &signature);

/// The statement, when the signature holds, the certificate held at the stated time and names the stated member.
/// Fails with NotTrusted "signature.value", "certificate.…", "personal-signature.member".
Result<SignedStatement> verifyStatement(const PersonalSignature &signature, const crypto::TrustStore &trust);

} // namespace wenyi::core
