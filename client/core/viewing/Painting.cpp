// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/Painting.h"

#include "client/core/render/RenderThread.h"

#include <QMutex>
#include <QThreadPool>

#include <deque>

namespace wenyi::core::painting {

namespace {

constexpr int MostPaused = 8;
constexpr int BeforeOthers = 1; ///< In the pool.
thread_local bool paintsHere = false;

/// The threads that paint, of which there is one set for the whole program, and what waits for them.
class Painters
{
public:
    void add(Urgency urgency, std::function<void()> work)
    {
        const QMutexLocker lock(&m_mutex);
        (urgency == Urgency::Seen ? m_seen : m_later).push_back(std::move(work));
        startOne();
    }

    bool pause()
    {
        const QMutexLocker lock(&m_mutex);
        if (!paintsHere || m_paused >= MostPaused)
            return false;
        ++m_paused;
        --m_painting;
        startOne();
        return true;
    }

    /// There may be one too many for a while; the first that ends its page makes up for it.
    void resume()
    {
        const QMutexLocker lock(&m_mutex);
        --m_paused;
        ++m_painting;
    }

private:
    static int most() { return QThreadPool::globalInstance()->maxThreadCount(); }

    void startOne()
    {
        if (m_painting >= most() || (m_seen.empty() && m_later.empty()))
            return;
        ++m_painting;
        QThreadPool::globalInstance()->start([this] { paint(); }, BeforeOthers);
    }

    void paint()
    {
        const PoolLeave leave;
        paintsHere = true;
        while (const auto work = next())
            work();
        paintsHere = false;
    }

    /// Null where there is nothing left for this thread.
    std::function<void()> next()
    {
        const QMutexLocker lock(&m_mutex);
        auto &waiting = m_seen.empty() ? m_later : m_seen;
        if (waiting.empty() || m_painting > most()) {
            --m_painting;
            return {};
        }
        auto work = std::move(waiting.front());
        waiting.pop_front();
        return work;
    }

    QMutex m_mutex;
    std::deque<std::function<void()>> m_seen;
    std::deque<std::function<void()>> m_later;
    int m_painting = 0;
    int m_paused = 0;
};

Painters &painters()
{
    static Painters all;
    return all;
}

} // namespace

void add(Urgency urgency, std::function<void()> work)
{
    painters().add(urgency, std::move(work));
}

Pause::Pause()
    : m_isGranted(painters().pause())
{
}

Pause::~Pause()
{
    if (m_isGranted)
        painters().resume();
}

} // namespace wenyi::core::painting
