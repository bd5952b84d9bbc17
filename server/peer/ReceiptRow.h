// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/peer/HeldBack.h"

#include <QtGlobal>

namespace wenyi::server {

/// How far the receipts of a link's queue are at the other server, by their numbers. Some may have to wait for a
/// newer card, or for the envelope that they are about: those behind them go on, and up to the first that waits the
/// queue is told that they are there. Pure.
class ReceiptRow
{
public:
    /// More that wait hold up the row: nothing of it may be lost.
    static constexpr qsizetype MostHeld = 10'000;

    /// The queue itself knows that the other server has all up to this number.
    void noteTaken(quint64 number);
    /// All up to here are at the other server, or are done with.
    quint64 taken() const;
    /// Behind which number to look for more.
    quint64 next() const { return m_at; }
    bool isFull() const { return m_held.count() >= MostHeld && !m_held.firstInTurn(); }
    bool isHolding() const { return !m_held.isEmpty(); }

    bool mayTry(quint64 number) const { return number > m_seen || m_held.hasTurn(number); }
    void hold(quint64 number) { m_held.hold(number); }
    void letGo(quint64 number) { m_held.letGo(number); }
    /// All up to this number behind next() were looked at; each was held or let go where it could be tried.
    void pass(quint64 last);
    /// There are no more behind next().
    void passEnd();
    /// Those that are held are looked at once more.
    void giveTurn();

private:
    void moveOn();

    quint64 m_at = 0;
    quint64 m_seen = 0; ///< The farthest that was looked at.
    HeldBack<quint64> m_held;
};

} // namespace wenyi::server
