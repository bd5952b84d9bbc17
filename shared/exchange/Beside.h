// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/CarriedHead.h"

namespace wenyi::exchange {

/// What stands beside a receipt in the Merkle tree under its signature, for readers that look there (decision 33): the
/// head of the signer's audit log, and of which version the directory is whose digest the receipt names.
///
/// Each takes its place as a sibling of the receipt, so that readers which know nothing of it verify the receipt as
/// ever: alone it is a leaf, with a head the first of a block of four, with a version the first of a block of eight.
struct Beside
{
    std::optional<CarriedHead> head;
    quint64 directoryVersion = 0; ///< 0: it is not told.

    /// Leaves of one block.
    quint64 leaves() const;
    /// The receipt's leaf with all of this beside it: the root of its block.
    Digest blockOf(const Digest &leaf) const;
    /// The siblings that lead from the leaf to blockOf().
    QList<Digest> siblings() const;
    /// The version that stands in a path; 0 where none does.
    static quint64 directoryVersionIn(const MerklePath &path);

    friend bool operator==(const Beside &, const Beside &) = default;
};

} // namespace wenyi::exchange
