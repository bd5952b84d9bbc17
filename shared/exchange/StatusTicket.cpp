// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/StatusTicket.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Identifier.h"

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.status-ticket.1";
constexpr qsizetype LargestBody = 1024;

Result<void> check(const StatusTicketFacts &facts)
{
    if (facts.challenge.size() != StatusChallengeSize || !isScopedIdentifier(facts.desktop.toString())
        || !isScopedIdentifier(facts.member.toString()))
        return Error{ErrorCode::Corrupt, "status-ticket.form", facts.desktop.toString()};
    return {};
}

QByteArray toBody(const StatusTicketFacts &facts)
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(Version);
    out.bytes(facts.challenge);
    out.digest(facts.server);
    out.id(facts.desktop);
    out.id(facts.member);
    out.digest(facts.signer);
    out.endArray();
    return out.take();
}

Result<StatusTicketFacts> fromBody(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(6);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "status-ticket.version", QString::number(version));
    StatusTicketFacts facts;
    facts.challenge = in.bytes(StatusChallengeSize);
    facts.server = in.digest();
    facts.desktop = in.id<DesktopId>();
    facts.member = in.id<MemberId>();
    facts.signer = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_CHECK(check(facts));
    return facts;
}

} // namespace

StatusTicket::StatusTicket(StatusTicketFacts facts, SignedBody signedBody)
    : m_facts(std::move(facts))
    , m_signed(std::move(signedBody))
{
}

Result<StatusTicket> StatusTicket::sign(StatusTicketFacts facts, crypto::Signer &member)
{
    facts.signer = member.certificate().fingerprint();
    WENYI_CHECK(check(facts));
    WENYI_TRY(SignedBody signedBody, SignedBody::sign(toBody(facts), Use, member));
    return StatusTicket(std::move(facts), std::move(signedBody));
}

Result<StatusTicket> StatusTicket::fromBytes(QByteArrayView bytes)
{
    WENYI_TRY(SignedBody signedBody, SignedBody::fromBytes(bytes, LargestBody));
    WENYI_TRY(StatusTicketFacts facts, fromBody(signedBody.body));
    return StatusTicket(std::move(facts), std::move(signedBody));
}

Result<void> StatusTicket::verify(const crypto::Certificate &member) const
{
    const auto purpose = member.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::Member || member.subjectId() != m_facts.member.toString()
        || member.fingerprint() != m_facts.signer)
        return Error{ErrorCode::NotTrusted, "status-ticket.signer", m_facts.member.toString()};
    if (!m_signed.verify(Use, member.publicKey()))
        return Error{ErrorCode::NotTrusted, "status-ticket.signature", m_facts.member.toString()};
    return {};
}

} // namespace wenyi::exchange
