// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/protocol/MessageType.h"

#include <QByteArray>
#include <QList>

/// The messages between the servers of two domains (decision 40).
namespace wenyi::protocol {

/// From the link between two domains' servers: an envelope on its way, as SendEnvelope is from a desktop, and answered
/// alike.
struct ForwardEnvelope
{
    static constexpr MessageType Type = MessageType::ForwardEnvelope;
    QByteArray header;
    QByteArray hops;            ///< exchange::HopList, the domain that hands it on at its end.
    QList<UnitCode> recipients; ///< Those of the header's recipients that are reached by this link.
    friend bool operator==(const ForwardEnvelope &, const ForwardEnvelope &) = default;
};

/// Asks for the envelopes that wait for the other domain, the most urgent first. Receipts up to the number are
/// there durably, and need not be given again.
struct FetchForwards
{
    static constexpr MessageType Type = MessageType::FetchForwards;
    quint64 limit = 0;
    quint64 receiptsTaken = 0;
    friend bool operator==(const FetchForwards &, const FetchForwards &) = default;
};

/// They stay until ConfirmForward.
struct Forwards
{
    static constexpr MessageType Type = MessageType::Forwards;
    QList<ForwardEnvelope> forwards;
    quint64 receiptsTaken = 0; ///< The highest that was told: PullReceipts goes on behind it.
    friend bool operator==(const Forwards &, const Forwards &) = default;
};

/// The other domain's server has the envelope durably, by its receipt, or refused it for good, by a reason "envelope.…"
/// or "exchange.…"; it leaves the queue. By any other reason it stays, and has waited since it was told one first.
/// Answered by Confirmed; again changes nothing.
struct ConfirmForward
{
    static constexpr MessageType Type = MessageType::ConfirmForward;
    EnvelopeId envelope;
    Digest digest;
    QByteArray receipt; ///< The other server's acceptance; empty where it refused.
    QByteArray reason;  ///< Why it refused, or cannot take it for now, a stable key; empty with a receipt.
    friend bool operator==(const ConfirmForward &, const ConfirmForward &) = default;
};

/// From the link: the term of the other domain's server, as AskTerm gives it. Where it is another one than before, that
/// server may be at an earlier day, and lack what it had accepted: everything whose parts are here waits for it anew, and
/// its receipts are to be given from the first on. Answered by Forwards without envelopes; again changes nothing.
struct TellTerm
{
    static constexpr MessageType Type = MessageType::TellTerm;
    QByteArray term; ///< journal::ServerTerm, signed by the other domain's server.
    friend bool operator==(const TellTerm &, const TellTerm &) = default;
};

/// Which parts of what this link brought the server had to set aside, since they rotted there: they are to be put again.
/// Answered by EnvelopeState without a receipt; `missing` names them and how much of each is here again.
struct AskLacking
{
    static constexpr MessageType Type = MessageType::AskLacking;
    quint64 limit = 0;
    friend bool operator==(const AskLacking &, const AskLacking &) = default;
};

/// An envelope that was to come by this link, and does not, since it was recalled or could not be brought: the ruling of
/// the server before, and the header, by which its recipients there know what their rows lack. Answered by Confirmed;
/// again changes nothing.
struct TellWithdrawn
{
    static constexpr MessageType Type = MessageType::TellWithdrawn;
    QByteArray ruling;
    QByteArray header;
    friend bool operator==(const TellWithdrawn &, const TellWithdrawn &) = default;
};

} // namespace wenyi::protocol
