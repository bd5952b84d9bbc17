// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <atomic>
#include <vector>

namespace wenyi::server {

/// What a Histogram held at one moment.
struct HistogramReading
{
    std::vector<quint64> bounds; ///< The highest value of each bucket; one more bucket has no bound.
    std::vector<quint64> counts; ///< One more than there are bounds.
    quint64 sum = 0;
};

/// How often values fell between fixed bounds. Any thread may add and read; adding is two atomic additions.
template<std::size_t Bounds>
class Histogram
{
public:
    explicit Histogram(const std::array<quint64, Bounds> &bounds)
        : m_bounds(bounds)
    {
    }

    void add(quint64 value)
    {
        std::size_t bucket = 0;
        while (bucket < Bounds && value > m_bounds[bucket])
            ++bucket;
        m_counts[bucket].fetch_add(1, std::memory_order_relaxed);
        m_sum.fetch_add(value, std::memory_order_relaxed);
    }

    HistogramReading read() const
    {
        HistogramReading reading;
        reading.bounds.assign(m_bounds.begin(), m_bounds.end());
        for (const auto &count : m_counts)
            reading.counts.push_back(count.load(std::memory_order_relaxed));
        reading.sum = m_sum.load(std::memory_order_relaxed);
        return reading;
    }

private:
    std::array<quint64, Bounds> m_bounds;
    std::array<std::atomic<quint64>, Bounds + 1> m_counts{};
    std::atomic<quint64> m_sum = 0;
};

} // namespace wenyi::server
