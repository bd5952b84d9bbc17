// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/FontSubstitution.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/Location.h"
#include "shared/ofd/PageReader.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

constexpr qsizetype MostOutlineEntries = 10'000;
constexpr qsizetype MostActions = 100'000;

/// Whether a template lies below or above the page's own content.
enum class ZOrder { Background, Foreground };

class Reader
{
public:
    Reader(const Package &package, const FontResolver &resolver, const ReadOptions &options, const DocumentTree &tree)
        : m_package(package)
        , m_tree(tree)
        , m_damagedPages(options.damagedPages)
        , m_resources(package, resolver, options.fallback, m_skipped)
    {
    }

    Result<OfdDocument> read()
    {
        if (m_tree.pages.isEmpty())
            return Error{ErrorCode::Corrupt, "ofd.no-pages", {}};
        if (m_tree.bodies.size() > 1)
            m_skipped.add(u"several-documents"_s);
        for (const XmlElement &body : m_tree.bodies)
            m_document.documents.append(readDocumentInfo(body));
        m_document.content.info = m_document.documents.at(m_tree.chosen);
        m_document.content.scene.title = m_document.content.info.title;
        WENYI_CHECK(readCommonData());
        WENYI_CHECK(findAnnotations());
        for (const PageLocation &page : m_tree.pages) {
            const auto read = readPage(page);
            if (!read && m_damagedPages == DamagedPages::Refused)
                return read.error();
            if (!read)
                leaveEmpty(page, read.error());
        }
        if (const XmlElement *outlines = m_tree.document.child(u"Outlines"))
            readOutline(*outlines, 1);
        WENYI_CHECK(readAttachments());
        WENYI_CHECK(readFields());
        m_document.bookmarks = readBookmarks(m_tree);
        m_document.permissions = readPermissions(m_tree);
        m_document.versions = readVersions(m_tree);
        addActions(m_tree.document, -1);
        m_document.substitutedFonts = m_resources.substitutes();
        m_document.skipped = m_skipped.sorted();
        return std::move(m_document);
    }

private:
    Result<void> readCommonData();
    Result<void> loadResources(const XmlElement &parent, const QString &folder);
    Result<void> findAnnotations();
    Result<void> readPage(const PageLocation &page);
    void leaveEmpty(const PageLocation &page, const Error &fault);
    Result<const XmlElement *> templateContent(const QString &id);
    Result<void> addTemplates(PageReader &reader, const XmlElement &page, ZOrder order);
    layout::Rect pageBox(const XmlElement &page);
    void addActions(const XmlElement &owner, qsizetype page);
    void readOutline(const XmlElement &parent, int level);
    Result<void> readAttachments();
    Result<void> readFields();
    void readField(const XmlElement &field);
    std::optional<QString> find(const QString &folder, const QString &location, const QString &feature);

    const Package &m_package;
    const DocumentTree &m_tree;
    DamagedPages m_damagedPages;
    Skipped m_skipped;
    Resources m_resources;
    QHash<QString, XmlElement> m_templates;       ///< By ID: TemplatePage.
    QHash<QString, XmlElement> m_templateContent; ///< By ID, once read.
    QHash<QString, QString> m_annotations;        ///< Page ID to file.
    QSet<QString> m_loaded;                       ///< Res files.
    QList<QStringList> m_itemIds;
    layout::Rect m_commonBox{0, 0, 210, 297};
    qsizetype m_budget = 8'000'000; ///< Objects, glyphs and path elements; some 5,000 full pages of text.
    OfdDocument m_document;
};

/// The file at `location`; where it is missing, one more skipped feature.
std::optional<QString> Reader::find(const QString &folder, const QString &location, const QString &feature)
{
    const auto path = locate(m_package, {folder}, location);
    if (!path)
        m_skipped.add(feature);
    return path;
}

std::optional<layout::Rect> physicalBox(const XmlElement *area)
{
    constexpr double LongestSide = 10'000; // mm
    const auto box = area ? parseBox(area->childText(u"PhysicalBox")) : std::nullopt;
    const bool isSound =
        box && box->width > 0 && box->height > 0 && box->width <= LongestSide && box->height <= LongestSide;
    return isSound ? box : std::nullopt;
}

Result<void> Reader::loadResources(const XmlElement &parent, const QString &folder)
{
    for (const XmlElement &child : parent.children) {
        if (!child.is(u"PublicRes") && !child.is(u"DocumentRes") && !child.is(u"PageRes"))
            continue;
        const auto path = find(folder, child.text, u"resource-missing"_s);
        if (!path || m_loaded.contains(*path))
            continue;
        m_loaded.insert(*path);
        WENYI_CHECK(m_resources.load(*path));
    }
    return {};
}

Result<void> Reader::readCommonData()
{
    const XmlElement *common = m_tree.document.child(u"CommonData");
    if (!common)
        return {};
    m_commonBox = physicalBox(common->child(u"PageArea")).value_or(m_commonBox);
    m_resources.colors().setDefault(common->childText(u"DefaultCS"));
    for (const XmlElement &child : common->children) {
        if (child.is(u"TemplatePage"))
            m_templates.insert(child.attribute(u"ID"), child);
    }
    return loadResources(*common, m_tree.folder());
}

Result<void> Reader::findAnnotations()
{
    const QString location = m_tree.document.childText(u"Annotations");
    if (location.isEmpty())
        return {};
    const auto path = find(m_tree.folder(), location, u"annotations-missing"_s);
    if (!path)
        return {};
    WENYI_TRY(const XmlElement root, readXml(m_package, *path));
    for (const XmlElement &page : root.children) {
        if (const auto file = find(folderOf(*path), page.childText(u"FileLoc"), u"annotations-missing"_s))
            m_annotations.insert(page.attribute(u"PageID"), *file);
    }
    return {};
}

/// Page before template before CommonData.
layout::Rect Reader::pageBox(const XmlElement &page)
{
    if (const auto own = physicalBox(page.child(u"Area")))
        return *own;
    for (const XmlElement &child : page.children) {
        if (!child.is(u"Template"))
            continue;
        const auto content = m_templateContent.constFind(child.attribute(u"TemplateID"));
        const auto box = content == m_templateContent.cend() ? std::nullopt : physicalBox(content->child(u"Area"));
        if (box)
            return *box;
    }
    return m_commonBox;
}

Result<const XmlElement *> Reader::templateContent(const QString &id)
{
    if (const auto known = m_templateContent.constFind(id); known != m_templateContent.cend())
        return &*known;
    const auto listed = m_templates.constFind(id);
    const auto path = find(m_tree.folder(), listed == m_templates.cend() ? QString() : listed->attribute(u"BaseLoc"),
        u"template-missing"_s);
    if (!path)
        return nullptr;
    WENYI_TRY(XmlElement root, readXml(m_package, *path));
    WENYI_CHECK(loadResources(root, folderOf(*path)));
    return &*m_templateContent.insert(id, std::move(root));
}

Result<void> Reader::addTemplates(PageReader &reader, const XmlElement &page, ZOrder order)
{
    for (const XmlElement &child : page.children) {
        if (!child.is(u"Template"))
            continue;
        const QString id = child.attribute(u"TemplateID");
        QString told = child.attribute(u"ZOrder").trimmed();
        if (told.isEmpty())
            told = m_templates.value(id).attribute(u"ZOrder").trimmed();
        if (order != (told == u"Foreground" ? ZOrder::Foreground : ZOrder::Background))
            continue;
        WENYI_TRY(const XmlElement *root, templateContent(id));
        if (const XmlElement *content = root ? root->child(u"Content") : nullptr)
            reader.addContent(*content);
    }
    return {};
}

Result<void> Reader::readPage(const PageLocation &page)
{
    layout::PageScene scene{m_commonBox.width, m_commonBox.height, {}, {}};
    PageReader reader(m_resources, m_skipped, m_budget);
    if (page.path.isEmpty()) {
        m_skipped.add(u"page-missing"_s);
    } else {
        WENYI_TRY(const XmlElement root, readXml(m_package, page.path));
        WENYI_CHECK(loadResources(root, folderOf(page.path)));
        WENYI_CHECK(addTemplates(reader, root, ZOrder::Background));
        if (const XmlElement *content = root.child(u"Content"))
            reader.addContent(*content);
        WENYI_CHECK(addTemplates(reader, root, ZOrder::Foreground));
        const layout::Rect box = pageBox(root);
        scene.width = box.width;
        scene.height = box.height;
        addActions(root, m_document.pageIds.size());
    }
    if (const auto annotations = m_annotations.constFind(page.id); annotations != m_annotations.cend()) {
        WENYI_TRY(const XmlElement root, readXml(m_package, *annotations));
        reader.addAnnotations(root);
        m_document.annotations += readAnnotations(root, m_document.pageIds.size());
    }
    WENYI_TRY(PageContent content, reader.take());
    for (const ObjectAction &found : content.actions) {
        Action action = readAction(m_tree, found.action);
        action.onPage = m_document.pageIds.size();
        action.area = found.area;
        m_document.actions.append(action);
    }
    scene.items = std::move(content.items);
    m_itemIds.append(std::move(content.itemIds));
    m_document.content.scene.pages.append(std::move(scene));
    m_document.pageTexts.append(joinPieces(content.text));
    m_document.pageIds.append(page.id);
    return {};
}

void Reader::leaveEmpty(const PageLocation &page, const Error &fault)
{
    const qsizetype number = m_document.pageIds.size();
    m_document.pageFaults.insert(number, fault);
    m_itemIds.append(QStringList());
    m_document.content.scene.pages.append(layout::PageScene{m_commonBox.width, m_commonBox.height, {}, {}});
    m_document.pageTexts.append(QString());
    m_document.pageIds.append(page.id);
}

/// What is to happen when the document or a page is opened.
void Reader::addActions(const XmlElement &owner, qsizetype page)
{
    const XmlElement *actions = owner.child(u"Actions");
    for (const XmlElement &element : actions ? actions->children : QList<XmlElement>()) {
        if (!element.is(u"Action") || m_document.actions.size() >= MostActions)
            continue;
        Action action = readAction(m_tree, element);
        action.onPage = page;
        m_document.actions.append(action);
    }
}

void Reader::readOutline(const XmlElement &parent, int level)
{
    for (const XmlElement &element : parent.children) {
        if (!element.is(u"OutlineElem") || m_document.content.outline.size() >= MostOutlineEntries)
            continue;
        OutlineEntry entry{element.attribute(u"Title"), level, 0, 0};
        const XmlElement *actions = element.child(u"Actions");
        if (const XmlElement *first = actions ? actions->child(u"Action") : nullptr) {
            const Action action = readAction(m_tree, *first);
            entry.page = std::max<qsizetype>(0, action.page);
            entry.top = action.top;
        }
        m_document.content.outline.append(entry);
        readOutline(element, level + 1);
    }
}

Result<void> Reader::readAttachments()
{
    const QString location = m_tree.document.childText(u"Attachments");
    if (location.isEmpty())
        return {};
    const auto path = find(m_tree.folder(), location, u"attachment-missing"_s);
    if (!path)
        return {};
    WENYI_TRY(const XmlElement root, readXml(m_package, *path));
    for (const XmlElement &element : root.children) {
        if (!element.is(u"Attachment"))
            continue;
        const auto file = find(folderOf(*path), element.childText(u"FileLoc"), u"attachment-missing"_s);
        if (!file)
            continue;
        WENYI_TRY(QByteArray bytes, m_package.read(*file));
        m_document.content.attachments.append(
            Attachment{element.attribute(u"Name"), element.attribute(u"Format"), std::move(bytes)});
    }
    return {};
}

/// Our own custom tag: which objects make up which element of the official document.
Result<void> Reader::readFields()
{
    const QString location = m_tree.document.childText(u"CustomTags");
    if (location.isEmpty())
        return {};
    const auto path = find(m_tree.folder(), location, u"tags-missing"_s);
    if (!path)
        return {};
    WENYI_TRY(const XmlElement root, readXml(m_package, *path));
    for (const XmlElement &tag : root.children) {
        const auto file = find(folderOf(*path), tag.childText(u"FileLoc"), u"tags-missing"_s);
        if (!file)
            continue;
        WENYI_TRY(const XmlElement fields, readXml(m_package, *file));
        if (!fields.is(u"Fields")) {
            m_skipped.add(u"custom-tags"_s);
            continue;
        }
        for (const XmlElement &field : fields.children)
            readField(field);
    }
    return {};
}

void Reader::readField(const XmlElement &field)
{
    const qsizetype page = m_tree.pageIndex(field.attribute(u"PageRef"));
    if (page < 0)
        return;
    layout::SceneField known{
        field.attribute(u"Name"), 0, 0, parseBox(field.attribute(u"Bounds")).value_or(layout::Rect{})};
    qsizetype last = -1;
    for (const XmlElement &reference : field.children) {
        const qsizetype item = m_itemIds[page].indexOf(reference.text.trimmed());
        if (item < 0)
            continue;
        known.firstItem = last < 0 ? item : std::min(known.firstItem, item);
        last = std::max(last, item);
    }
    known.itemCount = last < 0 ? 0 : last - known.firstItem + 1;
    m_document.content.scene.pages[page].fields.append(known);
}

} // namespace

Result<OfdDocument> readOfd(const Package &package, const FontResolver &resolver, const ReadOptions &options)
{
    WENYI_TRY(const DocumentTree tree, readDocumentTree(package, options.document));
    return Reader(package, resolver, options, tree).read();
}

Result<OfdDocument> readOfd(const Package &package, const layout::FontSetRef &fonts, qsizetype document)
{
    return readOfd(package, resolverFrom(fonts), ReadOptions{document, fallbackFrom(fonts), DamagedPages::Refused});
}

} // namespace wenyi::ofd
