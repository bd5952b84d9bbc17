// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"
#include "shared/ofd/SignatureWriter.h"

/// The documents that tests and fuzz targets of this layer start from.
namespace wenyi::ofd::tests {

using namespace Qt::StringLiterals;

inline QByteArray xmlFile(const QByteArray &root, const QByteArray &content)
{
    return R"(<?xml version="1.0" encoding="UTF-8"?><ofd:)" + root + R"( xmlns:ofd="http://www.ofdspec.org/2016">)"
           + content + "</ofd:" + root.split(' ').first() + '>';
}

inline QByteArray pageFile(const QByteArray &text)
{
    return xmlFile(
        "Page", "<ofd:Template TemplateID=\"9\"/><ofd:Content><ofd:Layer ID=\"20\"><ofd:TextObject ID=\"21\" "
                "Boundary=\"20 20 100 10\" Font=\"3\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 3 5\">"
                    + text + "</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>");
}

/// A small unsigned document of two pages, a template, an annotation and an attachment, as plain files.
inline QList<PackageEntry> sampleEntries()
{
    return {
        {u"OFD.xml"_s,
            xmlFile("OFD Version=\"1.0\" DocType=\"OFD\"",
                "<ofd:DocBody><ofd:DocInfo><ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID>"
                "<ofd:Title>关于测试的通知</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                "</ofd:DocBody>")},
        {u"Doc_0/Document.xml"_s,
            xmlFile("Document",
                "<ofd:CommonData><ofd:MaxUnitID>60</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
                "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
                "<ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData><ofd:Pages>"
                "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>"
                "<ofd:Page ID=\"2\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>"
                "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
                "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")},
        {u"Doc_0/PublicRes.xml"_s,
            xmlFile("Res BaseLoc=\"Res\"", "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"宋体\"/></ofd:Fonts>")},
        {u"Doc_0/Pages/Page_0/Content.xml"_s, pageFile("第一页文")},
        {u"Doc_0/Pages/Page_1/Content.xml"_s, pageFile("第二页文")},
        {u"Doc_0/Tpls/Tpl_0/Content.xml"_s,
            xmlFile("Page", "<ofd:Content><ofd:Layer ID=\"30\"><ofd:PathObject ID=\"31\" Boundary=\"0 0 210 1\">"
                            "<ofd:AbbreviatedData>M 0 0.5 L 210 0.5</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer>"
                            "</ofd:Content>")},
        {u"Doc_0/Annots/Annotations.xml"_s,
            xmlFile(
                "Annotations", "<ofd:Page PageID=\"1\"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>")},
        {u"Doc_0/Annots/Page_0/Annotation.xml"_s,
            xmlFile("PageAnnot", "<ofd:Annot ID=\"50\" Type=\"Path\"><ofd:Appearance Boundary=\"10 10 10 10\">"
                                 "<ofd:PathObject ID=\"51\" Boundary=\"0 0 10 10\"><ofd:AbbreviatedData>M 0 0 L 9 9"
                                 "</ofd:AbbreviatedData></ofd:PathObject></ofd:Appearance></ofd:Annot>")},
        {u"Doc_0/Attachs/Attachments.xml"_s,
            xmlFile("Attachments",
                "<ofd:Attachment ID=\"a1\" Name=\"名单\" Format=\"txt\"><ofd:FileLoc>list.txt</ofd:FileLoc>"
                "</ofd:Attachment>")},
        {u"Doc_0/Attachs/list.txt"_s, "one\ntwo\n"},
    };
}

inline QByteArray samplePackage()
{
    return writePackage(sampleEntries()).value();
}

/// A request to seal both pages at a fixed time.
inline SignatureRequest sampleRequest()
{
    SignatureRequest request;
    request.provider = {u"Wenyi"_s, u"0.1"_s, u"文驿"_s};
    request.time = instantFromMilliseconds(1'795'250'000'000);
    request.stamps = {{1, {120, 200, 42, 42}, {}}, {0, {190, 100, 42, 42}, layout::Rect{0, 0, 20, 42}}};
    request.seal = "the seal";
    return request;
}

/// The package with one more signature, whose signed value is `value`.
inline QByteArray signedOnce(const QByteArray &package, const SignatureRequest &request, const QByteArray &value)
{
    const auto preparation = prepareSignature(package, request);
    return preparation ? finishSignature(*preparation, value).value_or(QByteArray()) : QByteArray();
}

} // namespace wenyi::ofd::tests
