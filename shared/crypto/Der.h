// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

/// The part of ASN.1 (X.680) and its encodings (X.690) that seals, signed data and certificates need.
namespace wenyi::crypto {

/// The identifier octet of the types that we read and write.
enum class DerTag : quint8 {
    Boolean = 0x01,
    Integer = 0x02,
    BitString = 0x03,
    OctetString = 0x04,
    Null = 0x05,
    ObjectIdentifier = 0x06,
    Enumerated = 0x0a,
    Utf8String = 0x0c,
    PrintableString = 0x13,
    Ia5String = 0x16,
    UtcTime = 0x17,
    GeneralizedTime = 0x18,
    Sequence = 0x30,
    Set = 0x31
};

/// The constructed context tag [number], as EXPLICIT tagging writes it; 0 to 30.
constexpr DerTag contextTag(int number)
{
    return static_cast<DerTag>(0xa0 | number);
}

/// One element in received bytes. The views look into those bytes, so that a signature is verified over exactly what
/// came, never over a second encoding of it.
struct DerElement
{
    DerTag tag = DerTag::Null;
    QByteArrayView content;
    QByteArrayView raw; ///< Identifier, length and content.
};

/// The octets of a BIT STRING and how many bits of the last one its maker calls unused. Good seals with a wrong count
/// exist, so that the octets are always given whole and the caller judges the count.
struct DerBitString
{
    QByteArrayView octets;
    int unusedBits = 0;
};

/// Reads elements one after the other, and looks only at the bytes it was given, which must outlive it.
///
/// Strict about what could give one content two meanings (lengths in their shortest form, no indefinite lengths,
/// integers in their shortest form, nothing behind the end), lenient about what signers get wrong without harm:
/// explicit defaults, any non-zero TRUE, unused bits. Faults are Corrupt "der.…" and TooLarge "der.depth", "der.size".
class DerReader
{
public:
    static constexpr qsizetype MaximumSize = 16 * 1024 * 1024; ///< Bytes of the outermost element.
    static constexpr int MaximumDepth = 32;

    explicit DerReader(QByteArrayView bytes)
        : DerReader(bytes, 0)
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    /// What was not read yet.
    QByteArrayView rest() const { return m_rest; }
    /// The tag of the next element; nothing at the end.
    std::optional<DerTag> nextTag() const;
    bool isNext(DerTag tag) const { return nextTag() == tag; }

    /// The next element, whatever it is.
    Result<DerElement> element();
    /// The next element if it has this tag, "der.tag" otherwise.
    Result<DerElement> element(DerTag tag);
    /// A reader of what is inside the next element, a SEQUENCE unless another constructed tag is named.
    Result<DerReader> enter(DerTag tag = DerTag::Sequence);
    /// A reader of what is inside an element that was read before.
    Result<DerReader> inside(const DerElement &element) const;

    /// An INTEGER that fits.
    Result<qint64> integer();
    /// The octets of an INTEGER that is not negative, without the zero that only tells the sign: none for 0. At most
    /// `maximum` of them.
    Result<QByteArrayView> unsignedInteger(qsizetype maximum);
    Result<bool> boolean();
    /// In dotted form, e.g. "1.2.156.10197.1.501".
    Result<QByteArray> objectIdentifier();
    Result<QByteArrayView> octetString();
    Result<DerBitString> bitString();
    /// IA5String, PrintableString or UTF8String, whichever stands there; at most `maximum` bytes.
    Result<QString> text(qsizetype maximum = 4096);
    /// UTCTime (years 1950 to 2049) or GeneralizedTime, both in UTC with seconds; a fraction is taken to the
    /// millisecond.
    Result<Instant> time();
    /// Success when everything was read, "der.trailing" otherwise.
    Result<void> finish() const;

private:
    DerReader(QByteArrayView bytes, int depth)
        : m_rest(bytes)
        , m_depth(depth)
    {
    }
    QByteArrayView m_rest;
    int m_depth;
};

/// Writes DER. Each function appends one element; what is nested is written by a writer of its own and handed in.
class DerWriter
{
public:
    DerWriter &integer(qint64 value);
    /// A number that is not negative, by its octets.
    DerWriter &unsignedInteger(QByteArrayView octets);
    DerWriter &boolean(bool value);
    DerWriter &null();
    /// Dotted form; an own mistake in it is an assertion.
    DerWriter &objectIdentifier(QByteArrayView dotted);
    DerWriter &octetString(QByteArrayView octets);
    DerWriter &bitString(QByteArrayView octets);
    /// The text must be ASCII; the caller has checked.
    DerWriter &ia5String(const QString &text);
    DerWriter &printableString(const QString &text);
    DerWriter &utf8String(const QString &text);
    /// YYYYMMDDhhmmssZ; what is below a second is dropped.
    DerWriter &generalizedTime(Instant time);
    /// YYMMDDhhmmssZ; years 1950 to 2049.
    DerWriter &utcTime(Instant time);
    DerWriter &sequence(const DerWriter &content) { return wrapped(DerTag::Sequence, content.m_bytes); }
    /// A SET OF these elements in the order that DER wants (X.690 11.6).
    DerWriter &setOf(QList<QByteArray> elements);
    /// [number] EXPLICIT around what the other writer holds.
    DerWriter &explicitTag(int number, const DerWriter &content)
    {
        return wrapped(contextTag(number), content.m_bytes);
    }
    DerWriter &wrapped(DerTag tag, QByteArrayView content);
    /// Whole elements as they are, e.g. received ones.
    DerWriter &raw(QByteArrayView elements);

    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace wenyi::crypto
