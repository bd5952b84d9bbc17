// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdWriter.h"

#include "shared/crypto/Sm3.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/Package.h"
#include "shared/ofd/PageWriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

QString dateText(const QDate &date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

/// One package in the making: the parts of the document in the order in which their IDs are drawn.
class Builder
{
public:
    explicit Builder(const OfdContent &content)
        : m_content(content)
    {
    }

    Result<QByteArray> build()
    {
        WENYI_CHECK(checkContent());
        WENYI_CHECK(addFonts());
        WENYI_CHECK(addPages());
        WENYI_CHECK(addDocumentResources());
        WENYI_CHECK(addTags());
        WENYI_CHECK(addAttachments());
        WENYI_CHECK(addDocument());
        WENYI_CHECK(addRoot());
        return writePackage(m_entries);
    }

private:
    Result<void> checkContent() const;
    Result<void> addFonts();
    Result<void> addPages();
    Result<void> addDocumentResources();
    Result<void> addTags();
    Result<void> addAttachments();
    Result<void> addDocument();
    Result<void> addRoot();
    void writeInfo(XmlWriter &xml, const QString &id) const;
    void writeOutline(XmlWriter &xml) const;
    Result<void> addXml(const QString &path, XmlWriter &xml);

    const layout::PageScene &firstPage() const { return m_content.scene.pages.first(); }

    const OfdContent &m_content;
    UnitIds m_ids;
    QList<FontResource> m_fonts;
    ImageResources m_images;
    PageWriter m_pages{m_fonts, m_images, m_ids};
    bool m_hasResources = false; ///< DocumentRes.xml
    QList<quint32> m_pageIds;
    QList<QList<quint32>> m_itemIds;
    QList<PackageEntry> m_entries;
    bool m_hasTags = false;
};

Result<void> Builder::addXml(const QString &path, XmlWriter &xml)
{
    WENYI_TRY(QByteArray bytes, xml.finish());
    m_entries.append(PackageEntry{path, std::move(bytes)});
    return {};
}

Result<void> Builder::checkContent() const
{
    constexpr double LongestSide = 10'000;
    if (m_content.scene.pages.isEmpty())
        return Error{ErrorCode::InvalidInput, "ofd.no-pages", {}};
    for (const layout::PageScene &page : m_content.scene.pages) {
        if (!(page.width > 0 && page.width <= LongestSide && page.height > 0 && page.height <= LongestSide))
            return Error{ErrorCode::InvalidInput, "ofd.page-size", {}};
    }
    for (const OutlineEntry &entry : m_content.outline) {
        if (entry.page < 0 || entry.page >= m_content.scene.pages.size())
            return Error{ErrorCode::InvalidInput, "ofd.outline-page", entry.title};
    }
    return {};
}

Result<void> Builder::addFonts()
{
    WENYI_TRY(QList<EmbeddedFont> fonts, embedFonts(m_content.scene));
    XmlWriter xml(u"Res"_s);
    xml.attribute(u"BaseLoc"_s, u"Res"_s).start(u"Fonts"_s);
    for (EmbeddedFont &font : fonts) {
        const quint32 id = m_ids.next();
        const QString file = u"font_%1.%2"_s.arg(id).arg(font.extension());
        xml.start(u"Font"_s).attribute(u"ID"_s, QString::number(id));
        xml.attribute(u"FontName"_s, font.face->familyName()).attribute(u"FamilyName"_s, font.face->familyName());
        xml.element(u"FontFile"_s, file).end();
        m_entries.append(PackageEntry{u"Doc_0/Res/"_s + file, font.bytes});
        m_fonts.append(FontResource{id, std::move(font)});
    }
    return m_fonts.isEmpty() ? Result<void>() : addXml(u"Doc_0/PublicRes.xml"_s, xml);
}

Result<void> Builder::addPages()
{
    for (const layout::PageScene &scene : m_content.scene.pages) {
        const QString path = u"Doc_0/Pages/Page_%1/Content.xml"_s.arg(m_pageIds.size());
        m_pageIds.append(m_ids.next());
        WENYI_TRY(PageWriter::Page page, m_pages.write(scene, firstPage().width, firstPage().height));
        m_entries.append(PackageEntry{path, std::move(page.xml)});
        m_itemIds.append(std::move(page.itemIds));
    }
    return {};
}

Result<void> Builder::addDocumentResources()
{
    m_hasResources = !m_images.pictures().isEmpty() || m_pages.hasUnits();
    if (!m_hasResources)
        return {};
    XmlWriter xml(u"Res"_s);
    xml.attribute(u"BaseLoc"_s, u"Res"_s);
    if (m_pages.hasUnits()) {
        WENYI_CHECK(m_pages.writeUnits(xml)); // First, since their pictures are among the others.
    }
    if (m_images.pictures().isEmpty())
        return addXml(u"Doc_0/DocumentRes.xml"_s, xml);
    xml.start(u"MultiMedias"_s);
    for (const ImageResources::Picture &picture : m_images.pictures()) {
        const QString extension = picture.format == "JPEG" ? u"jpg"_s : QString::fromLatin1(picture.format.toLower());
        const QString file = u"image_%1.%2"_s.arg(picture.id).arg(extension);
        xml.start(u"MultiMedia"_s).attribute(u"ID"_s, QString::number(picture.id));
        xml.attribute(u"Type"_s, u"Image"_s).attribute(u"Format"_s, QString::fromLatin1(picture.format));
        xml.element(u"MediaFile"_s, file).end();
        m_entries.append(PackageEntry{u"Doc_0/Res/"_s + file, picture.bytes});
    }
    return addXml(u"Doc_0/DocumentRes.xml"_s, xml);
}

/// 公文域: which objects make up which element of the official document (GB/T 33190 16, custom tags).
Result<void> Builder::addTags()
{
    XmlWriter xml(u"Fields"_s);
    for (qsizetype page = 0; page < m_itemIds.size(); ++page) {
        for (const layout::SceneField &field : m_content.scene.pages[page].fields) {
            m_hasTags = true;
            xml.start(u"Field"_s).attribute(u"Name"_s, field.name).attribute(u"Bounds"_s, formatBox(field.bounds));
            xml.attribute(u"PageRef"_s, QString::number(m_pageIds[page]));
            for (qsizetype i = 0; i < m_itemIds[page].size(); ++i) {
                if (i >= field.firstItem && i - field.firstItem < field.itemCount && m_itemIds[page][i] != 0)
                    xml.element(u"ObjectRef"_s, QString::number(m_itemIds[page][i]));
            }
            xml.end();
        }
    }
    if (!m_hasTags)
        return {};
    WENYI_CHECK(addXml(u"Doc_0/Tags/Fields.xml"_s, xml));
    XmlWriter list(u"CustomTags"_s);
    list.start(u"CustomTag"_s).attribute(u"NameSpace"_s, u"http://www.ofdspec.org/2016"_s);
    list.element(u"FileLoc"_s, u"Fields.xml"_s).end();
    return addXml(u"Doc_0/Tags/CustomTags.xml"_s, list);
}

Result<void> Builder::addAttachments()
{
    if (m_content.attachments.isEmpty())
        return {};
    XmlWriter xml(u"Attachments"_s);
    for (qsizetype i = 0; i < m_content.attachments.size(); ++i) {
        const Attachment &attachment = m_content.attachments[i];
        // The name is shown, never used as a path: a path of our own cannot collide or escape.
        const QString file = u"attachment_%1.dat"_s.arg(i + 1);
        xml.start(u"Attachment"_s).attribute(u"ID"_s, u"a%1"_s.arg(i + 1)).attribute(u"Name"_s, attachment.name);
        if (!attachment.format.isEmpty())
            xml.attribute(u"Format"_s, attachment.format);
        if (m_content.info.created.isValid())
            xml.attribute(u"CreationDate"_s, dateText(m_content.info.created) + u"T00:00:00"_s);
        xml.attribute(u"Size"_s, formatNumber(static_cast<double>(attachment.bytes.size()) / 1024));
        xml.element(u"FileLoc"_s, file).end();
        m_entries.append(PackageEntry{u"Doc_0/Attachs/"_s + file, attachment.bytes});
    }
    return addXml(u"Doc_0/Attachs/Attachments.xml"_s, xml);
}

void Builder::writeOutline(XmlWriter &xml) const
{
    if (m_content.outline.isEmpty())
        return;
    xml.start(u"Outlines"_s);
    QList<int> open;
    for (const OutlineEntry &entry : m_content.outline) {
        while (!open.isEmpty() && open.last() >= entry.level) {
            xml.end();
            open.removeLast();
        }
        open.append(entry.level);
        xml.start(u"OutlineElem"_s).attribute(u"Title"_s, entry.title);
        xml.start(u"Actions"_s).start(u"Action"_s).attribute(u"Event"_s, u"CLICK"_s).start(u"Goto"_s);
        xml.start(u"Dest"_s).attribute(u"Type"_s, u"XYZ"_s);
        xml.attribute(u"PageID"_s, QString::number(m_pageIds[entry.page])).attribute(u"Left"_s, u"0"_s);
        xml.attribute(u"Top"_s, formatNumber(entry.top)).attribute(u"Zoom"_s, u"0"_s).end().end().end().end();
    }
    for (qsizetype i = 0; i <= open.size(); ++i)
        xml.end();
}

Result<void> Builder::addDocument()
{
    XmlWriter xml(u"Document"_s);
    xml.start(u"CommonData"_s).element(u"MaxUnitID"_s, QString::number(m_ids.last()));
    xml.start(u"PageArea"_s).element(u"PhysicalBox"_s, formatBox({0, 0, firstPage().width, firstPage().height})).end();
    if (!m_fonts.isEmpty())
        xml.element(u"PublicRes"_s, u"PublicRes.xml"_s);
    if (m_hasResources)
        xml.element(u"DocumentRes"_s, u"DocumentRes.xml"_s);
    xml.end().start(u"Pages"_s);
    for (qsizetype i = 0; i < m_pageIds.size(); ++i) {
        xml.start(u"Page"_s).attribute(u"ID"_s, QString::number(m_pageIds[i]));
        xml.attribute(u"BaseLoc"_s, u"Pages/Page_%1/Content.xml"_s.arg(i)).end();
    }
    xml.end();
    writeOutline(xml);
    if (m_hasTags)
        xml.element(u"CustomTags"_s, u"Tags/CustomTags.xml"_s);
    if (!m_content.attachments.isEmpty())
        xml.element(u"Attachments"_s, u"Attachs/Attachments.xml"_s);
    return addXml(u"Doc_0/Document.xml"_s, xml);
}

void Builder::writeInfo(XmlWriter &xml, const QString &id) const
{
    const DocumentInfo &info = m_content.info;
    xml.start(u"DocInfo"_s).element(u"DocID"_s, id);
    xml.optional(u"Title"_s, info.title.isEmpty() ? m_content.scene.title : info.title);
    xml.optional(u"Author"_s, info.author).optional(u"Subject"_s, info.subject);
    xml.optional(u"Abstract"_s, info.abstract).optional(u"CreationDate"_s, dateText(info.created));
    xml.optional(u"ModDate"_s, dateText(info.modified));
    if (!info.keywords.isEmpty()) {
        xml.start(u"Keywords"_s);
        for (const QString &keyword : info.keywords)
            xml.element(u"Keyword"_s, keyword);
        xml.end();
    }
    xml.optional(u"Creator"_s, info.creator).optional(u"CreatorVersion"_s, info.creatorVersion);
    if (!info.customData.isEmpty()) {
        xml.start(u"CustomDatas"_s);
        for (const CustomData &data : info.customData)
            xml.start(u"CustomData"_s).attribute(u"Name"_s, data.name).text(data.value).end();
        xml.end();
    }
    xml.end();
}

Result<void> Builder::addRoot()
{
    // The document's identifier follows from all that it holds, so the same content is the same document.
    crypto::Sm3 digest;
    for (const PackageEntry &entry : m_entries) {
        digest.add(entry.path.toUtf8() + '\n' + QByteArray::number(entry.bytes.size()) + '\n');
        digest.add(entry.bytes);
    }
    XmlWriter draft(u"OFD"_s);
    writeInfo(draft, {});
    WENYI_TRY(const QByteArray info, draft.finish());
    digest.add(info);
    const QString id = QString::fromLatin1(digest.finish().toHex().first(32));

    XmlWriter xml(u"OFD"_s);
    xml.attribute(u"Version"_s, u"1.0"_s).attribute(u"DocType"_s, u"OFD"_s).start(u"DocBody"_s);
    writeInfo(xml, id);
    xml.element(u"DocRoot"_s, u"Doc_0/Document.xml"_s);
    WENYI_TRY(QByteArray bytes, xml.finish());
    m_entries.prepend(PackageEntry{u"OFD.xml"_s, std::move(bytes)});
    return {};
}

} // namespace

Result<QByteArray> writeOfd(const OfdContent &content)
{
    return Builder(content).build();
}

} // namespace wenyi::ofd
