// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Ber.h"

#include "shared/crypto/Der.h"

namespace wenyi::crypto {

namespace {

constexpr quint8 Constructed = 0x20;
constexpr quint8 LongTag = 0x1f;

/// Takes one element after the other from bytes that it looks into.
class BerSource
{
public:
    explicit BerSource(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    /// The next element, written anew.
    Result<QByteArray> element(int depth);

private:
    struct Head
    {
        quint8 tag = 0;
        qsizetype length = -1; ///< -1 for an indefinite one.
    };
    Result<Head> head();
    Result<quint8> octet();
    bool takeEnd();
    Result<QByteArray> children(qsizetype length, bool isString, int depth);

    QByteArrayView m_rest;
};

Result<quint8> BerSource::octet()
{
    if (m_rest.isEmpty())
        return Error{ErrorCode::Corrupt, "der.truncated", {}};
    const auto value = static_cast<quint8>(m_rest.front());
    m_rest = m_rest.sliced(1);
    return value;
}

Result<BerSource::Head> BerSource::head()
{
    Head head;
    WENYI_TRY(head.tag, octet());
    if ((head.tag & LongTag) == LongTag)
        return Error{ErrorCode::Corrupt, "der.tag", QString::number(head.tag)};
    WENYI_TRY(const quint8 first, octet());
    if (first == 0x80)
        return head;
    qint64 length = first;
    if (first > 0x80) {
        length = 0;
        for (int i = 0; i < (first & 0x7f); ++i) {
            WENYI_TRY(const quint8 next, octet());
            length = length << 8 | next;
            if (length > DerReader::MaximumSize)
                return Error{ErrorCode::TooLarge, "der.size", {}};
        }
    }
    if (length > m_rest.size())
        return Error{ErrorCode::Corrupt, "der.truncated", {}};
    head.length = static_cast<qsizetype>(length);
    return head;
}

/// The two zeros that end what has no length.
bool BerSource::takeEnd()
{
    if (m_rest.size() < 2 || m_rest[0] != '\0' || m_rest[1] != '\0')
        return false;
    m_rest = m_rest.sliced(2);
    return true;
}

/// What is inside a constructed element, one behind the other; of a string in pieces the octets alone.
Result<QByteArray> BerSource::children(qsizetype length, bool isString, int depth)
{
    QByteArray content;
    BerSource inside(length < 0 ? m_rest : m_rest.first(length));
    while (length < 0 ? !inside.takeEnd() : !inside.atEnd()) {
        WENYI_TRY(const QByteArray child, inside.element(depth + 1));
        if (!isString) {
            content += child;
            continue;
        }
        DerReader reader(child);
        WENYI_TRY(const QByteArrayView piece, reader.octetString());
        content += piece;
    }
    m_rest = length < 0 ? inside.m_rest : m_rest.sliced(length);
    return content;
}

Result<QByteArray> BerSource::element(int depth)
{
    if (depth > DerReader::MaximumDepth)
        return Error{ErrorCode::TooLarge, "der.depth", {}};
    WENYI_TRY(const Head found, head());
    if ((found.tag & Constructed) == 0) {
        if (found.length < 0)
            return Error{ErrorCode::Corrupt, "der.tag", QString::number(found.tag)};
        const QByteArrayView content = m_rest.first(found.length);
        m_rest = m_rest.sliced(found.length);
        return DerWriter().wrapped(static_cast<DerTag>(found.tag), content).bytes();
    }
    const bool isString = found.tag == (static_cast<quint8>(DerTag::OctetString) | Constructed);
    WENYI_TRY(const QByteArray content, children(found.length, isString, depth));
    return DerWriter().wrapped(isString ? DerTag::OctetString : static_cast<DerTag>(found.tag), content).bytes();
}

} // namespace

Result<QByteArray> toDefiniteLengths(QByteArrayView ber)
{
    if (ber.size() > DerReader::MaximumSize)
        return Error{ErrorCode::TooLarge, "der.size", QString::number(ber.size())};
    BerSource source(ber);
    WENYI_TRY(QByteArray der, source.element(0));
    if (!source.atEnd())
        return Error{ErrorCode::Corrupt, "der.trailing", {}};
    return der;
}

} // namespace wenyi::crypto
