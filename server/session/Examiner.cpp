// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Examiner.h"

#include <algorithm>
#include <array>
#include <exception>
#include <new>

namespace wenyi::server {

namespace {

/// Envelopes that one thread takes at once: as many messages as are digested beside each other, and few enough that the
/// store's thread seldom waits for them.
constexpr std::size_t AtOnce = 4;
/// What waits beyond is examined in its turn.
constexpr std::size_t MostWaiting = 1'024;
/// Desktops that are left alone; with more of them nobody is examined ahead.
constexpr qsizetype MostLeft = 10'000;
constexpr unsigned MostThreads = 8;

} // namespace

unsigned Examiner::usualThreads()
{
    return std::clamp(std::thread::hardware_concurrency(), 2U, MostThreads + 1) - 1;
}

Examiner::Examiner(std::shared_ptr<const Domain> domain, unsigned threads)
    : m_domain(std::move(domain))
{
    try {
        m_threads.reserve(threads);
        for (unsigned i = 0; i < threads; ++i)
            m_threads.emplace_back(&Examiner::run, this);
    } catch (const std::exception &) {
        // The machine gives no more: with those that there are.
    }
}

Examiner::~Examiner()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_filled.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void Examiner::follow(std::shared_ptr<const Domain> domain)
{
    const std::lock_guard lock(m_mutex);
    m_domain = std::move(domain);
}

void Examiner::begin(std::vector<protocol::Arrival> &arrivals) noexcept
{
    if (m_threads.empty())
        return;
    bool hasBegun = false;
    try {
        const std::lock_guard lock(m_mutex);
        for (protocol::Arrival &arrival : arrivals) {
            const auto *send = arrival.message ? std::get_if<protocol::SendWhole>(&arrival.message->body) : nullptr;
            if (!send || m_waiting.size() >= MostWaiting || m_left.size() >= MostLeft)
                continue;
            const auto left = m_left.constFind(arrival.desktop);
            if (left != m_left.constEnd() && *left > std::chrono::steady_clock::now())
                continue;
            auto examination = std::make_shared<Examination>(*send, m_domain);
            m_waiting.push_back(examination);
            arrival.examination = std::move(examination);
            hasBegun = true;
        }
    } catch (const std::bad_alloc &) {
        // In their turn.
    }
    if (hasBegun)
        m_filled.notify_one();
}

void Examiner::leave(const DesktopId &desktop, std::chrono::milliseconds time)
{
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    if (m_left.size() >= MostLeft)
        m_left.removeIf([now](const auto &left) { return left.value() <= now; });
    if (m_left.size() < MostLeft)
        m_left.insert(desktop, now + time);
}

void Examiner::run()
{
    while (true) {
        std::array<std::shared_ptr<Examination>, AtOnce> taken;
        std::size_t count = 0;
        {
            std::unique_lock lock(m_mutex);
            m_filled.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
            if (m_stopping)
                return;
            for (; count < AtOnce && !m_waiting.empty(); ++count) {
                taken[count] = std::move(m_waiting.front());
                m_waiting.pop_front();
            }
            if (!m_waiting.empty())
                m_filled.notify_one();
        }
        Examination::runAll(std::span(taken).first(count));
    }
}

} // namespace wenyi::server
