// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Limits.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace wenyi {

/// Reads what CborWriter writes, and nothing else: hostile input is refused before it is allocated.
///
/// The first fault sticks: from then on every read gives an empty value, loops end by ok(), and finish() tells the
/// fault. Refused are indefinite lengths, heads that are not the shortest, tags, floats, maps, invalid UTF-8, depth
/// over limits::CborDepth, sizes over what the caller allows, and bytes behind the last item.
class CborReader
{
public:
    /// The bytes must outlive the reader.
    explicit CborReader(QByteArrayView bytes);
    CborReader(const CborReader &) = delete;
    CborReader &operator=(const CborReader &) = delete;

    /// Enters an array of exactly `count` items.
    void startArray(qsizetype count);
    /// Enters an array of at most `maximum` items and tells how many; 0 after a fault.
    qsizetype startList(qsizetype maximum = limits::CborItems);
    /// Leaves the array; a fault unless all of its items were read.
    void endArray();

    quint64 unsignedInteger(quint64 maximum = std::numeric_limits<quint64>::max());
    qint64 integer();
    bool boolean();
    /// Whether a null stands here; if so it is taken.
    bool takeNull();
    QString text(qsizetype maximumBytes = limits::CborText);
    QByteArray bytes(qsizetype maximum = limits::CborBytes);
    Digest digest();
    Instant instant() { return instantFromMilliseconds(integer()); }
    template<typename Id>
    Id id(qsizetype maximumBytes = 256)
    {
        return Id(text(maximumBytes));
    }

    bool ok() const { return !m_fault; }
    /// Makes the reader fail with a reason of the caller's own, e.g. an unknown version.
    void fail(ErrorCode code, const QByteArray &reason, const QString &detail = {});
    /// Success when no fault occurred and every byte was read.
    Result<void> finish();

private:
    /// Major types of RFC 8949 3.1 that are read.
    enum class Major : quint8 { Unsigned = 0, Negative = 1, Bytes = 2, Text = 3, Array = 4 };
    std::optional<quint8> peek();
    std::optional<quint64> head(Major major);
    bool takeSimple(quint8 initialByte);
    std::optional<QByteArrayView> stringContent(Major major, qsizetype maximum);

    QByteArrayView m_bytes;
    qsizetype m_at = 0; ///< Of the next item.
    /// How many items are still to come in each array that is open; an item on the outside is not counted.
    std::array<quint64, limits::CborDepth + 1> m_left{};
    int m_depth = 0;
    std::optional<Error> m_fault;
};

} // namespace wenyi
