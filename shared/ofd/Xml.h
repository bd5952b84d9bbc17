// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QXmlStreamWriter>

#include <utility>

namespace wenyi::ofd {

/// One element of an OFD file: local names only, and upper or lower case means the same, since makers differ in prefix,
/// spelling of the namespace and case.
struct XmlElement
{
    QString name;
    QList<std::pair<QString, QString>> attributes;
    QList<XmlElement> children;
    QString text; ///< The element's own character data, children's left out.

    bool is(QStringView wanted) const;
    /// The first child of that name, or null.
    const XmlElement *child(QStringView childName) const;
    /// The attribute's value; empty where it is missing.
    QString attribute(QStringView attributeName) const;
    bool hasAttribute(QStringView attributeName) const;
    /// The trimmed text of the first child of that name; empty where it is missing.
    QString childText(QStringView childName) const;
};

/// Parses a file of a package. A DTD, depth over 64, over 256 attributes, over half a million elements, or over 64 MiB
/// is refused; elements of namespaces other than OFD's (with or without the year) are left out.
/// Fails with "ofd.xml-dtd", "ofd.xml-limits", "ofd.xml-malformed".
Result<XmlElement> parseXml(const QByteArray &bytes);

/// Writes one OFD file: UTF-8, prefix `ofd` declared in the root, attributes without prefix (GB/T 33190 6.1).
class XmlWriter
{
public:
    explicit XmlWriter(const QString &root);
    XmlWriter(const XmlWriter &) = delete;
    XmlWriter &operator=(const XmlWriter &) = delete;

    XmlWriter &start(const QString &name);
    XmlWriter &attribute(const QString &name, const QString &value);
    XmlWriter &text(const QString &value);
    XmlWriter &end();
    /// An element that holds nothing but text.
    XmlWriter &element(const QString &name, const QString &value);
    /// As element(), and nothing at all for an empty value.
    XmlWriter &optional(const QString &name, const QString &value);
    /// Closes what is open. Fails with "ofd.text-character" where a text holds what XML 1.0 cannot.
    Result<QByteArray> finish();

private:
    void check(const QString &value);
    QByteArray m_bytes;
    QXmlStreamWriter m_writer;
    bool m_badCharacter = false;
};

/// A number in at most `decimals` decimals, without closing zeros, never "-0".
QString formatNumber(double value, int decimals = 4);
/// Numbers parted by blanks or commas; what is no finite number ends the list.
QList<double> parseNumbers(QStringView text, qsizetype maximum = 1'000'000);

} // namespace wenyi::ofd
