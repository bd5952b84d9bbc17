// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/crypto/Signer.h"
#include "shared/exchange/SignedBody.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace wenyi::exchange {

/// One exchange domain whose server handed an envelope on.
struct Hop
{
    QString domain;
    Instant time;
    friend bool operator==(const Hop &, const Hop &) = default;
};

/// The certificate of a domain's server; nothing where the domain is not known or its certificate does not hold.
using ServerOfDomain = std::function<std::optional<crypto::Certificate>(const QString &domain)>;

/// 途经域: through which domains an envelope has come, beside its header, which nobody but its sender can write. Each
/// hop is signed by its domain's server over the envelope and all hops before it, so that none can be left out, added
/// between or put onto another envelope.
class HopList
{
public:
    static constexpr qsizetype Most = 8;

    /// None: the envelope is in the domain of its sender.
    HopList() = default;
    /// Parses, and checks everything but the signatures. Fails with "cbor.…", Unsupported "envelope.hops-version",
    /// Corrupt "envelope.hops" (not in a row, or a domain twice).
    static Result<HopList> fromBytes(QByteArrayView bytes);
    QByteArray toBytes() const;

    const QList<Hop> &hops() const { return m_hops; }
    /// Whether the domain handed it on already.
    bool passed(const QString &domain) const;
    /// The list with this domain at its end. Fails with NotAllowed "envelope.loop" where it stands in it already,
    /// "envelope.too-many-hops", and as the signer does.
    Result<HopList> followedBy(const QString &domain, const Digest &envelope, Instant at, crypto::Signer &server) const;
    /// Whether the first and the last hop bear their servers' signatures over this envelope, and each one between whose
    /// server is known; the last vouches for what is not. Fails with NotTrusted "envelope.hop-signature" (of another
    /// envelope), "envelope.hop-signer" (not by the certificate that the domain's server is known by, or none is known;
    /// `detail`: the domain).
    Result<void> verify(const Digest &envelope, const ServerOfDomain &serverOf) const;
    /// The list with the last hop signed anew, where it was signed by another key than this one of the same server: an
    /// envelope may have waited longer than the server's certificate lasted. Fails as the signer does.
    Result<HopList> signedAnew(crypto::Signer &server) const;

private:
    QByteArray bodyOf(qsizetype index, const Hop &hop, const Digest &envelope) const;

    QList<Hop> m_hops;
    QList<SignedBody> m_signed;
    QList<Digest> m_envelopes; ///< What each was signed for.
};

} // namespace wenyi::exchange
