// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Beside.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace wenyi::exchange {

namespace {

/// What no digest begins with by chance.
constexpr QByteArrayView VersionMark = "wenyiDV1";
constexpr qsizetype VersionMarkAt = 8;
constexpr quint64 LeavesWithVersion = 8; ///< Leaves of a block.
constexpr qsizetype VersionSibling = 2;  ///< Among the siblings: behind the two of a head.

Digest versionMark(quint64 version)
{
    Digest mark;
    std::copy(VersionMark.begin(), VersionMark.end(), mark.bytes.begin());
    qToBigEndian(version, mark.bytes.data() + VersionMarkAt);
    return mark;
}

} // namespace

quint64 Beside::leaves() const
{
    if (directoryVersion != 0)
        return LeavesWithVersion;
    return head ? CarriedHead::Leaves : 1;
}

QList<Digest> Beside::siblings() const
{
    QList<Digest> siblings;
    if (head)
        siblings = head->siblings();
    else if (directoryVersion != 0)
        siblings = {Digest(), Digest()}; // Of a log without a row: no head begins like this.
    if (directoryVersion != 0)
        siblings.append(versionMark(directoryVersion));
    return siblings;
}

Digest Beside::blockOf(const Digest &leaf) const
{
    return *merkleRootOf(leaf, {0, leaves(), siblings()});
}

quint64 Beside::directoryVersionIn(const MerklePath &path)
{
    if (path.index % LeavesWithVersion != 0 || path.count % LeavesWithVersion != 0
        || path.siblings.size() <= VersionSibling)
        return 0;
    const QByteArrayView mark = path.siblings.at(VersionSibling).view();
    if (mark.first(VersionMark.size()) != VersionMark)
        return 0;
    const auto version = qFromBigEndian<quint64>(mark.data() + VersionMarkAt);
    constexpr auto Highest = static_cast<quint64>(std::numeric_limits<qint64>::max());
    return version > Highest ? 0 : version;
}

} // namespace wenyi::exchange
