// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/FiguresBoard.h"

namespace wenyi::server {

std::optional<Figures> FiguresBoard::figures(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (!isDue(Steady::now()) || m_isClosed)
        return m_figures;
    m_isWanted = true;
    lock.unlock();
    m_wake();
    lock.lock();
    m_published.wait_for(lock, patience, [this] { return !m_isWanted || m_isClosed; });
    return m_figures;
}

Standing FiguresBoard::standing() const
{
    const std::lock_guard lock(m_mutex);
    return m_standing;
}

bool FiguresBoard::isBeatingAt(Steady::time_point now) const
{
    const std::lock_guard lock(m_mutex);
    return now - m_lastBeat < LongestBeat;
}

void FiguresBoard::beat(const Standing &standing)
{
    const std::lock_guard lock(m_mutex);
    m_standing = standing;
    m_lastBeat = Steady::now();
}

bool FiguresBoard::wantsFigures() const
{
    const std::lock_guard lock(m_mutex);
    return m_isWanted;
}

void FiguresBoard::publish(const std::optional<Figures> &figures, std::chrono::nanoseconds took)
{
    {
        const std::lock_guard lock(m_mutex);
        if (figures)
            m_figures = figures;
        m_nextDue = Steady::now() + pauseAfter(took);
        m_isWanted = false;
    }
    m_published.notify_all();
}

void FiguresBoard::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
    }
    m_published.notify_all();
}

} // namespace wenyi::server
