// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <algorithm>

namespace wenyi::server {

/// 暂留: what of a queue cannot be carried for now. It holds up nothing that comes behind it; from time to time each
/// has its turn to be tried again. Pure.
template<typename Key>
class HeldBack
{
public:
    bool isEmpty() const { return m_held.isEmpty() && m_turn.isEmpty(); }
    qsizetype count() const { return m_held.size() + m_turn.size(); }
    /// Whether it may be carried: it is not held, or has its turn.
    bool mayTry(const Key &key) const { return !m_held.contains(key); }
    bool hasTurn(const Key &key) const { return m_turn.contains(key); }
    /// Gives whether it was not held before.
    bool hold(const Key &key)
    {
        const bool isNew = !m_turn.remove(key) && !m_held.contains(key);
        m_held.insert(key);
        return isNew;
    }
    void letGo(const Key &key) { m_turn.remove(key); }
    /// All of it may be tried once more.
    void giveTurn()
    {
        m_turn.unite(m_held);
        m_held.clear();
    }
    /// What had its turn and was not seen is in the queue no more.
    void endTurn() { m_turn.clear(); }
    /// The least of what waits for its turn to be taken; nothing where none does.
    const Key *firstInTurn() const { return leastOf(m_turn); }
    /// The least of all.
    const Key *first() const
    {
        const Key *held = leastOf(m_held);
        const Key *turn = leastOf(m_turn);
        return !held || (turn && *turn < *held) ? turn : held;
    }

private:
    static const Key *leastOf(const QSet<Key> &keys)
    {
        const auto least = std::min_element(keys.begin(), keys.end());
        return least == keys.end() ? nullptr : &*least;
    }
    QSet<Key> m_held;
    QSet<Key> m_turn;
};

} // namespace wenyi::server
