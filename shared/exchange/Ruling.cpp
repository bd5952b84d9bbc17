// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Ruling.h"

#include "shared/base/Identifier.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/UnitList.h"

#include <algorithm>
#include <array>

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.ruling.1";
constexpr std::array KindNames{"recalled", "too-late", "undeliverable"};

Error refused(const QByteArray &reason, const RulingFacts &facts)
{
    return Error{ErrorCode::Corrupt, reason, facts.envelope.toString()};
}

/// Whether a ruling says no more than the recall that it is about.
bool isAbout(const RulingFacts &facts, const DirectiveFacts &directive)
{
    return directive.kind == DirectiveKind::Recall && directive.envelope == facts.envelope
           && directive.envelopeDigest == facts.envelopeDigest
           && std::all_of(facts.units.begin(), facts.units.end(),
               [&directive](const UnitCode &unit) { return directive.recipients.contains(unit); });
}

/// The recall in it, where it has one; checks the rules.
Result<std::optional<Directive>> check(const RulingFacts &facts)
{
    const bool undeliverable = facts.kind == RulingKind::Undeliverable;
    if (!isIdentifier(facts.envelope.toString()))
        return refused("ruling.identifier", facts);
    if (!areUnitsOnce(facts.units))
        return refused("ruling.units", facts);
    if (toMilliseconds(facts.time) < 0 || toMilliseconds(facts.time) > bounds::LatestInstant)
        return refused("ruling.time", facts);
    if (facts.successor && (!undeliverable || !isIdentifier(facts.successor->toString())))
        return refused("ruling.successor", facts);
    if (undeliverable != facts.directive.isEmpty())
        return refused("ruling.directive", facts);
    if (undeliverable)
        return std::optional<Directive>();
    WENYI_TRY(Directive directive, Directive::fromBytes(facts.directive));
    if (!isAbout(facts, directive.facts()))
        return refused("ruling.directive", facts);
    return std::optional(std::move(directive));
}

QByteArray toBody(const RulingFacts &facts)
{
    CborWriter out;
    out.startArray(9);
    out.unsignedInteger(Version);
    out.unsignedInteger(static_cast<quint64>(facts.kind));
    out.id(facts.envelope);
    out.digest(facts.envelopeDigest);
    writeUnits(out, facts.units);
    out.instant(facts.time);
    if (facts.successor)
        out.id(*facts.successor);
    else
        out.null();
    out.bytes(facts.directive);
    out.digest(facts.signer);
    out.endArray();
    return out.take();
}

Result<RulingFacts> fromBody(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(9);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "ruling.version", QString::number(version));
    RulingFacts facts;
    facts.kind = static_cast<RulingKind>(in.unsignedInteger(static_cast<quint64>(RulingKind::Undeliverable)));
    facts.envelope = in.id<EnvelopeId>();
    facts.envelopeDigest = in.digest();
    facts.units = readUnits(in);
    facts.time = in.instant();
    if (!in.takeNull())
        facts.successor = in.id<UnitCode>();
    facts.directive = in.bytes(bounds::Directive + bounds::Signature + 16);
    facts.signer = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    return facts;
}

} // namespace

QByteArray rulingName(RulingKind kind)
{
    return KindNames.at(static_cast<size_t>(kind));
}

Ruling::Ruling(RulingFacts facts, std::optional<Directive> directive, SignedBody signedBody)
    : m_facts(std::move(facts))
    , m_directive(std::move(directive))
    , m_signed(std::move(signedBody))
{
}

Result<Ruling> Ruling::sign(RulingFacts facts, crypto::Signer &server)
{
    facts.signer = server.certificate().fingerprint();
    WENYI_TRY(auto directive, check(facts));
    WENYI_TRY(SignedBody signedBody, SignedBody::sign(toBody(facts), Use, server));
    return Ruling(std::move(facts), std::move(directive), std::move(signedBody));
}

Result<Ruling> Ruling::fromBytes(QByteArrayView bytes)
{
    WENYI_TRY(SignedBody signedBody, SignedBody::fromBytes(bytes, bounds::Ruling));
    WENYI_TRY(RulingFacts facts, fromBody(signedBody.body));
    WENYI_TRY(auto directive, check(facts));
    return Ruling(std::move(facts), std::move(directive), std::move(signedBody));
}

Digest Ruling::digest() const
{
    return crypto::sm3(m_signed.body);
}

Result<void> Ruling::verify(
    const EnvelopeHeader &envelope, const crypto::Certificate &server, const crypto::Certificate &senderUnit) const
{
    const auto untrusted = [this](const QByteArray &reason) {
        return Error{ErrorCode::NotTrusted, reason, m_facts.envelope.toString()};
    };
    if (m_facts.envelope != envelope.routing().id || m_facts.envelopeDigest != envelope.digest())
        return untrusted("ruling.foreign-envelope");
    const bool areRecipients = std::all_of(m_facts.units.begin(), m_facts.units.end(),
        [&envelope](const UnitCode &unit) { return envelope.routing().recipient(unit) != nullptr; });
    if (!areRecipients)
        return untrusted("ruling.foreign-unit");
    const auto purpose = server.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::Server || server.fingerprint() != m_facts.signer)
        return untrusted("ruling.signer");
    if (!m_signed.verify(Use, server.publicKey()))
        return untrusted("ruling.signature");
    if (m_directive)
        WENYI_CHECK(m_directive->verify(envelope, senderUnit));
    return {};
}

} // namespace wenyi::exchange
