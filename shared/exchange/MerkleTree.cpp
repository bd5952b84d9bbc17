// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/MerkleTree.h"

#include "shared/crypto/Sm3.h"

#include <bit>

namespace wenyi::exchange {

namespace {

Digest node(const Digest &left, const Digest &right)
{
    crypto::Sm3 sm3;
    sm3.add("\x01");
    sm3.add(left.view());
    sm3.add(right.view());
    return sm3.finish();
}

/// The largest power of two below the size: how many leaves stand on the left.
qsizetype leftSize(qsizetype size)
{
    return static_cast<qsizetype>(std::bit_floor(static_cast<quint64>(size - 1)));
}

Digest rootOf(const QList<Digest> &leaves, qsizetype first, qsizetype size)
{
    if (size == 1)
        return leaves.at(first);
    const qsizetype left = leftSize(size);
    return node(rootOf(leaves, first, left), rootOf(leaves, first + left, size - left));
}

} // namespace

Digest merkleLeaf(QByteArrayView content)
{
    crypto::Sm3 sm3;
    sm3.add(QByteArrayView("\x00", 1));
    sm3.add(content);
    return sm3.finish();
}

Digest merkleRoot(const QList<Digest> &leaves)
{
    return rootOf(leaves, 0, leaves.size());
}

MerklePath merklePath(const QList<Digest> &leaves, qsizetype index)
{
    MerklePath path{static_cast<quint64>(index), static_cast<quint64>(leaves.size()), {}};
    qsizetype first = 0;
    for (qsizetype size = leaves.size(); size > 1;) {
        const qsizetype left = leftSize(size);
        if (index - first < left) {
            path.siblings.prepend(rootOf(leaves, first + left, size - left));
            size = left;
        } else {
            path.siblings.prepend(rootOf(leaves, first, left));
            first += left;
            size -= left;
        }
    }
    return path;
}

std::optional<Digest> merkleRootOf(const Digest &leaf, const MerklePath &path)
{
    // RFC 9162 2.1.3.2.
    if (path.index >= path.count)
        return {};
    quint64 position = path.index;
    quint64 last = path.count - 1;
    Digest digest = leaf;
    for (const Digest &sibling : path.siblings) {
        if (last == 0)
            return {};
        if (position % 2 == 1 || position == last) {
            digest = node(sibling, digest);
            while (position % 2 == 0 && position != 0) {
                position /= 2;
                last /= 2;
            }
        } else {
            digest = node(digest, sibling);
        }
        position /= 2;
        last /= 2;
    }
    return last == 0 ? std::optional(digest) : std::nullopt;
}

} // namespace wenyi::exchange
