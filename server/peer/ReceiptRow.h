// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/peer/HeldBack.h"

#include <QtGlobal>

#include <optional>

namespace wenyi::server {

/// How far the receipts of a link's queue are at the other server, by their numbers. Some may have to wait for a
/// newer card, or for the envelope that they are about, or for good where a certificate of before signed them: those
/// behind them go on, however many wait, and up to the first that waits the queue is told that they are there. Pure.
class ReceiptRow
{
public:
    /// So many that wait are remembered each. Of those beyond only the place of the first is: from there on the row is
    /// gone through again, as what is there already may be given again.
    static constexpr qsizetype MostHeld = 10'000;

    /// The queue itself knows that the other server has all up to this number.
    void noteTaken(quint64 number);
    /// All up to here are at the other server, or are done with.
    quint64 taken() const;
    /// Behind which number to look for more.
    quint64 next() const { return m_at; }
    bool isHolding() const { return !m_held.isEmpty() || isOverfull(); }
    /// How many wait, of those that are remembered.
    qsizetype held() const { return m_held.count(); }
    /// Whether more wait than are remembered.
    bool isOverfull() const { return m_behind.has_value(); }

    bool mayTry(quint64 number) const { return number > m_seen || m_held.hasTurn(number); }
    void hold(quint64 number);
    void letGo(quint64 number) { m_held.letGo(number); }
    /// All up to this number behind next() were looked at; each was held or let go where it could be tried.
    void pass(quint64 last);
    /// There are no more behind next(). Gives whether there are by now, since some that are not remembered may be.
    bool passEnd();
    /// Those that are held are looked at once more.
    void giveTurn();
    /// So are those that are not remembered, with all behind them.
    void lookAgain();

private:
    void moveOn();

    quint64 m_at = 0;
    quint64 m_seen = 0;              ///< The farthest that was looked at.
    std::optional<quint64> m_behind; ///< The first that waits and is not remembered.
    HeldBack<quint64> m_held;
};

} // namespace wenyi::server
