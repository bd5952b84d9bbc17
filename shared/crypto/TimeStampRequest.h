// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <optional>

namespace wenyi::crypto {

/// What a time stamp is over: a digest and the method that made it (RFC 3161 2.4.1).
struct MessageImprint
{
    QByteArray method; ///< Object identifier, dotted.
    QByteArray digest;

    /// SM3 of the data.
    static MessageImprint of(QByteArrayView data);
    /// Whether it is the data's, by SM3 or SHA-256. Fails with Unsupported "time-stamp.digest-method", NotTrusted
    /// "time-stamp.imprint".
    Result<void> isOf(QByteArrayView data) const;
    friend bool operator==(const MessageImprint &, const MessageImprint &) = default;
};

/// A request for a time stamp (RFC 3161 2.4.1).
struct TimeStampRequest
{
    MessageImprint imprint;
    std::optional<QByteArray> policy; ///< Object identifier, dotted; whichever the authority likes where it is absent.
    std::optional<QByteArray> nonce;  ///< A number by its octets; comes back in the token.
    bool wantsCertificate = false;    ///< In the token.

    /// Over the data by SM3, with a nonce of 64 bits and the certificate in the token.
    static TimeStampRequest over(QByteArrayView data, RandomSource &random);
    /// At most 4 KiB. Fails with Corrupt "time-stamp.form", TooLarge "time-stamp.size", Unsupported
    /// "time-stamp.extension".
    static Result<TimeStampRequest> fromDer(QByteArrayView der);
    QByteArray toDer() const;
    friend bool operator==(const TimeStampRequest &, const TimeStampRequest &) = default;
};

/// Takes the token out of an authority's answer to a request (RFC 3161 2.4.2) when it was granted, and is over the same
/// imprint with the same nonce, by the policy that was asked for, with the certificate that was asked for. Who stamped
/// it and whether the value holds is for verifyTimeStamp() to say. Fails with Corrupt "time-stamp.form", TooLarge
/// "time-stamp.size", NotAllowed "time-stamp.refused", NotTrusted "time-stamp.imprint", "time-stamp.nonce",
/// "time-stamp.policy", and as TimeStampToken::fromDer() does.
Result<QByteArray> tokenFromResponse(QByteArrayView response, const TimeStampRequest &request);

/// How a request reaches an authority, and its answer comes back.
using TimeStampTransport = std::function<Result<QByteArray>(const QByteArray &request)>;

/// Asks for a time stamp over the data. Fails as the transport and tokenFromResponse() do.
Result<QByteArray> requestTimeStamp(QByteArrayView data, const TimeStampTransport &transport, RandomSource &random);

} // namespace wenyi::crypto
