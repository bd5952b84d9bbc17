// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Blobs in chunks, in and out.
namespace wenyi::server {

/// Takes a chunk where the stored part ends; a chunk that lies elsewhere is not taken, the answer says where to go on.
/// Fails with NotAllowed "unit.quota", Corrupt "blob.damaged" (the whole does not have this digest; it starts anew).
Result<protocol::BlobState> handle(Office &, Group &, const Peer &, const protocol::PutBlob &);
/// Fails with NotFound "blob.none" also where the unit may not have it, "blob.expired" where the parts of its envelope
/// were dropped.
Result<protocol::BlobChunk> handle(Office &, Group &, const Peer &, const protocol::GetBlob &);

} // namespace wenyi::server
