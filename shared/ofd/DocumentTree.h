// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"
#include "shared/ofd/Xml.h"

namespace wenyi::ofd {

/// A page as Document.xml lists it.
struct PageLocation
{
    QString id;
    QString path; ///< Empty where the file is not in the package.
};

/// The package's entry point and the document it leads to: the first DocBody, which is the one that is shown.
struct DocumentTree
{
    XmlElement root;     ///< OFD.xml
    XmlElement document; ///< Document.xml
    QString documentPath;
    QString signaturesPath; ///< Signatures.xml; empty where the document names none.
    QList<PageLocation> pages;
    qsizetype bodies = 0; ///< How many documents the package holds.

    const XmlElement &body() const { return *root.child(u"DocBody"); }
    QString folder() const;
    /// The page's place in the order of the document, -1 if it is none of its pages.
    qsizetype pageIndex(const QString &id) const;
};

/// Fails with "ofd.root-form", "ofd.document-missing", "ofd.too-many-pages", "ofd.page-twice" or a reason of parseXml.
Result<DocumentTree> readDocumentTree(const Package &package);

/// Reads and parses one XML file of the package.
Result<XmlElement> readXml(const Package &package, const QString &path);

} // namespace wenyi::ofd
