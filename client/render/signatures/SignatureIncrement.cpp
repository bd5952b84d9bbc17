// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/SignatureIncrement.h"

#include "client/render/signatures/PageFrame.h"
#include "client/render/signatures/SignatureFields.h"
#include "client/render/signatures/UpdateWriter.h"

#include <QDateTime>

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace Qt::StringLiterals;

namespace wenyi::render {

namespace {

constexpr qsizetype LongestTail = 2048; ///< Within which the end of a file tells where its table is.
constexpr int MostFields = 50'000;
constexpr double PointsPerMicrometre = 72 / 25'400.0;

Error damaged(const char *what)
{
    return Error{ErrorCode::Corrupt, "pdf-sign.structure", QString::fromLatin1(what)};
}

QByteArray bytesOf(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

QByteArray textString(const QString &text)
{
    return bytesOf(QPDFObjectHandle::newUnicodeString(text.toStdString()).unparse());
}

/// To a thousandth of a point.
QByteArray decimal(double value)
{
    return QByteArray::number(value, 'f', 3);
}

/// ISO 32000 7.9.4, in UTC.
QByteArray timeString(qint64 milliseconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    return "(D:" + time.toString(u"yyyyMMddhhmmss"_s).toLatin1() + "Z)";
}

struct Table
{
    qsizetype offset = 0;
    TableForm form = TableForm::Table;
};

/// Where the file's last table is, by the file's own last words.
Result<Table> lastTable(const QByteArray &pdf)
{
    constexpr QByteArrayView Key("startxref");
    const qsizetype from = std::max<qsizetype>(0, pdf.size() - LongestTail);
    const qsizetype at = QByteArrayView(pdf).sliced(from).lastIndexOf(Key);
    if (at < 0 || !pdf.startsWith("%PDF-")) // Something before it would shift every place.
        return damaged("startxref");
    const QByteArray rest = pdf.mid(from + at + Key.size()).simplified();
    bool isNumber = false;
    const qint64 offset = rest.left(rest.indexOf(' ')).toLongLong(&isNumber);
    if (!isNumber || offset <= 0 || offset >= pdf.size())
        return damaged("startxref");
    const bool isTable = QByteArrayView(pdf).sliced(offset).startsWith("xref");
    return Table{offset, isTable ? TableForm::Table : TableForm::Stream};
}

/// An array's items in the form of the file; none where it is no array.
QByteArray itemsOf(QPDFObjectHandle array)
{
    QByteArray items;
    for (int i = 0; array.isArray() && i < array.getArrayNItems(); ++i)
        items += bytesOf(array.getArrayItem(i).unparse()) + ' ';
    return items;
}

/// A dictionary in the form of the file with some entries in place of its own.
QByteArray dictionaryWith(QPDFObjectHandle dictionary, const std::map<std::string, QByteArray> &entries)
{
    QByteArray text = "<<";
    for (const std::string &key : dictionary.getKeys()) {
        if (!entries.count(key))
            text += bytesOf(QPDFObjectHandle::newName(key).unparse()) + ' ' + bytesOf(dictionary.getKey(key).unparse());
        text += '\n';
    }
    for (const auto &[key, value] : entries)
        text += bytesOf(key) + ' ' + value + '\n';
    return text + ">>";
}

/// Adds one signature field to a file.
class Preparation
{
public:
    Preparation(QPDF &pdf, const PrepareSignature &wanted, qsizetype fileSize, int nextNumber)
        : m_pdf(pdf)
        , m_wanted(wanted)
        , m_writer(fileSize, nextNumber)
        , m_firstNew(nextNumber)
    {
    }

    Result<PreparedSignature> run(const Table &table)
    {
        QPDFObjectHandle root = m_pdf.getRoot();
        QPDFObjectHandle form = root.getKey("/AcroForm");
        if (!root.isIndirect() || !(form.isNull() || form.isDictionary()))
            return damaged("catalogue");
        if (form.isDictionary() && form.hasKey("/XFA"))
            return Error{ErrorCode::NotAllowed, "pdf-sign.xfa", {}};
        const std::vector<QPDFObjectHandle> &pages = m_pdf.getAllPages();
        if (m_wanted.page < 0 || static_cast<std::size_t>(m_wanted.page) >= pages.size())
            return Error{ErrorCode::NotFound, "render.no-page", QString::number(m_wanted.page)};
        QPDFObjectHandle page = pages[static_cast<std::size_t>(m_wanted.page)];
        const auto frame = frameOf(page);
        // A page that the tree names twice gets a number of its own from qpdf, which the file does not know.
        if (!frame || !page.isIndirect() || page.getObjectID() >= m_firstNew)
            return damaged("page");
        writeValue();
        writeField(page, *frame, freeName(form));
        m_writer.object(page.getObjectID(), page.getGeneration(),
            dictionaryWith(page, {{"/Annots", '[' + itemsOf(page.getKey("/Annots")) + referenceTo(m_field) + ']'}}));
        writeForm(root, form);
        m_writer.finish(table.form, table.offset, trailerTexts());
        // Objects are read when they are needed: only now it is known whether all of them were as they should be.
        if (m_pdf.anyWarnings())
            return damaged("warnings");
        return PreparedSignature{m_writer.bytes(), m_range, m_contents};
    }

private:
    void writeValue()
    {
        m_value = m_writer.newNumber();
        QByteArray body =
            "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/" + m_wanted.subFilter + "/M " + timeString(m_wanted.signedAt);
        if (!m_wanted.name.isEmpty())
            body += "/Name " + textString(m_wanted.name);
        if (!m_wanted.reason.isEmpty())
            body += "/Reason " + textString(m_wanted.reason);
        body += "/ByteRange";
        const qsizetype range = body.size();
        body += RangeRoom;
        body += "/Contents";
        const qsizetype contents = body.size();
        body += '<' + QByteArray(m_wanted.room * 2, '0') + ">>>";
        const qsizetype begin = m_writer.object(m_value, 0, body);
        m_range = static_cast<int>(begin + range);
        m_contents = static_cast<int>(begin + contents);
    }

    /// ISO 32000 12.7.4.5: field and widget in one.
    void writeField(QPDFObjectHandle page, const PageFrame &frame, const QByteArray &name)
    {
        m_field = m_writer.newNumber();
        constexpr char PrintedAndLocked[] = "/F 132";
        QByteArray body = "<</Type/Annot/Subtype/Widget/FT/Sig/T(" + name + ')' + PrintedAndLocked + "/P "
                          + referenceTo(page.getObjectID(), page.getGeneration()) + "/V " + referenceTo(m_value);
        const Rectangle place = m_wanted.isShown() ? rectangleOnPage(m_wanted.box, frame) : Rectangle(0, 0, 0, 0);
        body += "/Rect[" + decimal(place.llx) + ' ' + decimal(place.lly) + ' ' + decimal(place.urx) + ' '
                + decimal(place.ury) + ']';
        if (m_wanted.isShown())
            body += "/AP<</N " + referenceTo(writeAppearance(frame.turn)) + ">>";
        m_writer.object(m_field, 0, body + ">>");
    }

    /// The picture as it stands upright on the page as it is shown.
    int writeAppearance(int turn)
    {
        const SealPicture &picture = m_wanted.picture;
        const QByteArray size = "/Width " + QByteArray::number(picture.width) + "/Height "
                                + QByteArray::number(picture.height) + "/BitsPerComponent 8/Filter/FlateDecode";
        const int alpha = m_writer.newNumber();
        m_writer.stream(alpha, "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray" + size, picture.alpha);
        const int image = m_writer.newNumber();
        m_writer.stream(image, "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/SMask " + referenceTo(alpha) + size,
            picture.colours);
        const QByteArray wide = decimal(m_wanted.box.width * PointsPerMicrometre);
        const QByteArray high = decimal(m_wanted.box.height * PointsPerMicrometre);
        // ISO 32000 12.5.5: what the matrix makes of the box is moved and scaled onto the rectangle, so that it need
        // only turn against the page.
        static constexpr QByteArrayView Matrices[] = {"1 0 0 1 0 0", "0 1 -1 0 0 0", "-1 0 0 -1 0 0", "0 -1 1 0 0 0"};
        const int form = m_writer.newNumber();
        m_writer.stream(form,
            "/Type/XObject/Subtype/Form/BBox[0 0 " + wide + ' ' + high + "]/Matrix[" + Matrices[turn / 90].toByteArray()
                + "]/Resources<</XObject<</Seal " + referenceTo(image) + ">>>>",
            "q " + wide + " 0 0 " + high + " 0 0 cm /Seal Do Q");
        return form;
    }

    void writeForm(QPDFObjectHandle root, QPDFObjectHandle form)
    {
        constexpr char SignedAndAppendOnly[] = "3";
        const QPDFObjectHandle old = form.isNull() ? QPDFObjectHandle::newDictionary() : form;
        const QByteArray fields = form.isNull() ? QByteArray() : itemsOf(form.getKey("/Fields"));
        const QByteArray changed = dictionaryWith(
            old, {{"/Fields", '[' + fields + referenceTo(m_field) + ']'}, {"/SigFlags", SignedAndAppendOnly}});
        if (form.isIndirect() && !form.isNull()) {
            m_writer.object(form.getObjectID(), form.getGeneration(), changed);
            return;
        }
        m_writer.object(root.getObjectID(), root.getGeneration(), dictionaryWith(root, {{"/AcroForm", changed}}));
    }

    /// A name that no field of the form has.
    static QByteArray freeName(QPDFObjectHandle form)
    {
        std::set<std::string> taken;
        QPDFObjectHandle fields = form.isNull() ? form : form.getKey("/Fields");
        const int count = fields.isArray() ? std::min(fields.getArrayNItems(), MostFields) : 0;
        for (int i = 0; i < count; ++i) {
            QPDFObjectHandle field = fields.getArrayItem(i);
            if (field.isDictionary() && field.getKey("/T").isString())
                taken.insert(field.getKey("/T").getUTF8Value());
        }
        for (int number = 1;; ++number) {
            const std::string name = "Signature" + std::to_string(number);
            if (!taken.count(name))
                return bytesOf(name);
        }
    }

    TrailerTexts trailerTexts()
    {
        QPDFObjectHandle trailer = m_pdf.getTrailer();
        TrailerTexts texts{bytesOf(trailer.getKey("/Root").unparse()), {}, {}};
        if (trailer.hasKey("/Info"))
            texts.info = bytesOf(trailer.getKey("/Info").unparse());
        QPDFObjectHandle id = trailer.getKey("/ID");
        if (!id.isArray() || id.getArrayNItems() != 2 || !id.getArrayItem(0).isString())
            return texts;
        texts.firstId = bytesOf(id.getArrayItem(0).unparse());
        return texts;
    }

    QPDF &m_pdf;
    const PrepareSignature &m_wanted;
    UpdateWriter m_writer;
    int m_firstNew;
    int m_value = 0;
    int m_field = 0;
    int m_range = 0;
    int m_contents = 0;
};

/// Nothing is added to what a signer closed.
Result<void> checkCertification(const QByteArray &pdf)
{
    WENYI_TRY(const SignatureFields found, findSignatureFields(pdf));
    for (const SignatureField &field : found.fields) {
        if (field.certification == 1)
            return Error{ErrorCode::NotAllowed, "pdf-sign.certified", field.name};
    }
    if (found.fields.size() >= MostSignatures)
        return Error{ErrorCode::TooLarge, "pdf-signature.count", {}};
    return {};
}

} // namespace

Result<PreparedSignature> prepareSignature(const QByteArray &pdf, const PrepareSignature &wanted)
{
    // qpdf tells faults by exceptions; none of them leaves this function.
    try {
        QPDF file;
        file.setSuppressWarnings(true);
        file.setAttemptRecovery(false);
        file.processMemoryFile("pdf", pdf.constData(), static_cast<size_t>(pdf.size()));
        if (file.isEncrypted())
            return Error{ErrorCode::NotAllowed, "pdf-sign.encrypted", {}};
        WENYI_CHECK(checkCertification(pdf));
        WENYI_TRY(const Table table, lastTable(pdf));
        QPDFObjectHandle size = file.getTrailer().getKey("/Size");
        constexpr qint64 MostObjects = 8'388'607; // ISO 32000 C.2.
        const qint64 next =
            std::max<qint64>(size.isInteger() ? size.getIntValue() : 0, static_cast<qint64>(file.getObjectCount()) + 1);
        if (next > MostObjects)
            return damaged("size");
        return Preparation(file, wanted, pdf.size(), static_cast<int>(next)).run(table);
    } catch (const std::exception &fault) {
        return damaged(fault.what());
    }
}

} // namespace wenyi::render
