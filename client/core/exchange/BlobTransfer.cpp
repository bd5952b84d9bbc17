// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/BlobTransfer.h"

#include <algorithm>
#include <utility>

namespace wenyi::core {

namespace {

const Error Cancelled{ErrorCode::Cancelled, "sync.cancelled", {}};

Error badState(const Digest &digest)
{
    return Error{ErrorCode::Corrupt, "sync.blob-state", QString::fromLatin1(digest.toHex())};
}

/// Chunks on their way at once, and the milliseconds within which they are to be answered for as many to follow.
constexpr qsizetype MostChunks = 8;
constexpr qint64 LongestTurn = 250;

qsizetype chunksOf(quint64 size)
{
    return static_cast<qsizetype>((size + limits::BlobChunk - 1) / limits::BlobChunk);
}

} // namespace

qsizetype BlobTransfer::Stride::next(qsizetype chunks)
{
    // A wire that takes its time is not filled ahead: whoever is more urgent, or wants to stop, waits for what is on
    // it.
    if (!m_timer.isValid())
        m_chunks = 1;
    else if (m_timer.elapsed() > LongestTurn)
        m_chunks = std::max<qsizetype>(m_chunks / 2, 1);
    else
        m_chunks = std::min(2 * m_chunks, MostChunks);
    m_timer.start();
    return std::min(m_chunks, chunks);
}

Result<void> BlobTransfer::put(const Digest &digest)
{
    WENYI_TRY(const quint64 size, m_gate.ask([&] { return m_workspace.blobs().size(digest); }));
    // An empty chunk asks how far the server has come.
    WENYI_TRY(const auto state, m_link.ask<protocol::BlobState>(protocol::PutBlob{digest, size, 0, {}}));
    Stride stride;
    for (quint64 have = state.have; have < size;) {
        const quint64 from = have;
        const qsizetype count = stride.next(chunksOf(size - from));
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
        const qsizetype count = stride.next(chunksOf(size - have));
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
    }
    return {};
}

} // namespace wenyi::core
