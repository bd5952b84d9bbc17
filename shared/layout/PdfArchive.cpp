// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PdfArchive.h"

#include <QBuffer>
#include <QXmlStreamWriter>

#include <lcms2.h>

// qpdf's header wants to hear that its pointers are those of the standard library.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <memory>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr auto Srgb = "sRGB IEC61966-2.1";

/// The profile of sRGB as lcms makes it, without the moment at which it was made.
QByteArray srgbProfile()
{
    constexpr qsizetype Date = 24; // ICC.1, 7.2: six numbers of two bytes.
    constexpr qsizetype DateLength = 12;
    const std::unique_ptr<void, decltype(&cmsCloseProfile)> profile(cmsCreate_sRGBProfile(), &cmsCloseProfile);
    if (!profile)
        return {};
    cmsSetProfileVersion(profile.get(), 2.4);
    cmsUInt32Number size = 0;
    if (!cmsSaveProfileToMem(profile.get(), nullptr, &size))
        return {};
    QByteArray bytes(static_cast<qsizetype>(size), '\0');
    if (!cmsSaveProfileToMem(profile.get(), bytes.data(), &size) || bytes.size() < Date + DateLength)
        return {};
    return bytes.replace(Date, DateLength, QByteArray::fromHex("07ea00010001000000000000"));
}

QString valueOf(QPDFObjectHandle info, const char *key)
{
    QPDFObjectHandle value = info.getKey(key);
    return value.isString() ? QString::fromStdString(value.getUTF8Value()) : QString();
}

/// One value of Dublin Core in the container that XMP asks for it.
void writeContained(
    QXmlStreamWriter &xml, const QString &name, const QString &container, const QString &value, bool isAlternative)
{
    const QString rdf = u"http://www.w3.org/1999/02/22-rdf-syntax-ns#"_s;
    if (value.isEmpty())
        return;
    xml.writeStartElement(u"http://purl.org/dc/elements/1.1/"_s, name);
    xml.writeStartElement(rdf, container);
    xml.writeStartElement(rdf, u"li"_s);
    if (isAlternative)
        xml.writeAttribute(u"xml:lang"_s, u"x-default"_s);
    xml.writeCharacters(value);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
}

/// ISO 19005-2, 6.6.2: what the information dictionary says, and which part and level the file claims.
QByteArray xmpPacket(QPDFObjectHandle information, const QDateTime &created)
{
    const QString rdf = u"http://www.w3.org/1999/02/22-rdf-syntax-ns#"_s;
    const QString xmp = u"http://ns.adobe.com/xap/1.0/"_s;
    const QString pdf = u"http://ns.adobe.com/pdf/1.3/"_s;
    const QString pdfa = u"http://www.aiim.org/pdfa/ns/id/"_s;
    const QString date = created.toUTC().toString(Qt::ISODate);
    QByteArray packet;
    QXmlStreamWriter xml(&packet);
    xml.writeNamespace(u"adobe:ns:meta/"_s, u"x"_s);
    xml.writeStartElement(u"adobe:ns:meta/"_s, u"xmpmeta"_s);
    xml.writeNamespace(rdf, u"rdf"_s);
    xml.writeStartElement(rdf, u"RDF"_s);
    // Validators look for the schemas' names on the description itself.
    xml.writeStartElement(rdf, u"Description"_s);
    xml.writeNamespace(u"http://purl.org/dc/elements/1.1/"_s, u"dc"_s);
    xml.writeNamespace(xmp, u"xmp"_s);
    xml.writeNamespace(pdf, u"pdf"_s);
    xml.writeNamespace(pdfa, u"pdfaid"_s);
    xml.writeAttribute(rdf, u"about"_s, QString());
    writeContained(xml, u"title"_s, u"Alt"_s, valueOf(information, "/Title"), true);
    writeContained(xml, u"creator"_s, u"Seq"_s, valueOf(information, "/Author"), false);
    xml.writeTextElement(xmp, u"CreatorTool"_s, valueOf(information, "/Creator"));
    xml.writeTextElement(xmp, u"CreateDate"_s, date);
    xml.writeTextElement(xmp, u"ModifyDate"_s, date);
    xml.writeTextElement(pdf, u"Producer"_s, valueOf(information, "/Producer"));
    xml.writeTextElement(pdfa, u"part"_s, u"2"_s);
    xml.writeTextElement(pdfa, u"conformance"_s, u"B"_s);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" + packet + "\n<?xpacket end=\"w\"?>";
}

QPDFObjectHandle streamOf(QPDF &pdf, const QByteArray &bytes)
{
    return QPDFObjectHandle::newStream(&pdf, bytes.toStdString());
}

void addMetadata(QPDF &pdf, const QDateTime &created)
{
    QPDFObjectHandle metadata = streamOf(pdf, xmpPacket(pdf.getTrailer().getKey("/Info"), created));
    QPDFObjectHandle dictionary = metadata.getDict();
    dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
    dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
    pdf.getRoot().replaceKey("/Metadata", metadata);
    pdf.getRoot().replaceKey("/Lang", QPDFObjectHandle::newString("zh-CN"));
}

void addOutputIntent(QPDF &pdf, const QByteArray &profile)
{
    QPDFObjectHandle stream = streamOf(pdf, profile);
    stream.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(3));
    QPDFObjectHandle intent = QPDFObjectHandle::newDictionary();
    intent.replaceKey("/Type", QPDFObjectHandle::newName("/OutputIntent"));
    intent.replaceKey("/S", QPDFObjectHandle::newName("/GTS_PDFA1"));
    intent.replaceKey("/OutputConditionIdentifier", QPDFObjectHandle::newString(Srgb));
    intent.replaceKey("/Info", QPDFObjectHandle::newString(Srgb));
    intent.replaceKey("/DestOutputProfile", pdf.makeIndirectObject(stream));
    QPDFObjectHandle intents = QPDFObjectHandle::newArray();
    intents.appendItem(intent);
    pdf.getRoot().replaceKey("/OutputIntents", intents);
}

void dropInterpolation(QPDF &pdf)
{
    for (QPDFObjectHandle &object : pdf.getAllObjects()) {
        if (object.isStream() && object.getDict().hasKey("/Interpolate"))
            object.getDict().removeKey("/Interpolate");
    }
}

} // namespace

Result<QByteArray> toPdfArchive(const QByteArray &pdf, const QDateTime &created)
{
    static const QByteArray profile = srgbProfile();
    if (profile.isEmpty())
        return Error{ErrorCode::Internal, "layout.pdf-write", u"sRGB"_s};
    // qpdf tells faults by exceptions; none of them leaves this function.
    try {
        QPDF file;
        file.setSuppressWarnings(true);
        file.processMemoryFile("pdf", pdf.constData(), static_cast<size_t>(pdf.size()));
        addMetadata(file, created);
        addOutputIntent(file, profile);
        dropInterpolation(file);
        QPDFWriter writer(file);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.setNewlineBeforeEndstream(true); // 6.1.7.1
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.write();
        const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
        return QByteArray(
            reinterpret_cast<const char *>(buffer->getBuffer()), static_cast<qsizetype>(buffer->getSize()));
    } catch (const std::exception &fault) {
        return Error{ErrorCode::Internal, "layout.pdf-write", QString::fromUtf8(fault.what())};
    }
}

} // namespace wenyi::layout
