// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/exchange/EnvelopeHeader.h"

namespace wenyi::server {

/// Copies of one envelope that a unit closed, each with an id and parts of its own: a store is filled with them
/// much faster than a unit could sign. Their signatures do not fit; a store does not ask for that, only who opens one.
class EnvelopeCopies
{
public:
    struct Copy
    {
        exchange::EnvelopeHeader header;
        QList<QByteArray> parts;
    };

    /// From a folder with the files "header", "0", "1" …: the envelope's header and its parts. Fails as readBounded()
    /// and EnvelopeHeader::fromBytes() do, and with InvalidInput "bench.original".
    static Result<EnvelopeCopies> read(const QString &folder, RandomSource &random);

    Result<Copy> next();
    Result<QList<Copy>> next(qsizetype count);

private:
    EnvelopeCopies(exchange::EnvelopeHeader original, QList<QByteArray> parts, RandomSource &random);

    exchange::EnvelopeHeader m_original;
    QByteArray m_header; ///< Its bytes.
    QList<QByteArray> m_parts;
    RandomSource *m_random; ///< Outlives the copies.
};

} // namespace wenyi::server
