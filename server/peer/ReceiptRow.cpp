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
    const quint64 all = first ? *first - 1 : m_seen;
    return m_behind ? std::min(all, *m_behind - 1) : all;
}

void ReceiptRow::hold(quint64 number)
{
    const bool isRemembered = !m_held.mayTry(number) || m_held.hasTurn(number);
    if (isRemembered || m_held.count() < MostHeld)
        m_held.hold(number);
    else
        m_behind = std::min(m_behind.value_or(number), number);
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

bool ReceiptRow::passEnd()
{
    m_held.endTurn();
    moveOn();
    const bool hasRoom = isOverfull() && m_held.count() < MostHeld;
    if (hasRoom)
        lookAgain();
    return hasRoom;
}

void ReceiptRow::giveTurn()
{
    m_held.giveTurn();
    moveOn();
}

void ReceiptRow::lookAgain()
{
    if (!m_behind)
        return;
    m_seen = *m_behind - 1;
    m_behind.reset();
    moveOn();
}

void ReceiptRow::moveOn()
{
    const quint64 *first = m_held.firstInTurn();
    m_at = first ? *first - 1 : m_seen;
}

} // namespace wenyi::server
