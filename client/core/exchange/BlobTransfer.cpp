// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/BlobTransfer.h"

namespace wenyi::core {

namespace {

const Error Cancelled{ErrorCode::Cancelled, "sync.cancelled", {}};

Error badState(const Digest &digest)
{
    return Error{ErrorCode::Corrupt, "sync.blob-state", QString::fromLatin1(digest.toHex())};
}

} // namespace

Result<void> BlobTransfer::put(const Digest &digest)
{
    WENYI_TRY(const quint64 size, m_gate.ask([&] { return m_workspace.blobs().size(digest); }));
    // An empty chunk asks how far the server has come.
    WENYI_TRY(auto state, m_link.ask<protocol::BlobState>(protocol::PutBlob{digest, size, 0, {}}));
    while (state.have < size) {
        const quint64 offset = state.have;
        const auto length = static_cast<qsizetype>(std::min<quint64>(limits::BlobChunk, size - offset));
        WENYI_TRY(QByteArray chunk, m_gate.ask([&] { return m_workspace.blobs().readPart(digest, offset, length); }));
        WENYI_TRY(state, m_link.ask<protocol::BlobState>(protocol::PutBlob{digest, size, offset, std::move(chunk)}));
        if (state.digest != digest || state.have <= offset)
            return badState(digest);
        if (m_moved && !m_moved(length))
            return Cancelled;
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
    while (!isHere && have < size) {
        const quint64 length = std::min<quint64>(limits::BlobChunk, size - have);
        WENYI_TRY(const auto part, m_link.ask<protocol::BlobChunk>(protocol::GetBlob{digest, have, length}));
        if (part.size != size || part.offset != have || part.chunk.isEmpty()
            || static_cast<quint64>(part.chunk.size()) > length)
            return badState(digest);
        WENYI_TRY(
            have, m_gate.ask([&] { return m_workspace.blobs().appendPart(digest, size, part.offset, part.chunk); }));
        if (m_moved && !m_moved(part.chunk.size()))
            return Cancelled;
    }
    return {};
}

} // namespace wenyi::core
