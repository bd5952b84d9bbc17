// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"

namespace wenyi {

namespace {

constexpr quint8 False = 0xf4;
constexpr quint8 True = 0xf5;
constexpr quint8 Null = 0xf6;
constexpr quint8 Indefinite = 31;

/// Bytes of the argument behind the initial byte; none for forms that the standard does not know.
std::optional<qsizetype> argumentSize(quint8 information)
{
    if (information < 24)
        return 0;
    if (information > 27)
        return std::nullopt;
    return qsizetype(1) << (information - 24);
}

/// The least value that needs an argument of that many bytes (RFC 8949 4.2.1).
quint64 leastFor(qsizetype argumentSize)
{
    if (argumentSize <= 1)
        return argumentSize == 0 ? 0 : 24;
    return quint64(1) << (argumentSize * 4);
}

} // namespace

CborReader::CborReader(QByteArrayView bytes)
    : m_bytes(bytes)
{
}

void CborReader::fail(ErrorCode code, const QByteArray &reason, const QString &detail)
{
    if (!m_fault)
        m_fault = Error{code, reason, detail};
}

std::optional<quint8> CborReader::peek()
{
    if (m_fault)
        return std::nullopt;
    if (m_depth > 0 && m_left[static_cast<size_t>(m_depth)] == 0)
        fail(ErrorCode::Corrupt, "cbor.array-size");
    else if (m_at >= m_bytes.size())
        fail(ErrorCode::Corrupt, "cbor.malformed", QString::number(m_at));
    else
        return static_cast<quint8>(m_bytes[m_at]);
    return std::nullopt;
}

std::optional<quint64> CborReader::head(Major major)
{
    const auto initial = peek();
    if (!initial)
        return std::nullopt;
    if (*initial >> 5 != static_cast<quint8>(major)) {
        fail(ErrorCode::Corrupt, "cbor.type", QString::number(*initial >> 5));
        return std::nullopt;
    }
    const quint8 information = *initial & 0x1f;
    const auto size = argumentSize(information);
    if (!size || *size >= m_bytes.size() - m_at) {
        fail(ErrorCode::Corrupt, information == Indefinite ? "cbor.not-canonical" : "cbor.malformed",
            QString::number(m_at));
        return std::nullopt;
    }
    quint64 value = *size == 0 ? information : 0;
    for (qsizetype i = 1; i <= *size; ++i)
        value = value << 8 | static_cast<quint8>(m_bytes[m_at + i]);
    if (value < leastFor(*size)) {
        fail(ErrorCode::Corrupt, "cbor.not-canonical", QString::number(m_at));
        return std::nullopt;
    }
    m_at += 1 + *size;
    --m_left[static_cast<size_t>(m_depth)];
    return value;
}

void CborReader::startArray(qsizetype count)
{
    if (startList(count) != count)
        fail(ErrorCode::Corrupt, "cbor.array-size", QString::number(count));
}

qsizetype CborReader::startList(qsizetype maximum)
{
    const auto count = head(Major::Array);
    if (!count)
        return 0;
    if (*count > static_cast<quint64>(maximum)) {
        fail(ErrorCode::TooLarge, "cbor.array-too-long", QString::number(*count));
        return 0;
    }
    // Each item takes a byte at least, so that callers may reserve what is announced.
    if (*count > static_cast<quint64>(m_bytes.size() - m_at)) {
        fail(ErrorCode::Corrupt, "cbor.malformed", QString::number(m_at));
        return 0;
    }
    if (m_depth == limits::CborDepth) {
        fail(ErrorCode::TooLarge, "cbor.too-deep");
        return 0;
    }
    m_left[static_cast<size_t>(++m_depth)] = *count;
    return static_cast<qsizetype>(*count);
}

void CborReader::endArray()
{
    if (m_fault)
        return;
    if (m_depth == 0 || m_left[static_cast<size_t>(m_depth)] != 0)
        fail(ErrorCode::Corrupt, "cbor.array-size");
    else
        --m_depth;
}

quint64 CborReader::unsignedInteger(quint64 maximum)
{
    const quint64 value = head(Major::Unsigned).value_or(0);
    if (value > maximum) {
        fail(ErrorCode::TooLarge, "cbor.integer-range", QString::number(value));
        return 0;
    }
    return value;
}

qint64 CborReader::integer()
{
    constexpr quint64 largest = std::numeric_limits<qint64>::max();
    const auto initial = peek();
    if (!initial || *initial >> 5 == static_cast<quint8>(Major::Unsigned))
        return static_cast<qint64>(unsignedInteger(largest));
    const auto value = head(Major::Negative); // Stands for -1 - value.
    if (value && *value >= largest)
        fail(ErrorCode::TooLarge, "cbor.integer-range", QString::number(*value));
    return value && !m_fault ? -1 - static_cast<qint64>(*value) : 0;
}

bool CborReader::takeSimple(quint8 initialByte)
{
    if (peek() != initialByte)
        return false;
    ++m_at;
    --m_left[static_cast<size_t>(m_depth)];
    return true;
}

bool CborReader::boolean()
{
    if (takeSimple(True))
        return true;
    if (!takeSimple(False))
        fail(ErrorCode::Corrupt, "cbor.type");
    return false;
}

bool CborReader::takeNull()
{
    const bool hasMore = m_depth == 0 || m_left[static_cast<size_t>(m_depth)] > 0;
    return hasMore && m_at < m_bytes.size() && takeSimple(Null);
}

std::optional<QByteArrayView> CborReader::stringContent(Major major, qsizetype maximum)
{
    const auto size = head(major);
    if (!size)
        return std::nullopt;
    if (*size > static_cast<quint64>(maximum)) {
        fail(ErrorCode::TooLarge, "cbor.string-too-long", QString::number(*size));
        return std::nullopt;
    }
    if (*size > static_cast<quint64>(m_bytes.size() - m_at)) {
        fail(ErrorCode::Corrupt, "cbor.malformed", QString::number(m_at));
        return std::nullopt;
    }
    const QByteArrayView content = m_bytes.sliced(m_at, static_cast<qsizetype>(*size));
    m_at += content.size();
    return content;
}

QString CborReader::text(qsizetype maximumBytes)
{
    const auto utf8 = stringContent(Major::Text, maximumBytes);
    if (!utf8)
        return {};
    // A byte order mark would be dropped, and what is written again would be something else.
    if (!utf8->isValidUtf8() || utf8->startsWith("\xef\xbb\xbf")) {
        fail(ErrorCode::Corrupt, "cbor.utf8");
        return {};
    }
    return QString::fromUtf8(*utf8);
}

QByteArray CborReader::bytes(qsizetype maximum)
{
    return stringContent(Major::Bytes, maximum).value_or(QByteArrayView()).toByteArray();
}

Digest CborReader::digest()
{
    const auto raw = stringContent(Major::Bytes, Digest::Size);
    if (!raw)
        return {};
    const auto digest = Digest::fromBytes(*raw);
    if (!digest)
        fail(ErrorCode::Corrupt, "digest.size", QString::number(raw->size()));
    return digest.value_or(Digest{});
}

Result<void> CborReader::finish()
{
    if (!m_fault && (m_depth != 0 || m_at != m_bytes.size()))
        fail(ErrorCode::Corrupt, "cbor.trailing-bytes");
    if (m_fault)
        return *m_fault;
    return {};
}

} // namespace wenyi
