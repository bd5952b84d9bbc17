// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"
#include "shared/base/Result.h"

#include <QByteArrayView>

#include <optional>

namespace wenyi::render {

/// A message as a frame: its length in four bytes, then canonical CBOR.
QByteArray encode(const Request &request);
QByteArray encode(const Answer &answer);

/// What stands in a frame behind its length. Fail with Corrupt "cbor…" or "render.message", TooLarge "cbor…".
Result<Request> decodeRequest(QByteArrayView content);
Result<Answer> decodeAnswer(QByteArrayView content);

/// Puts frames together from bytes as they come. Never holds more than one frame and what was read behind it.
class FrameReader
{
public:
    explicit FrameReader(qsizetype largest)
        : m_largest(largest)
    {
    }
    void append(QByteArrayView bytes) { m_bytes.append(bytes); }
    /// The content of the next frame; nothing as long as it is not whole. TooLarge "render.frame" for one over the
    /// limit, before its bytes are waited for.
    Result<std::optional<QByteArray>> next();

private:
    qsizetype m_largest;
    QByteArray m_bytes;
};

} // namespace wenyi::render
