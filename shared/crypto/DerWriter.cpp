// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"

#include <QList>

#include <algorithm>

namespace wenyi::crypto {

using namespace Qt::StringLiterals;

namespace {

/// X.690 10.1: the shortest form.
QByteArray lengthOctets(qsizetype length)
{
    if (length < 0x80)
        return QByteArray(1, static_cast<char>(length));
    QByteArray octets;
    for (qsizetype rest = length; rest > 0; rest >>= 8)
        octets.prepend(static_cast<char>(rest & 0xff));
    return octets.prepend(static_cast<char>(0x80 | octets.size()));
}

/// Seven bits an octet, the highest bit set on all but the last (X.690 8.19.2).
QByteArray arcOctets(quint64 arc)
{
    QByteArray octets(1, static_cast<char>(arc & 0x7f));
    while ((arc >>= 7) > 0)
        octets.prepend(static_cast<char>(0x80 | (arc & 0x7f)));
    return octets;
}

/// The same of an arc that no integer holds (X.667): the number in decimal is divided by 128 until nothing is left.
QByteArray longArcOctets(QByteArray decimal)
{
    QByteArray octets;
    do {
        int rest = 0;
        QByteArray quotient;
        for (const char digit : decimal) {
            rest = rest * 10 + (digit - '0');
            if (!quotient.isEmpty() || rest >= 128)
                quotient += static_cast<char>('0' + rest / 128);
            rest %= 128;
        }
        octets.prepend(static_cast<char>((octets.isEmpty() ? 0 : 0x80) | rest));
        decimal = quotient;
    } while (!decimal.isEmpty());
    return octets;
}

} // namespace

DerWriter &DerWriter::wrapped(DerTag tag, QByteArrayView content)
{
    m_bytes += static_cast<char>(tag);
    m_bytes += lengthOctets(content.size());
    m_bytes += content;
    return *this;
}

DerWriter &DerWriter::raw(QByteArrayView elements)
{
    m_bytes += elements;
    return *this;
}

DerWriter &DerWriter::integer(qint64 value)
{
    QByteArray octets;
    for (qint64 rest = value;; rest >>= 8) {
        octets.prepend(static_cast<char>(rest & 0xff));
        // Done when what is left is only the sign of what is written.
        if (rest >= -0x80 && rest <= 0x7f)
            break;
    }
    return wrapped(DerTag::Integer, octets);
}

DerWriter &DerWriter::unsignedInteger(QByteArrayView octets)
{
    QByteArray content = octets.toByteArray();
    if (content.isEmpty() || content.front() < 0)
        content.prepend('\0');
    return wrapped(DerTag::Integer, content);
}

DerWriter &DerWriter::setOf(QList<QByteArray> elements)
{
    std::sort(elements.begin(), elements.end());
    return wrapped(DerTag::Set, elements.join());
}

DerWriter &DerWriter::boolean(bool value)
{
    return wrapped(DerTag::Boolean, QByteArray(1, value ? '\xff' : '\0'));
}

DerWriter &DerWriter::null()
{
    return wrapped(DerTag::Null, {});
}

DerWriter &DerWriter::objectIdentifier(QByteArrayView dotted)
{
    const QList<QByteArray> arcs = dotted.toByteArray().split('.');
    Q_ASSERT(arcs.size() >= 2);
    QByteArray octets = arcOctets(arcs.at(0).toULongLong() * 40 + arcs.at(1).toULongLong());
    for (qsizetype i = 2; i < arcs.size(); ++i) {
        bool fits = false;
        const quint64 arc = arcs.at(i).toULongLong(&fits);
        octets += fits ? arcOctets(arc) : longArcOctets(arcs.at(i));
    }
    return wrapped(DerTag::ObjectIdentifier, octets);
}

DerWriter &DerWriter::octetString(QByteArrayView octets)
{
    return wrapped(DerTag::OctetString, octets);
}

DerWriter &DerWriter::bitString(QByteArrayView octets)
{
    return wrapped(DerTag::BitString, QByteArray(1, '\0').append(octets));
}

DerWriter &DerWriter::ia5String(const QString &text)
{
    return wrapped(DerTag::Ia5String, text.toLatin1());
}

DerWriter &DerWriter::printableString(const QString &text)
{
    return wrapped(DerTag::PrintableString, text.toLatin1());
}

DerWriter &DerWriter::utf8String(const QString &text)
{
    return wrapped(DerTag::Utf8String, text.toUtf8());
}

DerWriter &DerWriter::generalizedTime(Instant time)
{
    return wrapped(DerTag::GeneralizedTime, toDateTime(time).toString(u"yyyyMMddHHmmss'Z'"_s).toLatin1());
}

DerWriter &DerWriter::utcTime(Instant time)
{
    return wrapped(DerTag::UtcTime, toDateTime(time).toString(u"yyMMddHHmmss'Z'"_s).toLatin1());
}

} // namespace wenyi::crypto
