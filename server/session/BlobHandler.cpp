// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/BlobHandler.h"

namespace wenyi::server {

Result<protocol::BlobState> handle(Office &office, Group &, const Peer &peer, const protocol::PutBlob &put)
{
    WENYI_TRY(journal::BlobStore * blobs, office.store.blobs().storeOf(peer.unit));
    const quint64 here = blobs->received(put.digest);
    const bool whole = blobs->has(put.digest);
    // A chunk again, because its answer was lost, or one from before another desktop of the unit went on.
    const bool lastCheckIsDue = !whole && here == put.size;
    const auto quota = static_cast<quint64>(office.configuration.unitQuota);
    if (whole) // Counted again where the transaction that first counted it was cut off.
        WENYI_CHECK(office.store.blobs().begin(peer.unit, put.digest, here, quota));
    if (whole || put.offset != here || (put.chunk.isEmpty() && !lastCheckIsDue))
        return protocol::BlobState{put.digest, here};
    WENYI_CHECK(office.checkRoom());
    if (put.size == 0)
        return Error{ErrorCode::InvalidInput, "blob.size", {}};
    WENYI_CHECK(office.store.blobs().begin(peer.unit, put.digest, put.size, quota));
    WENYI_TRY(const quint64 have, blobs->appendPart(put.digest, put.size, put.offset, put.chunk));
    return protocol::BlobState{put.digest, have};
}

Result<protocol::BlobChunk> handle(Office &office, Group &, const Peer &peer, const protocol::GetBlob &get)
{
    UnitCode owner = peer.unit;
    WENYI_TRY(const bool own, office.store.blobs().owns(peer.unit, get.digest));
    if (!own) {
        WENYI_TRY(const auto sender, office.store.envelopes().senderOfPart(get.digest, peer.unit));
        if (!sender)
            return Error{ErrorCode::NotFound, "blob.none", QString::fromLatin1(get.digest.toHex())};
        owner = *sender;
    }
    WENYI_TRY(journal::BlobStore * blobs, office.store.blobs().storeOf(owner));
    WENYI_TRY(const quint64 size, blobs->size(get.digest));
    WENYI_TRY(QByteArray chunk, blobs->readPart(get.digest, get.offset, static_cast<qsizetype>(get.length)));
    return protocol::BlobChunk{size, get.offset, std::move(chunk)};
}

} // namespace wenyi::server
