// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/EnvelopeHeader.h"

#include <QMap>

namespace wenyi::exchange {

/// What an envelope's arrival does to the row from its sender.
enum class Arrival {
    Next,     ///< The one that was due.
    OpensGap, ///< One or more before it are missing: on their way, since urgent ones overtake, or lost or withheld.
    FillsGap  ///< One that was missing.
};

/// Sequence numbers from and to, both included.
struct SequenceGap
{
    quint64 from = 0;
    quint64 to = 0;
    friend bool operator==(const SequenceGap &, const SequenceGap &) = default;
};

/// What one unit has taken in from one other unit: in order, or with gaps that are shown and asked for (promise I4).
/// The state after the same arrivals is the same in whatever order they came.
class PairSequence
{
public:
    /// Numbers beyond the highest one taken that an envelope may lie.
    static constexpr quint64 LargestJump = 100'000;

    /// Takes an envelope with this place and digest; what is refused changes nothing. Fails with AlreadyExists
    /// "envelope.replayed" (the same one again: take it as taken), NotTrusted "envelope.sequence-fork" (another with
    /// a number that was used), "envelope.previous-altered" (its neighbour is another than it says), InvalidInput
    /// "envelope.sequence-jump".
    Result<Arrival> take(const PairPosition &position, const Digest &digest);

    /// The numbers that are missing, in order.
    QList<SequenceGap> gaps() const;
    /// Fails with Unavailable "envelope.sequence-gap" and the first missing numbers where there is a gap.
    Result<void> requireNoGap() const;
    quint64 highest() const { return m_taken.isEmpty() ? 0 : m_taken.lastKey(); }
    /// The place of the next envelope to the same unit, for the sending side.
    PairPosition following() const;

    friend bool operator==(const PairSequence &, const PairSequence &) = default;

private:
    /// What is known of a number: the digest of the envelope itself, or what the next one says of it.
    QMap<quint64, Digest> m_taken;
    QMap<quint64, Digest> m_announced;
};

} // namespace wenyi::exchange
