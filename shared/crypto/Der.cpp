// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"

#include <QList>

#include <algorithm>

namespace wenyi::crypto {

using namespace Qt::StringLiterals;

namespace {

Error corrupt(const char *reason)
{
    return Error{ErrorCode::Corrupt, reason, {}};
}

quint8 octetAt(QByteArrayView bytes, qsizetype index)
{
    return static_cast<quint8>(bytes[index]);
}

bool isConstructed(DerTag tag)
{
    return (static_cast<quint8>(tag) & 0x20) != 0;
}

constexpr qsizetype ShortArcSize = 8;

/// An arc of more than 56 bits, as those have that are made of a UUID (X.667).
QByteArray longArc(QByteArrayView octets)
{
    QByteArray digits(1, '\0'); // The lowest first.
    for (const char octet : octets) {
        int carry = octet & 0x7f;
        for (char &digit : digits) {
            carry += digit * 128;
            digit = static_cast<char>(carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            digits.append(static_cast<char>(carry % 10));
    }
    for (char &digit : digits)
        digit = static_cast<char>('0' + digit);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

void appendArc(QByteArray &dotted, QByteArrayView octets)
{
    if (octets.size() > ShortArcSize) {
        dotted += '.' + longArc(octets);
        return;
    }
    quint64 arc = 0;
    for (const char octet : octets)
        arc = arc << 7 | (octet & 0x7f);
    if (dotted.isEmpty()) {
        const quint64 top = std::min<quint64>(arc / 40, 2);
        dotted = QByteArray::number(top) + '.' + QByteArray::number(arc - top * 40);
    } else {
        dotted += '.' + QByteArray::number(arc);
    }
}

struct Length
{
    qsizetype headSize = 0; ///< Identifier and length octets.
    qsizetype value = 0;
};

/// X.690 8.1.3 and 10.1: definite, shortest form; four octets are far over every size that we take.
Result<Length> readLength(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return corrupt("der.truncated");
    const quint8 first = octetAt(bytes, 1);
    if (first < 0x80)
        return Length{2, first};
    const int count = first & 0x7f;
    if (count == 0)
        return corrupt("der.indefinite-length");
    if (count > 4)
        return Error{ErrorCode::TooLarge, "der.size", {}};
    if (bytes.size() < 2 + count)
        return corrupt("der.truncated");
    qint64 value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | octetAt(bytes, 2 + i);
    if (value < 0x80 || octetAt(bytes, 2) == 0)
        return corrupt("der.length-form");
    return Length{2 + count, static_cast<qsizetype>(value)};
}

/// Digits as a number; -1 when one of them is none.
int digits(QByteArrayView text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Milliseconds of ".f…"; -1 when it is no fraction.
int fraction(QByteArrayView text)
{
    if (text.isEmpty())
        return 0;
    if (text.size() < 2 || text.size() > 10 || text[0] != '.' || digits(text.sliced(1)) < 0)
        return -1;
    const QByteArray padded = (text.sliced(1).toByteArray() + "00").first(3);
    return digits(padded);
}

/// `text` is hhmmss, with a fraction or without.
Result<Instant> instantFrom(int year, int month, int day, QByteArrayView text)
{
    using namespace std::chrono;
    const int hour = digits(text.sliced(0, 2));
    const int minute = digits(text.sliced(2, 2));
    const int second = digits(text.sliced(4, 2));
    const int thousandths = fraction(text.sliced(6));
    const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))};
    if (year < 0 || month < 0 || day < 0 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59
        || second < 0 || second > 59 || thousandths < 0)
        return corrupt("der.time");
    return Instant(sys_days(date) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(thousandths));
}

Result<Instant> parseTime(DerTag tag, QByteArrayView text)
{
    const qsizetype yearDigits = tag == DerTag::UtcTime ? 2 : 4;
    if (text.size() < yearDigits + 11 || text.size() > yearDigits + 22 || !text.endsWith('Z'))
        return corrupt("der.time");
    if (tag == DerTag::UtcTime && text.size() != 13)
        return corrupt("der.time");
    int year = digits(text.first(yearDigits));
    if (tag == DerTag::UtcTime && year >= 0)
        year += year < 50 ? 2000 : 1900; // RFC 5280 4.1.2.5.1
    const QByteArrayView rest = text.sliced(yearDigits).chopped(1);
    return instantFrom(year, digits(rest.first(2)), digits(rest.sliced(2, 2)), rest.sliced(4));
}

} // namespace

std::optional<DerTag> DerReader::nextTag() const
{
    if (m_rest.isEmpty())
        return {};
    return static_cast<DerTag>(octetAt(m_rest, 0));
}

Result<DerElement> DerReader::element()
{
    if (m_rest.isEmpty())
        return corrupt("der.truncated");
    if (m_depth == 0 && m_rest.size() > MaximumSize)
        return Error{ErrorCode::TooLarge, "der.size", QString::number(m_rest.size())};
    if ((octetAt(m_rest, 0) & 0x1f) == 0x1f)
        return corrupt("der.tag"); // Tags of several octets occur in none of our structures.
    WENYI_TRY(const Length length, readLength(m_rest));
    if (length.value > m_rest.size() - length.headSize)
        return corrupt("der.truncated");
    DerElement element;
    element.tag = static_cast<DerTag>(octetAt(m_rest, 0));
    element.content = m_rest.sliced(length.headSize, length.value);
    element.raw = m_rest.first(length.headSize + length.value);
    m_rest = m_rest.sliced(element.raw.size());
    return element;
}

Result<DerElement> DerReader::element(DerTag tag)
{
    if (!atEnd() && !isNext(tag))
        return Error{ErrorCode::Corrupt, "der.tag",
            u"%1 instead of %2"_s.arg(octetAt(m_rest, 0), 0, 16).arg(static_cast<quint8>(tag), 0, 16)};
    return element();
}

Result<DerReader> DerReader::enter(DerTag tag)
{
    WENYI_TRY(const DerElement outer, element(tag));
    return inside(outer);
}

Result<DerReader> DerReader::inside(const DerElement &element) const
{
    if (!isConstructed(element.tag))
        return corrupt("der.tag");
    if (m_depth + 1 > MaximumDepth)
        return Error{ErrorCode::TooLarge, "der.depth", {}};
    return DerReader(element.content, m_depth + 1);
}

Result<qint64> DerReader::integer()
{
    WENYI_TRY(const DerElement number, element(DerTag::Integer));
    const QByteArrayView octets = number.content;
    if (octets.isEmpty())
        return corrupt("der.integer");
    if (octets.size() > 1) {
        const bool negative = (octetAt(octets, 1) & 0x80) != 0;
        if (octetAt(octets, 0) == (negative ? 0xff : 0x00))
            return corrupt("der.integer");
    }
    if (octets.size() > 8)
        return Error{ErrorCode::TooLarge, "der.integer-size", {}};
    quint64 value = (octetAt(octets, 0) & 0x80) != 0 ? ~quint64(0) : 0;
    for (qsizetype i = 0; i < octets.size(); ++i)
        value = value << 8 | octetAt(octets, i);
    return static_cast<qint64>(value);
}

Result<QByteArrayView> DerReader::unsignedInteger(qsizetype maximum)
{
    WENYI_TRY(const DerElement number, element(DerTag::Integer));
    QByteArrayView octets = number.content;
    if (octets.isEmpty() || (octetAt(octets, 0) & 0x80) != 0)
        return corrupt("der.integer");
    if (octetAt(octets, 0) == 0) {
        octets = octets.sliced(1);
        if (!octets.isEmpty() && (octetAt(octets, 0) & 0x80) == 0)
            return corrupt("der.integer");
    }
    if (octets.size() > maximum)
        return Error{ErrorCode::TooLarge, "der.integer-size", {}};
    return octets;
}

Result<bool> DerReader::boolean()
{
    WENYI_TRY(const DerElement truth, element(DerTag::Boolean));
    if (truth.content.size() != 1)
        return corrupt("der.boolean");
    return truth.content[0] != 0;
}

Result<QByteArray> DerReader::objectIdentifier()
{
    WENYI_TRY(const DerElement object, element(DerTag::ObjectIdentifier));
    const QByteArrayView octets = object.content;
    if (octets.isEmpty() || octets.size() > 64 || (octetAt(octets, octets.size() - 1) & 0x80) != 0)
        return corrupt("der.object-identifier");
    QByteArray dotted;
    qsizetype first = 0;
    for (qsizetype i = 0; i < octets.size(); ++i) {
        if (i == first && octetAt(octets, i) == 0x80)
            return corrupt("der.object-identifier");
        if ((octetAt(octets, i) & 0x80) != 0)
            continue;
        // The first number holds two arcs, of which no root has given out a long one.
        if (dotted.isEmpty() && i >= ShortArcSize)
            return corrupt("der.object-identifier");
        appendArc(dotted, octets.sliced(first, i + 1 - first));
        first = i + 1;
    }
    return dotted;
}

Result<QByteArrayView> DerReader::octetString()
{
    WENYI_TRY(const DerElement octets, element(DerTag::OctetString));
    return octets.content;
}

Result<DerBitString> DerReader::bitString()
{
    WENYI_TRY(const DerElement bits, element(DerTag::BitString));
    if (bits.content.isEmpty() || octetAt(bits.content, 0) > 7)
        return corrupt("der.bit-string");
    return DerBitString{bits.content.sliced(1), octetAt(bits.content, 0)};
}

Result<QString> DerReader::text(qsizetype maximum)
{
    WENYI_TRY(const DerElement words, element());
    if (words.content.size() > maximum)
        return Error{ErrorCode::TooLarge, "der.text-size", QString::number(words.content.size())};
    if (words.tag == DerTag::Utf8String) {
        if (!words.content.isValidUtf8())
            return corrupt("der.text");
        return QString::fromUtf8(words.content);
    }
    if (words.tag != DerTag::Ia5String && words.tag != DerTag::PrintableString)
        return corrupt("der.tag");
    if (std::any_of(words.content.begin(), words.content.end(), [](char c) { return (c & 0x80) != 0; }))
        return corrupt("der.text");
    return QString::fromLatin1(words.content);
}

Result<Instant> DerReader::time()
{
    WENYI_TRY(const DerElement moment, element());
    if (moment.tag != DerTag::UtcTime && moment.tag != DerTag::GeneralizedTime)
        return corrupt("der.tag");
    return parseTime(moment.tag, moment.content);
}

Result<void> DerReader::finish() const
{
    if (!atEnd())
        return corrupt("der.trailing");
    return {};
}

} // namespace wenyi::crypto
