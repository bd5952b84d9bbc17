// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Directive.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Identifier.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"
#include "shared/exchange/UnitList.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.directive.1";
constexpr auto LongestHold = 24h * 366;

Error refused(const QByteArray &reason, const DirectiveFacts &facts)
{
    return Error{ErrorCode::Corrupt, reason, facts.envelope.toString()};
}

bool isWithinLimits(Instant time)
{
    return toMilliseconds(time) >= 0 && toMilliseconds(time) <= bounds::LatestInstant;
}

bool holdsUntil(const DirectiveFacts &facts)
{
    return facts.until && isWithinLimits(*facts.until) && *facts.until > facts.time
           && *facts.until <= facts.time + LongestHold;
}

Result<void> check(const DirectiveFacts &facts)
{
    const bool holds = facts.kind == DirectiveKind::Hold;
    if (!isIdentifier(facts.envelope.toString()) || !isIdentifier(facts.unit.toString()))
        return refused("directive.identifier", facts);
    if (holds ? !facts.recipients.isEmpty() : !areUnitsOnce(facts.recipients))
        return refused("directive.recipients", facts);
    if (!isScopedIdentifier(facts.member.toString()) || facts.memberName.isEmpty()
        || !isPlainLine(facts.memberName, bounds::PersonName))
        return refused("directive.member", facts);
    const bool saysTooLittle = facts.kind == DirectiveKind::Recall && facts.reason.isEmpty();
    if (saysTooLittle || (holds && !facts.reason.isEmpty()) || !isPlainLine(facts.reason, bounds::ReasonText))
        return refused("directive.reason", facts);
    if (!isWithinLimits(facts.time) || (holds ? !holdsUntil(facts) : facts.until.has_value()))
        return refused("directive.time", facts);
    return {};
}

QByteArray toBody(const DirectiveFacts &facts)
{
    CborWriter out;
    out.startArray(12);
    out.unsignedInteger(Version);
    out.unsignedInteger(static_cast<quint64>(facts.kind));
    out.id(facts.envelope);
    out.digest(facts.envelopeDigest);
    out.id(facts.unit);
    writeUnits(out, facts.recipients);
    if (facts.until)
        out.instant(*facts.until);
    else
        out.null();
    out.instant(facts.time);
    out.id(facts.member);
    out.text(facts.memberName);
    out.text(facts.reason);
    out.digest(facts.signer);
    out.endArray();
    return out.take();
}

Result<DirectiveFacts> fromBody(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(12);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "directive.version", QString::number(version));
    DirectiveFacts facts;
    facts.kind = static_cast<DirectiveKind>(in.unsignedInteger(static_cast<quint64>(DirectiveKind::Urge)));
    facts.envelope = in.id<EnvelopeId>();
    facts.envelopeDigest = in.digest();
    facts.unit = in.id<UnitCode>();
    facts.recipients = readUnits(in);
    if (!in.takeNull())
        facts.until = in.instant();
    facts.time = in.instant();
    facts.member = in.id<MemberId>();
    facts.memberName = in.text(4 * bounds::PersonName);
    facts.reason = in.text(4 * bounds::ReasonText);
    facts.signer = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_CHECK(check(facts));
    return facts;
}

} // namespace

Directive::Directive(DirectiveFacts facts, SignedBody signedBody)
    : m_facts(std::move(facts))
    , m_signed(std::move(signedBody))
{
}

Result<Directive> Directive::sign(DirectiveFacts facts, crypto::Signer &unit)
{
    facts.signer = unit.certificate().fingerprint();
    WENYI_CHECK(check(facts));
    WENYI_TRY(SignedBody signedBody, SignedBody::sign(toBody(facts), Use, unit));
    return Directive(std::move(facts), std::move(signedBody));
}

Result<Directive> Directive::fromBytes(QByteArrayView bytes)
{
    WENYI_TRY(SignedBody signedBody, SignedBody::fromBytes(bytes, bounds::Directive));
    WENYI_TRY(DirectiveFacts facts, fromBody(signedBody.body));
    return Directive(std::move(facts), std::move(signedBody));
}

Digest Directive::digest() const
{
    return crypto::sm3(m_signed.body);
}

Result<void> Directive::verifySignature(const crypto::Certificate &senderUnit) const
{
    const auto purpose = senderUnit.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::Unit || senderUnit.subjectId() != m_facts.unit.toString()
        || senderUnit.fingerprint() != m_facts.signer)
        return Error{ErrorCode::NotTrusted, "directive.signer", m_facts.unit.toString()};
    if (!m_signed.verify(Use, senderUnit.publicKey()))
        return Error{ErrorCode::NotTrusted, "directive.signature", m_facts.envelope.toString()};
    return {};
}

Result<void> Directive::verify(const EnvelopeHeader &envelope, const crypto::Certificate &senderUnit) const
{
    const EnvelopeRouting &routing = envelope.routing();
    if (m_facts.envelope != routing.id || m_facts.envelopeDigest != envelope.digest() || m_facts.unit != routing.sender)
        return Error{ErrorCode::NotTrusted, "directive.foreign-envelope", m_facts.envelope.toString()};
    for (const UnitCode &unit : m_facts.recipients) {
        if (!routing.recipient(unit))
            return Error{ErrorCode::NotTrusted, "directive.foreign-unit", unit.toString()};
    }
    return verifySignature(senderUnit);
}

} // namespace wenyi::exchange
