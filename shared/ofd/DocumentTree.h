// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"
#include "shared/ofd/Xml.h"

#include <QHash>

namespace wenyi::ofd {

/// A page as Document.xml lists it.
struct PageLocation
{
    QString id;
    QString path; ///< Empty where the file is not in the package.
};

/// The package's entry point and the document it leads to: the DocBody that was asked for.
struct DocumentTree
{
    XmlElement root;     ///< OFD.xml
    XmlElement document; ///< Document.xml
    QString documentPath;
    QString signaturesPath; ///< Signatures.xml; empty where the document names none.
    QList<PageLocation> pages;
    QHash<QString, qsizetype> pageIndexes; ///< By ID; of pages that share one, the first.
    QList<XmlElement> bodies;              ///< The DocBody of every document in the package.
    qsizetype chosen = 0;                  ///< Of the bodies: the document that is shown.

    const XmlElement &body() const { return bodies.at(chosen); }
    QString folder() const;
    /// The page's place in the order of the document, -1 if it is none of its pages.
    qsizetype pageIndex(const QString &id) const { return pageIndexes.value(id, -1); }
};

/// The tree of the package's document number `chosen`, from 0. Fails with "ofd.root-form", "ofd.no-such-document",
/// "ofd.document-missing", "ofd.too-many-pages", "ofd.page-twice" or a reason of parseXml.
Result<DocumentTree> readDocumentTree(const Package &package, qsizetype chosen = 0);

/// Reads and parses one XML file of the package.
Result<XmlElement> readXml(const Package &package, const QString &path);

} // namespace wenyi::ofd
