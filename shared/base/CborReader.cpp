// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"

#include <QStringDecoder>

namespace wenyi {

namespace {

/// Length of the shortest head for a value (RFC 8949 3, 4.2.1).
qint64 shortestHead(quint64 value)
{
    if (value < 24)
        return 1;
    if (value <= 0xff)
        return 2;
    if (value <= 0xffff)
        return 3;
    return value <= 0xffff'ffff ? 5 : 9;
}

} // namespace

CborReader::CborReader(QByteArrayView bytes)
    : m_bytes(QByteArray::fromRawData(bytes.data(), bytes.size()))
    , m_reader(m_bytes)
{
}

void CborReader::fail(ErrorCode code, const QByteArray &reason, const QString &detail)
{
    if (!m_fault)
        m_fault = Error{code, reason, detail};
}

bool CborReader::expect(QCborStreamReader::Type type)
{
    if (m_fault)
        return false;
    if (m_reader.lastError() != QCborError::NoError) {
        fail(ErrorCode::Corrupt, "cbor.malformed", m_reader.lastError().toString());
        return false;
    }
    if (m_reader.type() != type) {
        fail(ErrorCode::Corrupt, "cbor.type", QString::number(m_reader.type()));
        return false;
    }
    return true;
}

bool CborReader::checkHead(qint64 start, quint64 value, qint64 contentSize)
{
    if (m_reader.currentOffset() - start == shortestHead(value) + contentSize)
        return true;
    fail(ErrorCode::Corrupt, "cbor.not-canonical", QString::number(start));
    return false;
}

void CborReader::advance()
{
    if (!m_reader.next())
        fail(ErrorCode::Corrupt, "cbor.malformed", m_reader.lastError().toString());
}

void CborReader::startArray(qsizetype count)
{
    if (startList(count) != count)
        fail(ErrorCode::Corrupt, "cbor.array-size", QString::number(count));
}

qsizetype CborReader::startList(qsizetype maximum)
{
    if (!expect(QCborStreamReader::Array))
        return 0;
    if (!m_reader.isLengthKnown()) {
        fail(ErrorCode::Corrupt, "cbor.not-canonical");
        return 0;
    }
    const quint64 count = m_reader.length();
    if (count > static_cast<quint64>(maximum)) {
        fail(ErrorCode::TooLarge, "cbor.array-too-long", QString::number(count));
        return 0;
    }
    if (++m_depth > limits::CborDepth) {
        fail(ErrorCode::TooLarge, "cbor.too-deep");
        return 0;
    }
    const qint64 start = m_reader.currentOffset();
    if (!m_reader.enterContainer()) {
        fail(ErrorCode::Corrupt, "cbor.malformed", m_reader.lastError().toString());
        return 0;
    }
    return checkHead(start, count, 0) ? static_cast<qsizetype>(count) : 0;
}

void CborReader::endArray()
{
    if (m_fault)
        return;
    if (m_depth == 0 || m_reader.hasNext()) {
        fail(ErrorCode::Corrupt, "cbor.array-size");
        return;
    }
    --m_depth;
    if (!m_reader.leaveContainer())
        fail(ErrorCode::Corrupt, "cbor.malformed", m_reader.lastError().toString());
}

quint64 CborReader::unsignedInteger(quint64 maximum)
{
    if (!expect(QCborStreamReader::UnsignedInteger))
        return 0;
    const qint64 start = m_reader.currentOffset();
    const quint64 value = m_reader.toUnsignedInteger();
    advance();
    if (m_fault || !checkHead(start, value, 0))
        return 0;
    if (value > maximum) {
        fail(ErrorCode::TooLarge, "cbor.integer-range", QString::number(value));
        return 0;
    }
    return value;
}

qint64 CborReader::integer()
{
    constexpr quint64 largest = std::numeric_limits<qint64>::max();
    if (!m_fault && m_reader.type() == QCborStreamReader::UnsignedInteger)
        return static_cast<qint64>(unsignedInteger(largest));
    if (!expect(QCborStreamReader::NegativeInteger))
        return 0;
    const qint64 start = m_reader.currentOffset();
    const quint64 magnitude = quint64(m_reader.toNegativeInteger()); // The value is -magnitude.
    advance();
    if (m_fault || !checkHead(start, magnitude - 1, 0))
        return 0;
    if (magnitude == 0 || magnitude > largest) {
        fail(ErrorCode::TooLarge, "cbor.integer-range");
        return 0;
    }
    return -static_cast<qint64>(magnitude);
}

bool CborReader::boolean()
{
    if (!m_fault && !m_reader.isBool()) {
        fail(ErrorCode::Corrupt, "cbor.type", QString::number(m_reader.type()));
        return false;
    }
    if (m_fault)
        return false;
    const qint64 start = m_reader.currentOffset();
    const bool value = m_reader.toBool();
    advance();
    return !m_fault && checkHead(start, 0, 0) && value;
}

bool CborReader::takeNull()
{
    if (m_fault || m_reader.lastError() != QCborError::NoError || !m_reader.isNull())
        return false;
    const qint64 start = m_reader.currentOffset();
    advance();
    return !m_fault && checkHead(start, 0, 0);
}

QByteArray CborReader::stringContent(QCborStreamReader::Type type, qsizetype maximum)
{
    if (!expect(type))
        return {};
    if (!m_reader.isLengthKnown()) {
        fail(ErrorCode::Corrupt, "cbor.not-canonical");
        return {};
    }
    const qint64 start = m_reader.currentOffset();
    const quint64 size = m_reader.length();
    if (size > static_cast<quint64>(maximum)) {
        fail(ErrorCode::TooLarge, "cbor.string-too-long", QString::number(size));
        return {};
    }
    // The whole input lies in memory, so a length past its end is a fault before anything is allocated.
    if (size > static_cast<quint64>(m_bytes.size() - start)) {
        fail(ErrorCode::Corrupt, "cbor.malformed");
        return {};
    }
    QByteArray content(static_cast<qsizetype>(size), Qt::Uninitialized);
    auto chunk = m_reader.readStringChunk(content.data(), content.size());
    qsizetype taken = 0;
    while (chunk.status == QCborStreamReader::Ok) {
        taken += chunk.data;
        chunk = m_reader.readStringChunk(content.data() + taken, content.size() - taken);
    }
    if (chunk.status != QCborStreamReader::EndOfString || taken != content.size()) {
        fail(ErrorCode::Corrupt, "cbor.malformed", m_reader.lastError().toString());
        return {};
    }
    if (!checkHead(start, size, content.size()))
        return {};
    return content;
}

QString CborReader::text(qsizetype maximumBytes)
{
    const QByteArray utf8 = stringContent(QCborStreamReader::String, maximumBytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(utf8);
    if (decoder.hasError() || text.toUtf8() != utf8) {
        fail(ErrorCode::Corrupt, "cbor.utf8");
        return {};
    }
    return text;
}

QByteArray CborReader::bytes(qsizetype maximum)
{
    return stringContent(QCborStreamReader::ByteArray, maximum);
}

Digest CborReader::digest()
{
    const QByteArray raw = bytes(Digest::Size);
    if (m_fault)
        return {};
    const auto digest = Digest::fromBytes(raw);
    if (!digest)
        fail(ErrorCode::Corrupt, "digest.size", QString::number(raw.size()));
    return digest.value_or(Digest{});
}

Result<void> CborReader::finish()
{
    if (!m_fault && (m_depth != 0 || m_reader.currentOffset() != m_bytes.size()))
        fail(ErrorCode::Corrupt, "cbor.trailing-bytes");
    if (m_fault)
        return *m_fault;
    return {};
}

} // namespace wenyi
