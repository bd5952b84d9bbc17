// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/PairSequence.h"

namespace wenyi::exchange {

Result<Arrival> PairSequence::take(const PairPosition &position, const Digest &digest)
{
    const quint64 number = position.sequence;
    if (number == 0 || (number == 1) == position.previous.has_value())
        return Error{ErrorCode::Corrupt, "envelope.position", QString::number(number)};
    if (const auto same = m_taken.constFind(number); same != m_taken.constEnd()) {
        if (*same == digest)
            return Error{ErrorCode::AlreadyExists, "envelope.replayed", QString::number(number)};
        return Error{ErrorCode::NotTrusted, "envelope.sequence-fork", QString::number(number)};
    }
    const quint64 last = highest();
    if (number > last && number - last > LargestJump)
        return Error{ErrorCode::InvalidInput, "envelope.sequence-jump", QString::number(number)};
    const bool knowsPrevious = m_taken.contains(number - 1);
    if ((m_announced.contains(number) && m_announced.value(number) != digest)
        || (knowsPrevious && m_taken.value(number - 1) != *position.previous))
        return Error{ErrorCode::NotTrusted, "envelope.previous-altered", QString::number(number)};
    m_taken.insert(number, digest);
    m_announced.remove(number);
    if (number > 1 && !knowsPrevious)
        m_announced.insert(number - 1, *position.previous);
    if (number < last)
        return Arrival::FillsGap;
    return number == last + 1 ? Arrival::Next : Arrival::OpensGap;
}

QList<SequenceGap> PairSequence::gaps() const
{
    QList<SequenceGap> result;
    quint64 due = 1;
    for (auto taken = m_taken.keyBegin(); taken != m_taken.keyEnd(); ++taken) {
        if (*taken > due)
            result.append({due, *taken - 1});
        due = *taken + 1;
    }
    return result;
}

Result<void> PairSequence::requireNoGap() const
{
    const QList<SequenceGap> missing = gaps();
    if (missing.isEmpty())
        return {};
    const auto [from, to] = missing.front();
    return Error{ErrorCode::Unavailable, "envelope.sequence-gap", QStringLiteral("%1-%2").arg(from).arg(to)};
}

PairPosition PairSequence::following() const
{
    if (m_taken.isEmpty())
        return {};
    return {m_taken.lastKey() + 1, m_taken.last()};
}

} // namespace wenyi::exchange
