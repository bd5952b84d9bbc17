// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/journal/ChangeLog.h"

namespace wenyi::server {

/// Where the pieces of blobs lie; what they are pieces of stands in BlobTable.
class PieceStore
{
public:
    virtual ~PieceStore() = default;
    /// Takes a piece, at most limits::BlobChunk bytes; on the disk with the transaction that names it. No other piece,
    /// one that was rolled back included, ever gets its place.
    virtual Result<journal::LogPlace> append(QByteArrayView piece) = 0;
    /// Content of the piece at a place, from an offset in it; not checked.
    virtual Result<QByteArray> read(const journal::LogPlace &piece, qsizetype offset, qsizetype length) const = 0;
    /// Called before the pieces of a blob lose their names: what lies here for them alone may go.
    virtual Result<void> release(const UnitCode &unit, const Digest &digest) = 0;
    /// Whether other processes write into it too.
    virtual bool isShared() const = 0;
};

} // namespace wenyi::server
