// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace wenyi::server {

/// How many bytes one answer with whole envelopes has for a connection, by how soon it asks again: where a wire takes a
/// full answer in a moment the next one is twice as large, and where it takes long as small as the first. So a quick
/// one is not kept waiting after each chunk, and a slow one is not blocked for what is more urgent.
class AnswerSize
{
public:
    using Time = std::chrono::steady_clock::time_point;
    /// No more than a chunk, so that a wire that is quick enough for chunks is for these.
    static constexpr qint64 Least = limits::BlobChunk;
    static constexpr qint64 Most = limits::MiB;

    /// Of the answer to what is asked now.
    qint64 next(Time now)
    {
        if (const auto full = std::exchange(m_fullAt, std::nullopt)) {
            if (now - *full <= Quick)
                m_size = std::min(2 * m_size, Most);
            else if (now - *full >= Slow)
                m_size = Least;
        }
        return m_size;
    }
    /// It was given so many.
    void give(qint64 bytes, Time now)
    {
        // What was not filled says nothing of the wire: the desktop asks again when there is something.
        if (2 * bytes > m_size)
            m_fullAt = now;
    }

private:
    /// 2.5 MB a second, with the work that the desktop has with them.
    static constexpr std::chrono::milliseconds Quick{100};
    static constexpr std::chrono::milliseconds Slow{1'000};

    qint64 m_size = Least;
    std::optional<Time> m_fullAt; ///< When the last answer was, where it was a full one.
};

} // namespace wenyi::server
