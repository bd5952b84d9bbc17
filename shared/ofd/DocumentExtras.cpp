// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/DocumentExtras.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/Geometry.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

constexpr qsizetype MostEntries = 10'000;

struct Target
{
    qsizetype page = 0;
    double top = 0;
};

Target targetOf(const DocumentTree &tree, const XmlElement &destination)
{
    return {std::max<qsizetype>(0, tree.pageIndex(destination.attribute(u"PageID"))), numberOf(destination, u"Top", 0)};
}

/// Permissions tell each right in an element of its own; some makers write an attribute.
bool mayDo(const XmlElement &permissions, const QString &name)
{
    const QString text = permissions.childText(name).toLower();
    return text.isEmpty() ? flagOf(permissions, name, true) : text == u"true" || text == u"1";
}

QDate dateOf(const QString &text)
{
    return QDate::fromString(text.first(std::min<qsizetype>(10, text.size())), Qt::ISODate);
}

} // namespace

DocumentInfo readDocumentInfo(const XmlElement &body)
{
    DocumentInfo info;
    const XmlElement *element = body.child(u"DocInfo");
    if (!element)
        return info;
    info.id = element->childText(u"DocID");
    info.title = element->childText(u"Title");
    info.author = element->childText(u"Author");
    info.subject = element->childText(u"Subject");
    info.abstract = element->childText(u"Abstract");
    info.created = dateOf(element->childText(u"CreationDate"));
    info.modified = dateOf(element->childText(u"ModDate"));
    info.creator = element->childText(u"Creator");
    info.creatorVersion = element->childText(u"CreatorVersion");
    if (const XmlElement *keywords = element->child(u"Keywords")) {
        for (const XmlElement &keyword : keywords->children)
            info.keywords.append(keyword.text.trimmed());
    }
    if (const XmlElement *data = element->child(u"CustomDatas")) {
        for (const XmlElement &entry : data->children)
            info.customData.append(CustomData{entry.attribute(u"Name"), entry.text.trimmed()});
    }
    return info;
}

QList<Bookmark> readBookmarks(const DocumentTree &tree)
{
    QList<Bookmark> bookmarks;
    const XmlElement *list = tree.document.child(u"Bookmarks");
    for (const XmlElement &element : list ? list->children : QList<XmlElement>()) {
        const XmlElement *destination = element.child(u"Dest");
        if (!element.is(u"Bookmark") || !destination || bookmarks.size() >= MostEntries)
            continue;
        const Target target = targetOf(tree, *destination);
        bookmarks.append(Bookmark{element.attribute(u"Name"), target.page, target.top});
    }
    return bookmarks;
}

Permissions readPermissions(const DocumentTree &tree)
{
    Permissions permissions;
    const XmlElement *element = tree.document.child(u"Permissions");
    if (!element)
        return permissions;
    permissions.isGiven = true;
    permissions.edits = mayDo(*element, u"Edit"_s);
    permissions.annotates = mayDo(*element, u"Annot"_s);
    permissions.exports = mayDo(*element, u"Export"_s);
    permissions.signs = mayDo(*element, u"Signature"_s);
    permissions.watermarks = mayDo(*element, u"Watermark"_s);
    permissions.capturesScreen = mayDo(*element, u"PrintScreen"_s);
    if (const XmlElement *print = element->child(u"Print")) {
        permissions.prints = flagOf(*print, u"Printable", true);
        permissions.copies = static_cast<int>(std::clamp(numberOf(*print, u"Copies", -1), -1.0, 1e6));
    }
    if (const XmlElement *period = element->child(u"ValidPeriod")) {
        permissions.validFrom = period->attribute(u"StartDate");
        permissions.validUntil = period->attribute(u"EndDate");
    }
    return permissions;
}

QList<DocumentVersion> readVersions(const DocumentTree &tree)
{
    QList<DocumentVersion> versions;
    const XmlElement *list = tree.body().child(u"Versions");
    for (const XmlElement &element : list ? list->children : QList<XmlElement>()) {
        if (element.is(u"Version") && versions.size() < MostEntries)
            versions.append(DocumentVersion{
                element.attribute(u"ID"), element.attribute(u"BaseLoc"), flagOf(element, u"Current", false)});
    }
    return versions;
}

Action readAction(const DocumentTree &tree, const XmlElement &element)
{
    Action action;
    for (const XmlElement &child : element.children) {
        if (child.is(u"Goto")) {
            action.kind = Action::Kind::Goto;
            if (const XmlElement *destination = child.child(u"Dest")) {
                const Target target = targetOf(tree, *destination);
                action.page = target.page;
                action.top = target.top;
            } else if (const XmlElement *bookmark = child.child(u"Bookmark")) {
                action.target = bookmark->attribute(u"Name");
            }
        } else if (child.is(u"URI")) {
            action.kind = Action::Kind::Uri;
            action.target = child.attribute(u"URI");
        } else if (child.is(u"GotoA")) {
            action.kind = Action::Kind::Attachment;
            action.target = child.attribute(u"AttachID");
        } else if (child.is(u"Sound") || child.is(u"Movie")) {
            action.kind = child.is(u"Sound") ? Action::Kind::Sound : Action::Kind::Movie;
            action.target = child.attribute(u"ResourceID");
        }
    }
    return action;
}

QList<Annotation> readAnnotations(const XmlElement &pageAnnot, qsizetype page)
{
    QList<Annotation> annotations;
    for (const XmlElement &element : pageAnnot.children) {
        if (!element.is(u"Annot") || annotations.size() >= MostEntries)
            continue;
        Annotation annotation;
        annotation.page = page;
        annotation.type = element.attribute(u"Type");
        annotation.creator = element.attribute(u"Creator");
        annotation.date = element.attribute(u"LastModDate");
        annotation.remark = element.childText(u"Remark");
        annotation.isVisible = flagOf(element, u"Visible", true);
        annotation.isPrinted = flagOf(element, u"Print", true);
        if (const XmlElement *appearance = element.child(u"Appearance"))
            annotation.area = parseBox(appearance->attribute(u"Boundary")).value_or(layout::Rect{});
        annotations.append(annotation);
    }
    return annotations;
}

} // namespace wenyi::ofd
