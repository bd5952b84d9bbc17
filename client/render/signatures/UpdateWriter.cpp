// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/UpdateWriter.h"

#include "shared/crypto/Sm3.h"

namespace wenyi::render {

namespace {

constexpr int OffsetWidth = 4; ///< Octets of a place in a table that is a stream; files are far shorter.
constexpr int GenerationWidth = 2;

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

QByteArray digits(qint64 value, int count)
{
    return number(value).rightJustified(count, '0');
}

void appendOctets(QByteArray &bytes, qint64 value, int count)
{
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
}

} // namespace

QByteArray referenceTo(int number, int generation)
{
    return QByteArray::number(number) + ' ' + QByteArray::number(generation) + " R";
}

UpdateWriter::UpdateWriter(qsizetype fileSize, int nextNumber)
    : m_fileSize(fileSize)
    , m_nextNumber(nextNumber)
{
}

qsizetype UpdateWriter::object(int objectNumber, int generation, QByteArrayView body)
{
    m_places[objectNumber] = {m_fileSize + m_bytes.size(), generation};
    m_bytes += number(objectNumber) + ' ' + number(generation) + " obj\n";
    const qsizetype begin = m_bytes.size();
    m_bytes += body;
    m_bytes += "\nendobj\n";
    return begin;
}

qsizetype UpdateWriter::stream(int objectNumber, const QByteArray &dictionary, QByteArrayView content)
{
    const QByteArray head = "<<" + dictionary + "/Length " + number(content.size()) + ">>\nstream\n";
    return object(objectNumber, 0, head + content.toByteArray() + "\nendstream");
}

void UpdateWriter::finish(TableForm form, qsizetype previousTable, const TrailerTexts &texts)
{
    QByteArray entries = "/Root " + texts.root + "/Prev " + number(previousTable);
    if (!texts.info.isEmpty())
        entries += "/Info " + texts.info;
    constexpr int IdSize = 16;
    if (!texts.firstId.isEmpty())
        entries += "/ID[" + texts.firstId + '<' + crypto::sm3(m_bytes).toBytes().left(IdSize).toHex() + ">]";
    if (form == TableForm::Table)
        writeTable(entries);
    else
        writeTableStream(entries);
}

void UpdateWriter::writeTable(const QByteArray &entries)
{
    const qsizetype table = m_fileSize + m_bytes.size();
    m_bytes += "xref\n";
    for (auto place = m_places.cbegin(); place != m_places.cend();) {
        auto last = place;
        int count = 0;
        for (; last != m_places.cend() && last->first == place->first + count; ++last)
            ++count;
        m_bytes += number(place->first) + ' ' + number(count) + '\n';
        for (; place != last; ++place)
            m_bytes += digits(place->second.offset, 10) + ' ' + digits(place->second.generation, 5) + " n \n";
    }
    m_bytes += "trailer\n<</Size " + number(m_nextNumber) + entries + ">>\n";
    end(table);
}

void UpdateWriter::writeTableStream(const QByteArray &entries)
{
    const int own = newNumber();
    const qsizetype table = m_fileSize + m_bytes.size();
    m_places[own] = {table, 0};
    QByteArray index;
    QByteArray rows;
    for (const auto &[objectNumber, place] : m_places) {
        constexpr char InUse = 1;
        index += number(objectNumber) + " 1 ";
        rows += InUse;
        appendOctets(rows, place.offset, OffsetWidth);
        appendOctets(rows, place.generation, GenerationWidth);
    }
    stream(own,
        "/Type/XRef/Size " + number(m_nextNumber) + "/W[1 " + number(OffsetWidth) + ' ' + number(GenerationWidth)
            + "]/Index[" + index.trimmed() + ']' + entries,
        rows);
    end(table);
}

void UpdateWriter::end(qsizetype table)
{
    m_bytes += "startxref\n" + number(table) + "\n%%EOF\n";
}

} // namespace wenyi::render
