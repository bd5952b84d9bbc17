// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/CborWriter.h"
#include "shared/base/Result.h"

#include <QByteArrayView>

#include <optional>

/// What the client and every helper process of its have in common: frames, the form of messages, the helper's pipes.
namespace wenyi::helper {

/// What was written as a frame: its length in four bytes, then the content.
QByteArray framed(CborWriter &writer);

/// Overwrites bytes that may hold a PIN, where nobody else shares them.
void wipe(QByteArray &bytes);

/// Puts frames together from bytes as they come. Never holds more than one frame and what was read behind it.
class FrameReader
{
public:
    explicit FrameReader(qsizetype largest)
        : m_largest(largest)
    {
    }
    void append(QByteArrayView bytes) { m_bytes.append(bytes); }
    /// The content of the next frame; nothing as long as it is not whole. TooLarge "helper.frame" for one over the
    /// limit, before its bytes are waited for.
    Result<std::optional<QByteArray>> next();

private:
    qsizetype m_largest;
    QByteArray m_bytes;
};

} // namespace wenyi::helper
