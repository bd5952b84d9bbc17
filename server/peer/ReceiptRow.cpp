// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/peer/ReceiptRow.h"

#include <algorithm>

namespace wenyi::server {

void ReceiptRow::noteTaken(quint64 number)
{
    m_seen = std::max(m_seen, number);
    if (!m_held.firstInTurn())
        m_at = std::max(m_at, number);
}

quint64 ReceiptRow::taken() const
{
    const quint64 *first = m_held.first();
    return first ? *first - 1 : m_seen;
}

void ReceiptRow::pass(quint64 last)
{
    // A number that the queue does not have any more waits for nothing.
    for (const quint64 *first = m_held.firstInTurn(); first && *first <= last; first = m_held.firstInTurn())
        m_held.letGo(quint64(*first));
    m_seen = std::max(m_seen, last);
    m_at = last;
    moveOn();
}

void ReceiptRow::passEnd()
{
    m_held.endTurn();
    moveOn();
}

void ReceiptRow::giveTurn()
{
    m_held.giveTurn();
    moveOn();
}

void ReceiptRow::moveOn()
{
    const quint64 *first = m_held.firstInTurn();
    m_at = first ? *first - 1 : m_seen;
}

} // namespace wenyi::server
