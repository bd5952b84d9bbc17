// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bench/EnvelopeCopies.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/Names.h"

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr qsizetype MarkSize = 16; // Bytes of a part that differ from copy to copy.

} // namespace

EnvelopeCopies::EnvelopeCopies(exchange::EnvelopeHeader original, QList<QByteArray> parts, RandomSource &random)
    : m_original(std::move(original))
    , m_header(m_original.toBytes())
    , m_parts(std::move(parts))
    , m_random(&random)
{
}

Result<EnvelopeCopies> EnvelopeCopies::read(const QString &folder, RandomSource &random)
{
    WENYI_TRY(const QByteArray bytes, readBounded(folder + u"/header"_s, limits::MiB));
    WENYI_TRY(exchange::EnvelopeHeader original, exchange::EnvelopeHeader::fromBytes(bytes));
    QList<QByteArray> parts;
    for (const exchange::EnvelopePart &part : original.routing().parts) {
        WENYI_TRY(QByteArray content, readBounded(folder + u'/' + QString::number(parts.size()), limits::MiB));
        if (content.size() != part.size || content.size() < MarkSize)
            return Error{ErrorCode::InvalidInput, "bench.original", folder};
        parts.append(std::move(content));
    }
    return EnvelopeCopies(std::move(original), std::move(parts), random);
}

Result<EnvelopeCopies::Copy> EnvelopeCopies::next()
{
    const exchange::EnvelopeRouting &routing = m_original.routing();
    // All are as long as what they stand in the place of, so that the header's form stays the same.
    QByteArray bytes = m_header;
    bytes.replace(routing.id.toString().toUtf8(), exchange::newIdentifier(*m_random).toUtf8());
    QList<QByteArray> parts = m_parts;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        parts[i].replace(0, MarkSize, m_random->bytes(MarkSize));
        const Digest digest = crypto::sm3(parts.at(i));
        bytes.replace(routing.parts.at(i).digest.view(), digest.view());
    }
    WENYI_TRY(exchange::EnvelopeHeader header, exchange::EnvelopeHeader::fromBytes(bytes));
    return Copy{std::move(header), std::move(parts)};
}

Result<QList<EnvelopeCopies::Copy>> EnvelopeCopies::next(qsizetype count)
{
    QList<Copy> copies;
    copies.reserve(count);
    for (qsizetype i = 0; i < count; ++i) {
        WENYI_TRY(Copy copy, next());
        copies.append(std::move(copy));
    }
    return copies;
}

} // namespace wenyi::server
