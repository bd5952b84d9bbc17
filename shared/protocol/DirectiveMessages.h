// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/protocol/MessageType.h"

#include <QByteArray>
#include <QList>

/// The messages about what senders decide beside their envelopes, and what a server rules on it.
namespace wenyi::protocol {

/// One thing of a numbered sequence.
struct Numbered
{
    quint64 number = 0;
    QByteArray bytes;
    friend bool operator==(const Numbered &, const Numbered &) = default;
};

/// What the sender of an envelope decides about it: recalls it, or has it held before it is sent; or, where the server
/// knows PullUrges, urges those who have not answered. Answered by DirectiveState.
struct GiveDirective
{
    static constexpr MessageType Type = MessageType::GiveDirective;
    QByteArray directive; ///< exchange::Directive
    friend bool operator==(const GiveDirective &, const GiveDirective &) = default;
};

/// The directive is stored. Of a recall: what became of it; the same again for the same directive.
struct DirectiveState
{
    static constexpr MessageType Type = MessageType::DirectiveState;
    QList<QByteArray> rulings; ///< exchange::Ruling
    friend bool operator==(const DirectiveState &, const DirectiveState &) = default;
};

/// Asks for what was ruled about envelopes from or to the unit, behind a number. Answered by Rulings.
struct PullRulings
{
    static constexpr MessageType Type = MessageType::PullRulings;
    quint64 after = 0;
    quint64 limit = 0;
    friend bool operator==(const PullRulings &, const PullRulings &) = default;
};

struct Rulings
{
    static constexpr MessageType Type = MessageType::Rulings;
    QList<Numbered> rulings; ///< exchange::Ruling, numbered without gaps for the unit.
    friend bool operator==(const Rulings &, const Rulings &) = default;
};

/// Asks for what senders urged the unit to sign for, behind a number. Answered by Urges.
struct PullUrges
{
    static constexpr MessageType Type = MessageType::PullUrges;
    quint64 after = 0;
    quint64 limit = 0;
    friend bool operator==(const PullUrges &, const PullUrges &) = default;
};

struct Urges
{
    static constexpr MessageType Type = MessageType::Urges;
    QList<Numbered> urges; ///< exchange::Directive, numbered without gaps for the unit.
    friend bool operator==(const Urges &, const Urges &) = default;
};

/// Asks for the header of an envelope that a ruling took out of the unit's queue before it came: its place in the row
/// from its sender. Answered by Withdrawn.
struct AskWithdrawn
{
    static constexpr MessageType Type = MessageType::AskWithdrawn;
    Digest envelope;
    friend bool operator==(const AskWithdrawn &, const AskWithdrawn &) = default;
};

struct Withdrawn
{
    static constexpr MessageType Type = MessageType::Withdrawn;
    QByteArray header; ///< exchange::EnvelopeHeader; its parts are nobody's to read.
    friend bool operator==(const Withdrawn &, const Withdrawn &) = default;
};

} // namespace wenyi::protocol
