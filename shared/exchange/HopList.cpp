// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/HopList.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"

#include <algorithm>

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.hop.1";
constexpr qsizetype LargestBody = 2 * limits::KiB;
constexpr qsizetype LargestHop = LargestBody + 256;
constexpr qsizetype LongestDomain = 1024; ///< Bytes.

Error corrupt(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "envelope.hops", detail};
}

/// What a hop's body says.
struct Stated
{
    Hop hop;
    Digest envelope;
    quint64 index = 0;
    Digest before;
};

Result<Stated> read(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(6);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "envelope.hops-version", QString::number(version));
    Stated stated;
    stated.envelope = in.digest();
    stated.index = in.unsignedInteger(HopList::Most);
    stated.before = in.digest();
    stated.hop.domain = in.text(LongestDomain);
    stated.hop.time = in.instant();
    in.endArray();
    WENYI_CHECK(in.finish());
    return stated;
}

/// All hops before `index`, as one digest; null before the first.
Digest digestBefore(const QList<SignedBody> &hops, qsizetype index)
{
    if (index == 0)
        return {};
    QByteArray bytes;
    for (qsizetype i = 0; i < index; ++i)
        bytes += hops.at(i).toBytes();
    return crypto::sm3(bytes);
}

} // namespace

Result<HopList> HopList::fromBytes(QByteArrayView bytes)
{
    HopList list;
    QList<QByteArray> items;
    CborReader in(bytes);
    for (qsizetype left = in.startList(Most); left > 0 && in.ok(); --left)
        items.append(in.bytes(LargestHop));
    in.endArray();
    WENYI_CHECK(in.finish());
    for (const QByteArray &item : std::as_const(items)) {
        WENYI_TRY(SignedBody signedBody, SignedBody::fromBytes(item, LargestBody));
        WENYI_TRY(const Stated stated, read(signedBody.body));
        const qsizetype index = list.m_hops.size();
        if (stated.hop.domain.isEmpty() || list.passed(stated.hop.domain) || stated.index != static_cast<quint64>(index)
            || stated.before != digestBefore(list.m_signed, index))
            return corrupt(stated.hop.domain);
        list.m_hops.append(stated.hop);
        list.m_envelopes.append(stated.envelope);
        list.m_signed.append(std::move(signedBody));
    }
    return list;
}

QByteArray HopList::toBytes() const
{
    CborWriter out;
    out.startArray(m_signed.size());
    for (const SignedBody &hop : m_signed)
        out.bytes(hop.toBytes());
    out.endArray();
    return out.take();
}

bool HopList::passed(const QString &domain) const
{
    return std::any_of(m_hops.begin(), m_hops.end(), [&domain](const Hop &hop) { return hop.domain == domain; });
}

QByteArray HopList::bodyOf(qsizetype index, const Hop &hop, const Digest &envelope) const
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(Version);
    out.digest(envelope);
    out.unsignedInteger(static_cast<quint64>(index));
    out.digest(digestBefore(m_signed, index));
    out.text(hop.domain);
    out.instant(hop.time);
    out.endArray();
    return out.take();
}

Result<HopList> HopList::followedBy(
    const QString &domain, const Digest &envelope, Instant at, crypto::Signer &server) const
{
    if (passed(domain))
        return Error{ErrorCode::NotAllowed, "envelope.loop", domain};
    if (m_hops.size() >= Most)
        return Error{ErrorCode::NotAllowed, "envelope.too-many-hops", domain};
    // As it is read: whole milliseconds.
    const Hop hop{domain, instantFromMilliseconds(toMilliseconds(at))};
    HopList longer = *this;
    WENYI_TRY(SignedBody signedBody, SignedBody::sign(bodyOf(m_hops.size(), hop, envelope), Use, server));
    longer.m_hops.append(hop);
    longer.m_envelopes.append(envelope);
    longer.m_signed.append(std::move(signedBody));
    return longer;
}

Result<void> HopList::verify(const Digest &envelope, const ServerOfDomain &serverOf) const
{
    for (qsizetype i = 0; i < m_hops.size(); ++i) {
        const QString &domain = m_hops.at(i).domain;
        if (m_envelopes.at(i) != envelope)
            return Error{ErrorCode::NotTrusted, "envelope.hop-signature", domain};
        const auto server = serverOf(domain);
        const bool isEnd = i == 0 || i == m_hops.size() - 1;
        const bool holds = server ? m_signed.at(i).verify(Use, server->publicKey()).has_value() : !isEnd;
        if (!holds)
            return Error{ErrorCode::NotTrusted, "envelope.hop-signer", domain};
    }
    return {};
}

Result<HopList> HopList::signedAnew(crypto::Signer &server) const
{
    if (m_signed.isEmpty() || m_signed.constLast().verify(Use, server.certificate().publicKey()))
        return *this;
    HopList renewed = *this;
    WENYI_TRY(renewed.m_signed.last(), SignedBody::sign(m_signed.constLast().body, Use, server));
    return renewed;
}

} // namespace wenyi::exchange
