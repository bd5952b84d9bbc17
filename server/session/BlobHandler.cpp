// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/BlobHandler.h"

namespace wenyi::server {

Result<protocol::BlobState> handle(Office &office, Group &group, const Peer &peer, const protocol::PutBlob &put)
{
    BlobTable &blobs = office.store.blobs();
    WENYI_TRY(const auto known, blobs.find(peer.unit, put.digest));
    const quint64 here = known ? known->received : 0;
    // A chunk again, because its answer was lost, or one from before another desktop of the unit went on.
    if ((known && known->whole) || put.offset != here || put.chunk.isEmpty())
        return protocol::BlobState{put.digest, here};
    WENYI_CHECK(office.checkRoom());
    const auto quota = static_cast<quint64>(office.configuration.unitQuota);
    WENYI_CHECK(blobs.begin(peer.unit, put.digest, put.size, quota));
    const auto have = blobs.append(peer.unit, put.digest, put.offset, put.chunk);
    if (!have && have.error().code == ErrorCode::Corrupt)
        group.damaged.append({peer.unit, put.digest});
    if (!have)
        return have.error();
    return protocol::BlobState{put.digest, *have};
}

Result<protocol::BlobChunk> handle(Office &office, Group &, const Peer &peer, const protocol::GetBlob &get)
{
    BlobTable &blobs = office.store.blobs();
    UnitCode owner = peer.unit;
    WENYI_TRY(auto known, blobs.find(owner, get.digest));
    if (!known) {
        WENYI_TRY(const auto sender, office.store.envelopes().senderOfPart(get.digest, peer.unit));
        if (sender) {
            owner = *sender;
            WENYI_TRY(known, blobs.find(owner, get.digest));
        }
        // What another domain's unit sent is where the link put it.
        WENYI_TRY(const auto bringer, sender && !known ? office.store.forwards().bringerOfPart(get.digest, peer.unit)
                                                       : Result<std::optional<UnitCode>>(std::nullopt));
        if (bringer) {
            owner = *bringer;
            WENYI_TRY(known, blobs.find(owner, get.digest));
        }
    }
    if (!known || !known->whole) {
        // Told apart from what is still to come, or comes again: nobody need ask for it any more.
        WENYI_TRY(const bool wasDropped, office.store.expiry().hasExpired(peer.unit, get.digest));
        const bool hasExpired = wasDropped && !known;
        return Error{
            ErrorCode::NotFound, hasExpired ? "blob.expired" : "blob.none", QString::fromLatin1(get.digest.toHex())};
    }
    WENYI_TRY(QByteArray chunk, blobs.read(owner, get.digest, get.offset, get.length));
    return protocol::BlobChunk{known->size, get.offset, std::move(chunk)};
}

} // namespace wenyi::server
