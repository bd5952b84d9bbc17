// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Wire.h"

#include <algorithm>

namespace wenyi::core {

namespace {

constexpr qint64 Most = 4 * limits::MiB;
constexpr std::chrono::milliseconds Quick{250};
constexpr std::chrono::milliseconds Slow{500};

} // namespace

void Wire::carried(qint64 bytes, std::chrono::milliseconds took)
{
    if (took > Slow)
        m_bytes = std::max<qint64>(m_bytes / 2, limits::BlobChunk);
    else if (took <= Quick)
        m_bytes = std::max(m_bytes, std::min(4 * bytes, Most));
}

} // namespace wenyi::core
