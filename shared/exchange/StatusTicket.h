// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/StrongId.h"
#include "shared/exchange/SignedBody.h"

namespace wenyi::exchange {

/// Bytes of the challenge that a server gives.
inline constexpr qsizetype StatusChallengeSize = 32;

/// Who asks to see how a server is, from where, and on which challenge of that server.
struct StatusTicketFacts
{
    QByteArray challenge; ///< StatusChallengeSize bytes, given once.
    Digest server;        ///< Fingerprint of the server's certificate: a ticket for one server opens no other.
    DesktopId desktop;
    MemberId member;
    Digest signer; ///< Fingerprint of the certificate that signed.
    friend bool operator==(const StatusTicketFacts &, const StatusTicketFacts &) = default;
};

/// 查看凭据: a member's own signature that the server's status be opened to one connection of one desktop. What keeps
/// it from being used again is the challenge, not a time: no clock of a desktop is asked.
class StatusTicket
{
public:
    /// Fails with the reasons of fromBytes() where facts break a rule.
    static Result<StatusTicket> sign(StatusTicketFacts facts, crypto::Signer &member);
    /// Parses, and checks every rule but the signature. Fails with "cbor.…", Unsupported "status-ticket.version",
    /// Corrupt "status-ticket.form".
    static Result<StatusTicket> fromBytes(QByteArrayView bytes);

    const StatusTicketFacts &facts() const { return m_facts; }
    QByteArray toBytes() const { return m_signed.toBytes(); }
    /// Whether this certificate's member signed it. Fails with NotTrusted "status-ticket.signer",
    /// "status-ticket.signature".
    Result<void> verify(const crypto::Certificate &member) const;

private:
    StatusTicket(StatusTicketFacts facts, SignedBody signedBody);
    StatusTicketFacts m_facts;
    SignedBody m_signed;
};

} // namespace wenyi::exchange
