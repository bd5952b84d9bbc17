// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"

#include <QByteArray>
#include <QByteArrayView>

namespace wenyi::exchange {

/// Bytes and one SM2 signature over them under a use ("wenyi.envelope.1"), so that what was signed as one kind of
/// thing never passes for another. The body is kept as it came: what is verified is never written anew.
struct SignedBody
{
    QByteArray body;
    QByteArray signature;

    static Result<SignedBody> sign(QByteArray body, QByteArrayView use, crypto::Signer &signer);
    /// Reads the CBOR array [body, signature]; a longer body is refused before it is allocated.
    static Result<SignedBody> fromBytes(QByteArrayView bytes, qsizetype maximumBody);
    QByteArray toBytes() const;
    /// Fails with NotTrusted "signature.value".
    Result<void> verify(QByteArrayView use, const crypto::PublicKey &key) const;
};

/// What is signed for a use: the use, a zero byte, the body.
QByteArray messageFor(QByteArrayView use, QByteArrayView body);

} // namespace wenyi::exchange
