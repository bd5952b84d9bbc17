// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Location.h"

#include <QUrl>

namespace wenyi::ofd {

QString folderOf(const QString &path)
{
    return path.left(std::max<qsizetype>(0, path.lastIndexOf(u'/')));
}

std::optional<QString> resolveLocation(const QString &folder, QStringView location)
{
    QString text = location.trimmed().toString();
    if (text.isEmpty() || text.size() > LongestLocation)
        return std::nullopt;
    // Pretty-printing has broken some in the middle.
    for (const QChar unwanted : {u'\n', u'\r', u'\t'})
        text.remove(unwanted);
    text.replace(u'\\', u'/');
    QStringList parts;
    if (!text.startsWith(u'/') && !folder.isEmpty())
        parts = folder.split(u'/');
    for (const QStringView part : QStringView(text).split(u'/', Qt::SkipEmptyParts)) {
        if (part == u".")
            continue;
        if (part != u"..") {
            parts.append(part.toString());
        } else if (parts.isEmpty()) {
            return std::nullopt;
        } else {
            parts.removeLast();
        }
    }
    if (parts.isEmpty())
        return std::nullopt;
    return parts.join(u'/');
}

QStringList locationCandidates(const QStringList &folders, QStringView location)
{
    QStringList spellings{location.toString()};
    if (location.contains(u'%'))
        spellings.append(QUrl::fromPercentEncoding(location.toUtf8()));
    QStringList candidates;
    for (const QString &spelling : spellings) {
        for (const QString &folder : folders + QStringList{QString()}) {
            if (const auto path = resolveLocation(folder, spelling); path && !candidates.contains(*path))
                candidates.append(*path);
        }
    }
    return candidates;
}

std::optional<QString> locate(const Package &package, const QStringList &folders, QStringView location)
{
    for (const QString &candidate : locationCandidates(folders, location)) {
        if (package.contains(candidate))
            return candidate;
    }
    return std::nullopt;
}

} // namespace wenyi::ofd
