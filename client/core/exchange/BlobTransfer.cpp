// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/BlobTransfer.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace wenyi::core {

namespace {

const Error Cancelled{ErrorCode::Cancelled, "sync.cancelled", {}};

Error badState(const Digest &digest)
{
    return Error{ErrorCode::Corrupt, "sync.blob-state", QString::fromLatin1(digest.toHex())};
}

/// Chunks on their way at once.
constexpr quint64 MostChunks = 8;

/// How many chunks of one blob go at once: first one, so that whatever is more urgent comes between soon, then twice as
/// many each time, and never more than the wire carries in time.
class Stride
{
public:
    qsizetype next(const Wire &wire, quint64 left)
    {
        const auto carries = static_cast<quint64>(wire.atOnce() / limits::BlobChunk);
        const quint64 chunks = std::min({(left + limits::BlobChunk - 1) / limits::BlobChunk, carries, m_most});
        m_most = std::min(2 * m_most, MostChunks);
        return static_cast<qsizetype>(chunks);
    }

private:
    quint64 m_most = 1;
};

/// One turn over a wire: what goes together, until it is dealt with.
class Turn
{
public:
    Turn(Wire &wire, quint64 bytes)
        : m_wire(wire)
        , m_bytes(bytes)
    {
        m_timer.start();
    }
    void end() { m_wire.carried(static_cast<qint64>(m_bytes), std::chrono::milliseconds(m_timer.elapsed())); }

private:
    Wire &m_wire;
    quint64 m_bytes;
    QElapsedTimer m_timer;
};

} // namespace

Result<void> BlobTransfer::put(const Digest &digest)
{
    WENYI_TRY(const quint64 size, m_gate.ask([&] { return m_workspace.blobs().size(digest); }));
    // An empty chunk asks how far the server has come.
    WENYI_TRY(const auto state, m_link.ask<protocol::BlobState>(protocol::PutBlob{digest, size, 0, {}}));
    Stride stride;
    for (quint64 have = state.have; have < size;) {
        const quint64 from = have;
        const qsizetype count = stride.next(m_up, size - from);
        Turn turn(m_up, std::min<quint64>(static_cast<quint64>(count) * limits::BlobChunk, size - from));
        QList<protocol::Body> chunks;
        for (quint64 at = from; chunks.size() < count; at += limits::BlobChunk) {
            const auto length = static_cast<qsizetype>(std::min<quint64>(limits::BlobChunk, size - at));
            WENYI_TRY(QByteArray chunk, m_gate.ask([&] { return m_workspace.blobs().readPart(digest, at, length); }));
            chunks.append(protocol::PutBlob{digest, size, at, std::move(chunk)});
        }
        for (Result<protocol::Body> &answer : m_link.requestAll(std::move(chunks))) {
            WENYI_TRY(const auto taken, protocol::answerAs<protocol::BlobState>(std::move(answer)));
            if (taken.digest != digest || taken.have > size)
                return badState(digest);
            const quint64 before = std::exchange(have, std::max(have, taken.have));
            if (m_moved && !m_moved(static_cast<qsizetype>(have - before)))
                return Cancelled;
        }
        if (have == from)
            return badState(digest);
        turn.end();
    }
    return {};
}

Result<void> BlobTransfer::get(const Digest &digest, quint64 size)
{
    if (size > static_cast<quint64>(limits::Blob))
        return Error{ErrorCode::TooLarge, "sync.blob-size", QString::number(size)};
    bool isHere = false;
    quint64 have = 0;
    m_gate.run([&] {
        isHere = m_workspace.blobs().has(digest);
        have = m_workspace.blobs().received(digest);
    });
    if (!isHere && have == size) {
        // All came, but the program ended or the disk was full before the whole was checked.
        const auto whole = m_gate.ask([&] { return m_workspace.blobs().appendPart(digest, size, size, {}); });
        if (whole || whole.error().code != ErrorCode::Corrupt)
            return whole ? Result<void>() : whole.error();
        have = 0; // It was dropped.
    }
    return isHere ? Result<void>() : getFrom(digest, size, have);
}

Result<void> BlobTransfer::getFrom(const Digest &digest, quint64 size, quint64 have)
{
    Stride stride;
    while (have < size) {
        const qsizetype count = stride.next(m_down, size - have);
        Turn turn(m_down, std::min<quint64>(static_cast<quint64>(count) * limits::BlobChunk, size - have));
        QList<protocol::Body> questions;
        for (quint64 at = have; questions.size() < count; at += limits::BlobChunk)
            questions.append(protocol::GetBlob{digest, at, std::min<quint64>(limits::BlobChunk, size - at)});
        for (Result<protocol::Body> &answer : m_link.requestAll(std::move(questions))) {
            WENYI_TRY(const auto part, protocol::answerAs<protocol::BlobChunk>(std::move(answer)));
            const quint64 length = std::min<quint64>(limits::BlobChunk, size - have);
            if (part.size != size || part.offset != have || static_cast<quint64>(part.chunk.size()) != length)
                return badState(digest);
            WENYI_TRY(have,
                m_gate.ask([&] { return m_workspace.blobs().appendPart(digest, size, part.offset, part.chunk); }));
            if (m_moved && !m_moved(part.chunk.size()))
                return Cancelled;
        }
        turn.end();
    }
    return {};
}

} // namespace wenyi::core
