// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/CarriedHead.h"

#include "shared/crypto/Sm3.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace wenyi::exchange {

namespace {

/// What no digest begins with by chance.
constexpr QByteArrayView Mark = "wenyiAH1";
constexpr qsizetype NumberAt = 8;
constexpr qsizetype OwnerAt = 16;

} // namespace

CarriedHead::Owner CarriedHead::ownerOf(const DesktopId &desktop)
{
    Owner owner{};
    const Digest digest = crypto::sm3(desktop.toString().toUtf8());
    std::copy_n(digest.view().begin(), owner.size(), owner.begin());
    return owner;
}

QString CarriedHead::toString() const
{
    return u"%1:%2"_s.arg(number).arg(QString::fromLatin1(hash.toHex()));
}

Digest CarriedHead::mark() const
{
    Digest mark;
    std::copy(Mark.begin(), Mark.end(), mark.bytes.begin());
    qToBigEndian(number, mark.bytes.data() + NumberAt);
    std::copy(owner.begin(), owner.end(), mark.bytes.begin() + OwnerAt);
    return mark;
}

QList<Digest> CarriedHead::siblings() const
{
    return {hash, mark()};
}

std::optional<CarriedHead> CarriedHead::fromPath(const MerklePath &path)
{
    if (path.index % Leaves != 0 || path.count % Leaves != 0 || path.siblings.size() < 2)
        return {};
    const QByteArrayView mark = path.siblings.at(1).view();
    if (mark.first(Mark.size()) != Mark)
        return {};
    CarriedHead head;
    head.number = qFromBigEndian<quint64>(mark.data() + NumberAt);
    head.hash = path.siblings.at(0);
    std::copy_n(mark.begin() + OwnerAt, head.owner.size(), head.owner.begin());
    constexpr auto Highest = static_cast<quint64>(std::numeric_limits<qint64>::max());
    return head.number == 0 || head.number > Highest ? std::nullopt : std::optional(head);
}

} // namespace wenyi::exchange
