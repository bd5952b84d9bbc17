// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>

#include <array>
#include <compare>
#include <cstring>

namespace wenyi {

/// A 32-byte digest (SM3, GB/T 32905). Computed by shared/crypto; it is also the name of entries, blobs and envelopes.
struct Digest
{
    static constexpr qsizetype Size = 32;

    std::array<quint8, Size> bytes{};

    /// Fails with "digest.size" unless exactly 32 bytes are given.
    static Result<Digest> fromBytes(QByteArrayView view)
    {
        if (view.size() != Size)
            return Error{ErrorCode::InvalidInput, "digest.size", QString::number(view.size())};
        Digest digest;
        std::memcpy(digest.bytes.data(), view.data(), Size);
        return digest;
    }

    /// Fails with "digest.hex" unless exactly 64 hexadecimal digits are given.
    static Result<Digest> fromHex(QByteArrayView hex)
    {
        const QByteArray raw = QByteArray::fromHex(hex.toByteArray());
        if (hex.size() != 2 * Size || raw.size() != Size || raw.toHex() != hex.toByteArray().toLower())
            return Error{ErrorCode::InvalidInput, "digest.hex", {}};
        return fromBytes(raw);
    }

    QByteArray toBytes() const { return {reinterpret_cast<const char *>(bytes.data()), Size}; }
    QByteArray toHex() const { return toBytes().toHex(); }
    QByteArrayView view() const { return {reinterpret_cast<const char *>(bytes.data()), Size}; }
    bool isNull() const { return bytes == decltype(bytes){}; }

    friend auto operator<=>(const Digest &, const Digest &) = default;
    friend size_t qHash(const Digest &digest, size_t seed = 0) noexcept
    {
        return qHashBits(digest.bytes.data(), Size, seed);
    }
};

} // namespace wenyi
