// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/DocumentTree.h"

#include "shared/ofd/Location.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

QString DocumentTree::folder() const
{
    return folderOf(documentPath);
}

qsizetype DocumentTree::pageIndex(const QString &id) const
{
    for (qsizetype i = 0; i < pages.size(); ++i) {
        if (pages[i].id == id)
            return i;
    }
    return -1;
}

Result<XmlElement> readXml(const Package &package, const QString &path)
{
    WENYI_TRY(const QByteArray bytes, package.read(path));
    auto element = parseXml(bytes);
    if (!element)
        return Error{element.error().code, element.error().reason, path + u' ' + element.error().detail};
    return element;
}

Result<DocumentTree> readDocumentTree(const Package &package)
{
    constexpr qsizetype MostPages = 20'000;
    DocumentTree tree;
    WENYI_TRY(tree.root, readXml(package, u"OFD.xml"_s));
    const XmlElement *body = tree.root.child(u"DocBody");
    if (tree.root.name != u"OFD" || !body)
        return Error{ErrorCode::Corrupt, "ofd.root-form", {}};
    tree.bodies = std::ranges::count(tree.root.children, u"DocBody"_s, &XmlElement::name);
    const QString documentLocation = body->childText(u"DocRoot");
    const auto path = locate(package, {}, documentLocation);
    if (!path)
        return Error{ErrorCode::Corrupt, "ofd.document-missing", documentLocation};
    tree.documentPath = *path;
    WENYI_TRY(tree.document, readXml(package, tree.documentPath));
    if (const QString signatures = body->childText(u"Signatures"); !signatures.isEmpty()) {
        // A list that is missing is told when signatures are asked for; the pages can be shown without it.
        const auto written = resolveLocation({}, signatures);
        tree.signaturesPath = locate(package, {}, signatures).value_or(written.value_or(signatures));
    }
    QSet<QString> seen;
    const XmlElement *pages = tree.document.child(u"Pages");
    if (pages && pages->children.size() > MostPages)
        return Error{ErrorCode::TooLarge, "ofd.too-many-pages", QString::number(pages->children.size())};
    for (const XmlElement &page : pages ? pages->children : QList<XmlElement>()) {
        if (page.name != u"Page")
            continue;
        const auto place = locate(package, {tree.folder()}, page.attribute(u"BaseLoc"));
        // One file shown as many pages would cost its reader many times its size.
        if (place && seen.contains(*place))
            return Error{ErrorCode::Corrupt, "ofd.page-twice", *place};
        seen.insert(place.value_or(QString()));
        tree.pages.append(PageLocation{page.attribute(u"ID"), place.value_or(QString())});
    }
    return tree;
}

} // namespace wenyi::ofd
