// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Limits.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCborStreamReader>

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
    bool expect(QCborStreamReader::Type type);
    bool checkHead(qint64 start, quint64 value, qint64 contentSize);
    QByteArray stringContent(QCborStreamReader::Type type, qsizetype maximum);
    void advance();

    QByteArray m_bytes;
    QCborStreamReader m_reader;
    std::optional<Error> m_fault;
    int m_depth = 0;
};

} // namespace wenyi
