// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"

#include <QtGlobal>

#include <chrono>

namespace wenyi::core {

/// How much may go one way before an answer is awaited, as the wire turned out so far in a synchronisation. A wire that
/// takes its time is not filled ahead: whoever is more urgent, or wants to stop, waits for what is on it, and an answer
/// that does not come in time breaks the connection.
class Wire
{
public:
    /// Bytes; never less than a chunk, so that what carries chunks carries this.
    qint64 atOnce() const { return m_bytes; }
    /// So many bytes went together and were answered after so long. By what went, not by what might have gone: small
    /// things in no time say nothing of the wire.
    void carried(qint64 bytes, std::chrono::milliseconds took);

private:
    qint64 m_bytes = limits::BlobChunk;
};

} // namespace wenyi::core
