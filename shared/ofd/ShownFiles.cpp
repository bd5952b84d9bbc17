// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ShownFiles.h"

#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/Location.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

QString baseName(const QString &path)
{
    return path.mid(std::max(path.lastIndexOf(u'/'), path.lastIndexOf(u'\\')) + 1);
}

class Reachability
{
public:
    explicit Reachability(const Package &package)
        : m_package(package)
    {
        for (const QString &path : package.paths())
            m_baseNames.insert(baseName(path));
    }

    Result<QSet<QString>> take()
    {
        reach(u"OFD.xml"_s);
        while (!m_open.isEmpty()) {
            const QString path = m_open.takeLast();
            WENYI_TRY(const QByteArray bytes, m_package.read(path));
            // Pictures and fonts lead nowhere; a damaged XML file cannot be shown either.
            if (!bytes.contains('<'))
                continue;
            const auto root = parseXml(bytes);
            if (!root)
                continue;
            m_folders = foldersFor(path, *root);
            visit(*root, path == u"OFD.xml");
        }
        return std::move(m_shown);
    }

private:
    void visit(const XmlElement &element, bool isRootFile)
    {
        if (isRootFile && element.is(u"Signatures"))
            return;
        consider(element.text);
        for (const auto &[name, value] : element.attributes)
            consider(value);
        for (const XmlElement &child : element.children)
            visit(child, isRootFile);
    }

    void consider(const QString &text)
    {
        if (!mayBeLocation(text))
            return;
        for (const QString &candidate : locationCandidates(m_folders, text)) {
            if (m_package.contains(candidate))
                reach(candidate);
        }
    }

    /// Nearly every text of a page fails here, before anything is resolved. What has slashes or escapes can name a file
    /// in ways that its last part does not show: "Content.xml/.", "Content.xml%20", a line break within.
    bool mayBeLocation(const QString &text) const
    {
        static const QString telling = u"/\\\n\r\t"_s;
        const auto isTelling = [](QChar character) { return telling.contains(character); };
        const QString trimmed = text.trimmed();
        if (trimmed.contains(u'%')) // However long: it may stand for fewer characters.
            return true;
        return trimmed.size() <= LongestLocation
               && (std::ranges::any_of(trimmed, isTelling) || m_baseNames.contains(trimmed));
    }

    void reach(const QString &path)
    {
        if (m_shown.contains(path))
            return;
        m_shown.insert(path);
        m_open.append(path);
    }

    const Package &m_package;
    QSet<QString> m_baseNames;
    QSet<QString> m_shown;
    QStringList m_open;
    QStringList m_folders;
};

} // namespace

QStringList foldersFor(const QString &path, const XmlElement &root)
{
    const QString own = folderOf(path);
    QStringList folders;
    for (const QString &candidate : locationCandidates({own}, root.attribute(u"BaseLoc")))
        folders.append(candidate);
    folders.append(own);
    return folders;
}

Result<QSet<QString>> shownFiles(const Package &package)
{
    return Reachability(package).take();
}

} // namespace wenyi::ofd
