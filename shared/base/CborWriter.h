// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QStringView>

#include <algorithm>
#include <array>

namespace wenyi {

/// Writes canonical CBOR (RFC 8949 4.2): definite lengths, shortest heads, no floats, no tags.
///
/// Structures are arrays with a fixed order of fields, so there are no map keys to sort.
class CborWriter
{
public:
    /// Room for so many bytes is taken at once.
    explicit CborWriter(qsizetype expected = UsualSize) { m_bytes.reserve(expected); }
    CborWriter(const CborWriter &) = delete;
    CborWriter &operator=(const CborWriter &) = delete;

    /// Opens an array of exactly `count` items; close it with endArray().
    void startArray(qsizetype count) { head(4, static_cast<quint64>(count)); }
    /// Nothing to write: the array told its size.
    void endArray() {}
    void unsignedInteger(quint64 value) { head(0, value); }
    void integer(qint64 value)
    {
        value < 0 ? head(1, static_cast<quint64>(-1 - value)) : unsignedInteger(quint64(value));
    }
    void boolean(bool value) { m_bytes.append(value ? '\xf5' : '\xf4'); }
    void null() { m_bytes.append('\xf6'); }
    void text(QStringView value)
    {
        // Identifiers and names of fields are ASCII: they need no copy on the way.
        const bool isAscii = std::all_of(value.begin(), value.end(), [](QChar c) { return c.unicode() < 0x80; });
        if (!isAscii) {
            bytesOf(3, value.toUtf8());
            return;
        }
        head(3, static_cast<quint64>(value.size()));
        const qsizetype at = m_bytes.size();
        m_bytes.resize(at + value.size());
        std::transform(value.begin(), value.end(), m_bytes.begin() + at, [](QChar c) { return c.toLatin1(); });
    }
    void bytes(QByteArrayView value) { bytesOf(2, value); }
    void digest(const Digest &value) { bytes(value.view()); }
    void instant(Instant value) { integer(toMilliseconds(value)); }
    template<typename Tag>
    void id(const StrongId<Tag> &value)
    {
        text(value.toString());
    }

    /// What was written; the writer is done with.
    QByteArray take() { return std::move(m_bytes); }

private:
    static constexpr qsizetype UsualSize = 256;

    /// An item's major type and its value in the shortest head (RFC 8949 3, 4.2.1).
    void head(quint8 major, quint64 value)
    {
        const auto initial = [major](int information) { return static_cast<char>(major << 5 | information); };
        if (value < 24) {
            m_bytes.append(initial(static_cast<int>(value)));
            return;
        }
        const int sizeClass = value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffff'ffff ? 2 : 3;
        std::array<char, 9> item{initial(24 + sizeClass)};
        qsizetype size = 1;
        for (int shift = (8 << sizeClass) - 8; shift >= 0; shift -= 8)
            item[static_cast<size_t>(size++)] = static_cast<char>(value >> shift);
        m_bytes.append(item.data(), size);
    }

    void bytesOf(quint8 major, QByteArrayView value)
    {
        head(major, static_cast<quint64>(value.size()));
        m_bytes.append(value);
    }

    QByteArray m_bytes;
};

} // namespace wenyi
