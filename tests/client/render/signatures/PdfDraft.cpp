// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/render/signatures/PdfDraft.h"

#include "tests/client/core/render/PdfParts.h"

#include <QString>

namespace wenyi::tests {

namespace {

constexpr int NumberWidth = 10;
const QByteArray ContentsKey = "/Contents<";

QByteArray widget(int value, const QByteArray &name)
{
    return "<</FT/Sig/T(" + name + ")/V " + QByteArray::number(value)
           + " 0 R/Type/Annot/Subtype/Widget/F 132/Rect[72 600 272 660]/P 3 0 R>>";
}

} // namespace

const QByteArray PdfDraft::RangeRoom = "/ByteRange[0 0000000000 0000000000 0000000000          ]";

QByteArray tableLine(qsizetype place)
{
    return QByteArray::number(place).rightJustified(NumberWidth, '0') + " 00000 n \n";
}

QByteArray replacedInPlace(QByteArray bytes, const QByteArray &from, const QByteArray &to)
{
    const qsizetype at = bytes.lastIndexOf(from);
    if (at < 0 || to.size() > from.size())
        qFatal("%s does not fit in place of %s", to.constData(), from.constData());
    return bytes.replace(at, from.size(), to.leftJustified(from.size(), ' '));
}

QByteArray SignatureTexts::value(qsizetype room) const
{
    return "<<" + type + filter + subFilter + PdfDraft::RangeRoom + ContentsKey + QByteArray(room * 2, '0') + ">" + more
           + ">>";
}

QByteArray PdfDraft::drawing(const QByteArray &words)
{
    return streamOf({}, "BT /F 24 Tf 72 700 Td (" + words + ") Tj ET");
}

QByteArray PdfDraft::objectOf(int number, const QByteArray &body)
{
    return QByteArray::number(number) + " 0 obj\n" + body + "\nendobj\n";
}

PdfDraft::PdfDraft(const SignatureTexts &texts, const QByteArray &words, qsizetype room)
    : m_bytes("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
{
    update({{Catalogue, "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>"}, {Pages, "<</Type/Pages/Kids[3 0 R]/Count 1>>"},
        {Page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
               "/Resources<</Font<</F 8 0 R>>>>/Annots[5 0 R]>>"},
        {Drawing, drawing(words)}, {Field, widget(Value, "Signature1")}, {Form, "<</Fields[5 0 R]/SigFlags 3>>"},
        {Value, texts.value(room)}, {Font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}});
}

PdfDraft &PdfDraft::update(const QMap<int, QByteArray> &objects, const QByteArray &ofTrailer)
{
    QMap<int, qsizetype> places;
    for (auto object = objects.cbegin(); object != objects.cend(); ++object) {
        places.insert(object.key(), m_bytes.size());
        m_bytes += objectOf(object.key(), object.value());
        m_size = std::max(m_size, object.key() + 1);
    }
    writeTable(places, ofTrailer);
    return *this;
}

void PdfDraft::writeTable(const QMap<int, qsizetype> &places, const QByteArray &ofTrailer)
{
    const qsizetype before = m_table;
    m_table = m_bytes.size();
    m_bytes += "xref\n";
    if (before < 0)
        m_bytes += "0 1\n0000000000 65535 f \n";
    for (auto place = places.cbegin(); place != places.cend(); ++place)
        m_bytes += QByteArray::number(place.key()) + " 1\n" + tableLine(place.value());
    m_bytes += "trailer\n<</Size " + QByteArray::number(m_size) + "/Root 1 0 R" + ofTrailer;
    if (before >= 0)
        m_bytes += "/Prev " + QByteArray::number(before);
    m_bytes += ">>\nstartxref\n" + QByteArray::number(m_table) + "\n%%EOF\n";
}

PdfDraft &PdfDraft::append(const QByteArray &bytes)
{
    m_bytes += bytes;
    return *this;
}

PdfDraft &PdfDraft::addSignature(int first, const SignatureTexts &texts)
{
    const QByteArray reference = QByteArray::number(first) + " 0 R";
    return update({{Page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                          "/Resources<</Font<</F 8 0 R>>>>/Annots[5 0 R "
                              + reference + "]>>"},
        {Form, "<</Fields[5 0 R " + reference + "]/SigFlags 3>>"}, {first, widget(first + 1, "Signature2")},
        {first + 1, texts.value()}});
}

PdfDraft &PdfDraft::sign(const SignBytes &sign)
{
    fill(
        sign, [](const QList<qint64> &right) { return right; }, [](const QByteArray &cms) { return cms; });
    return *this;
}

PdfDraft &PdfDraft::sign(const SignBytes &sign, const std::function<QList<qint64>(QList<qint64>)> &claim)
{
    fill(sign, claim, [](const QByteArray &cms) { return cms; });
    return *this;
}

PdfDraft &PdfDraft::signWriting(const SignBytes &sign, const std::function<QByteArray(QByteArray)> &write)
{
    fill(
        sign, [](const QList<qint64> &right) { return right; }, write);
    return *this;
}

void PdfDraft::fill(const SignBytes &sign, const std::function<QList<qint64>(QList<qint64>)> &claim,
    const std::function<QByteArray(QByteArray)> &write)
{
    const qsizetype range = m_bytes.lastIndexOf(RangeRoom);
    const qsizetype gap = m_bytes.indexOf(ContentsKey, range) + ContentsKey.size() - 1;
    const qsizetype behind = m_bytes.indexOf('>', gap) + 1;
    if (range < 0 || gap < range || behind < gap)
        qFatal("No room is left for a signature");
    const QList<qint64> parts = claim({0, gap, behind, m_bytes.size() - behind});
    QByteArray written = "/ByteRange[";
    for (const qint64 number : parts)
        written += QByteArray::number(number) + ' ';
    m_bytes.replace(range, RangeRoom.size(), written.leftJustified(RangeRoom.size() - 1, ' ') + ']');
    QByteArray content;
    for (qsizetype i = 0; i + 1 < parts.size(); i += 2)
        content += m_bytes.mid(parts.at(i), parts.at(i + 1));
    const QByteArray digits = write(sign(content)).toHex();
    if (digits.isEmpty() || digits.size() > behind - gap - 2)
        qFatal("The signature does not fit");
    m_bytes.replace(gap + 1, digits.size(), digits);
}

} // namespace wenyi::tests
