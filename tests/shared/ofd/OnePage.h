// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/shared/ofd/SampleDocument.h"

#include "shared/ofd/OfdReader.h"

/// Documents of one page that hold just what a test is about.
namespace wenyi::ofd::tests {

/// One page of A4 with these objects in one layer, and this inside its Res.
inline QList<PackageEntry> onePageEntries(const QByteArray &objects, const QByteArray &resources = {})
{
    return {
        {u"OFD.xml"_s,
            xmlFile("OFD Version=\"1.0\" DocType=\"OFD\"",
                "<ofd:DocBody><ofd:DocInfo><ofd:DocID>00112233445566778899aabbccddeeff</ofd:DocID></ofd:DocInfo>"
                "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>")},
        {u"Doc_0/Document.xml"_s,
            xmlFile("Document",
                "<ofd:CommonData><ofd:MaxUnitID>60</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
                "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
                "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Page.xml\"/></ofd:Pages>")},
        {u"Doc_0/PublicRes.xml"_s, xmlFile("Res BaseLoc=\"Res\"",
                                       "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"仿宋\"/></ofd:Fonts>" + resources)},
        {u"Doc_0/Page.xml"_s,
            xmlFile("Page", "<ofd:Content><ofd:Layer ID=\"2\">" + objects + "</ofd:Layer></ofd:Content>")},
    };
}

inline Result<OfdDocument> readEntries(const QList<PackageEntry> &entries, const FontResolver &resolver = {})
{
    WENYI_TRY(const QByteArray bytes, writePackage(entries));
    WENYI_TRY(const Package package, Package::open(bytes));
    return readOfd(package, resolver);
}

/// The document, or an empty one with the reason told.
inline OfdDocument onePage(
    const QByteArray &objects, const QByteArray &resources = {}, const FontResolver &resolver = {})
{
    const auto document = readEntries(onePageEntries(objects, resources), resolver);
    if (!document)
        qWarning("%s", qPrintable(describe(document.error())));
    OfdDocument none;
    none.content.scene.pages.append(layout::PageScene{});
    return document.value_or(none);
}

inline QList<layout::SceneItem> itemsOf(
    const QByteArray &objects, const QByteArray &resources = {}, const FontResolver &resolver = {})
{
    return onePage(objects, resources, resolver).content.scene.pages.constFirst().items;
}

} // namespace wenyi::ofd::tests
