// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/DocumentTree.h"

#include "shared/ofd/Location.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

QString DocumentTree::folder() const
{
    return folderOf(documentPath);
}

Result<XmlElement> readXml(const Package &package, const QString &path)
{
    WENYI_TRY(const QByteArray bytes, package.read(path));
    auto element = parseXml(bytes);
    if (!element)
        return Error{element.error().code, element.error().reason, path + u' ' + element.error().detail};
    return element;
}

Result<DocumentTree> readDocumentTree(const Package &package, qsizetype chosen)
{
    constexpr qsizetype MostPages = 20'000;
    DocumentTree tree;
    WENYI_TRY(tree.root, readXml(package, u"OFD.xml"_s));
    for (const XmlElement &child : tree.root.children) {
        if (child.is(u"DocBody"))
            tree.bodies.append(child);
    }
    if (!tree.root.is(u"OFD") || tree.bodies.isEmpty())
        return Error{ErrorCode::Corrupt, "ofd.root-form", {}};
    if (chosen < 0 || chosen >= tree.bodies.size())
        return Error{ErrorCode::NotFound, "ofd.no-such-document", QString::number(chosen)};
    tree.chosen = chosen;
    const QString documentLocation = tree.body().childText(u"DocRoot");
    const auto path = locate(package, {}, documentLocation);
    if (!path)
        return Error{ErrorCode::Corrupt, "ofd.document-missing", documentLocation};
    tree.documentPath = *path;
    WENYI_TRY(tree.document, readXml(package, tree.documentPath));
    if (const QString signatures = tree.body().childText(u"Signatures"); !signatures.isEmpty()) {
        // A list that is missing is told when signatures are asked for; the pages can be shown without it.
        const auto written = resolveLocation({}, signatures);
        tree.signaturesPath = locate(package, {}, signatures).value_or(written.value_or(signatures));
    }
    QSet<QString> seen;
    const XmlElement *pages = tree.document.child(u"Pages");
    if (pages && pages->children.size() > MostPages)
        return Error{ErrorCode::TooLarge, "ofd.too-many-pages", QString::number(pages->children.size())};
    for (const XmlElement &page : pages ? pages->children : QList<XmlElement>()) {
        if (!page.is(u"Page"))
            continue;
        const auto place = locate(package, {tree.folder()}, page.attribute(u"BaseLoc"));
        // One file shown as many pages would cost its reader many times its size.
        if (place && seen.contains(*place))
            return Error{ErrorCode::Corrupt, "ofd.page-twice", *place};
        seen.insert(place.value_or(QString()));
        const QString id = page.attribute(u"ID");
        if (!tree.pageIndexes.contains(id))
            tree.pageIndexes.insert(id, tree.pages.size());
        tree.pages.append(PageLocation{id, place.value_or(QString())});
    }
    return tree;
}

} // namespace wenyi::ofd
