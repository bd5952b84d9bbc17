// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/SignedBody.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/exchange/ExchangeLimits.h"

namespace wenyi::exchange {

QByteArray messageFor(QByteArrayView use, QByteArrayView body)
{
    QByteArray message = use.toByteArray();
    message += '\0';
    message += body;
    return message;
}

Result<SignedBody> SignedBody::sign(QByteArray body, QByteArrayView use, crypto::Signer &signer)
{
    WENYI_TRY(QByteArray signature, signer.sign(messageFor(use, body)));
    return SignedBody{std::move(body), std::move(signature)};
}

Result<SignedBody> SignedBody::fromBytes(QByteArrayView bytes, qsizetype maximumBody)
{
    CborReader in(bytes);
    in.startArray(2);
    SignedBody result;
    result.body = in.bytes(maximumBody);
    result.signature = in.bytes(bounds::Signature);
    in.endArray();
    WENYI_CHECK(in.finish());
    return result;
}

QByteArray SignedBody::toBytes() const
{
    CborWriter out;
    out.startArray(2);
    out.bytes(body);
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<void> SignedBody::verify(QByteArrayView use, const crypto::PublicKey &key) const
{
    return key.verify(messageFor(use, body), signature);
}

} // namespace wenyi::exchange
