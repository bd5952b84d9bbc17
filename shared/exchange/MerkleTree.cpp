// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/MerkleTree.h"

#include "shared/crypto/Sm3.h"

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

} // namespace

Digest merkleLeaf(QByteArrayView content)
{
    crypto::Sm3 sm3;
    sm3.add(QByteArrayView("\x00", 1));
    sm3.add(content);
    return sm3.finish();
}

MerkleTree::MerkleTree(QList<Digest> leaves)
    : m_levels{std::move(leaves)}
{
    // Pairs from the left, and one that is over goes up as it is: RFC 9162's parting at powers of two.
    while (m_levels.constLast().size() > 1) {
        const QList<Digest> below = m_levels.constLast();
        QList<Digest> level;
        level.reserve((below.size() + 1) / 2);
        for (qsizetype i = 0; i + 1 < below.size(); i += 2)
            level.append(node(below[i], below[i + 1]));
        if (below.size() % 2 == 1)
            level.append(below.constLast());
        m_levels.append(std::move(level));
    }
}

MerklePath MerkleTree::path(qsizetype index) const
{
    MerklePath path{static_cast<quint64>(index), static_cast<quint64>(m_levels.constFirst().size()), {}};
    for (const QList<Digest> &level : m_levels) {
        const qsizetype beside = index ^ 1;
        if (beside < level.size())
            path.siblings.append(level[beside]);
        index /= 2;
    }
    return path;
}

Digest merkleRoot(const QList<Digest> &leaves)
{
    return MerkleTree(leaves).root();
}

MerklePath merklePath(const QList<Digest> &leaves, qsizetype index)
{
    return MerkleTree(leaves).path(index);
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
