// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/Messages.h"

#include <QSet>

#include <algorithm>

namespace wenyi::server {

/// 补送: one look at what rotted at the other server. It goes on as long as that names parts that were not tried in it;
/// those that are not here any more either are passed over. Pure.
class RotLook
{
public:
    /// Few, so that what is urgent need not wait behind many.
    static constexpr qsizetype AtOnce = 8;
    /// Of those that cannot be put again: as many others are seen behind them.
    static constexpr qsizetype MostPassedOver = 1'000;
    /// Then it is over: a server that names the same or ever others keeps no link busy for good.
    static constexpr qsizetype MostTried = 100'000;

    /// How many the other server is asked for.
    quint64 limit() const { return static_cast<quint64>(AtOnce + std::min(m_passedOver, MostPassedOver)); }
    /// Of those it lacks the next to be put, which count as tried; none where the look is over.
    QList<protocol::BlobState> next(const QList<protocol::BlobState> &lacking)
    {
        QList<protocol::BlobState> parts;
        for (const protocol::BlobState &part : lacking) {
            if (parts.size() == AtOnce || m_tried.size() >= MostTried)
                break;
            if (m_tried.contains(part.digest))
                continue;
            m_tried.insert(part.digest);
            parts.append(part);
        }
        return parts;
    }
    /// One of them could not be put: it will be named again.
    void passOver() { ++m_passedOver; }

private:
    QSet<Digest> m_tried;
    qsizetype m_passedOver = 0;
};

} // namespace wenyi::server
