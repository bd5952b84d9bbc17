// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"

#include <QList>

#include <optional>

namespace wenyi::exchange {

/// The way from one leaf of a Merkle tree (RFC 9162 2.1, with SM3) to its root.
struct MerklePath
{
    quint64 index = 0; ///< Of the leaf, from 0.
    quint64 count = 1; ///< Leaves of the tree.
    QList<Digest> siblings;
    friend bool operator==(const MerklePath &, const MerklePath &) = default;
};

/// The hash of a leaf; leaves and inner nodes are hashed apart, so that one never passes for the other.
Digest merkleLeaf(QByteArrayView content);

/// A tree over leaf hashes, of which there must be some; each node is hashed once, however many paths are asked for.
class MerkleTree
{
public:
    explicit MerkleTree(QList<Digest> leaves);
    const Digest &root() const { return m_levels.constLast().constFirst(); }
    /// Of the leaf at `index`.
    MerklePath path(qsizetype index) const;

private:
    QList<QList<Digest>> m_levels; ///< From the leaves to the root.
};

/// The root over leaf hashes; the list must not be empty.
Digest merkleRoot(const QList<Digest> &leaves);

/// The path of the leaf at `index`.
MerklePath merklePath(const QList<Digest> &leaves, qsizetype index);

/// The root that a leaf and its path lead to; nothing where the path cannot be one of a tree of that size.
std::optional<Digest> merkleRootOf(const Digest &leaf, const MerklePath &path);

} // namespace wenyi::exchange
