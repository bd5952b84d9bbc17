// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/structure/Layers.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace wenyi::structure {

Result<LayerTable> LayerTable::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "layers.no-table", path};
    LayerTable table;
    static const QRegularExpression form(u"^(\\S+)\\s+([:=])(.*)$"_s);
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const auto match = form.match(line);
        if (!match.hasMatch())
            return Error{ErrorCode::InvalidInput, "layers.table-line", line};
        const QStringList folders = match.captured(3).split(u' ', Qt::SkipEmptyParts);
        if (match.captured(2) == u':')
            table.arrows.insert(match.captured(1), folders);
        else
            table.libraries.append({match.captured(1), folders});
    }
    return table;
}

QString LayerTable::folderOf(const QString &path) const
{
    for (QString folder = path; !folder.isEmpty();) {
        folder.truncate(qMax<qsizetype>(folder.lastIndexOf(u'/'), 0));
        if (arrows.contains(folder))
            return folder;
    }
    return {};
}

namespace {

QString faultOfOwnHeader(const LayerTable &table, const QString &folder, const QString &header)
{
    const QString target = table.folderOf(header);
    if (target.isEmpty())
        return header.startsWith(u"tests/"_s) ? u"includes a test's header"_s
                                              : u"includes by another path than from the root"_s;
    if (target == folder || table.arrows.value(folder).contains(target))
        return {};
    return u"%1 may not include %2"_s.arg(folder, target);
}

QString faultOfForeignHeader(const LayerTable &table, const QString &folder, const QString &header)
{
    for (const auto &[prefix, folders] : table.libraries) {
        if (header.startsWith(prefix) && !folders.contains(folder))
            return u"only %1 may include %2…>"_s.arg(folders.join(u", "_s), prefix);
    }
    return {};
}

QStringList faultsOfFile(QFile &file, const QString &path, const LayerTable &table)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+(?:\"([^\"]+)\"|(<[^>]+>))"_s);
    QStringList faults;
    const QString folder = table.folderOf(path);
    if (folder.isEmpty())
        faults << u"%1: lies in no folder of the table"_s.arg(path);
    for (int number = 1; !file.atEnd(); ++number) {
        const auto match = include.match(QString::fromUtf8(file.readLine()));
        if (!match.hasMatch())
            continue;
        const QString own = match.captured(1);
        if (own.endsWith(u".moc"_s) || own.startsWith(u"ui_"_s))
            continue;
        const QString fault = own.isEmpty() ? faultOfForeignHeader(table, folder, match.captured(2))
                                            : faultOfOwnHeader(table, folder, own);
        if (!fault.isEmpty())
            faults << u"%1:%2: %3"_s.arg(path).arg(number).arg(fault);
    }
    return faults;
}

} // namespace

QStringList includeFaults(const QString &root, const LayerTable &table)
{
    QStringList faults;
    for (const QString &top : {u"shared"_s, u"client"_s, u"server"_s}) {
        QDirIterator files(root + u'/' + top, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString path = QDir(root).relativeFilePath(file.fileName());
            if (!file.open(QIODevice::ReadOnly))
                faults << u"%1: cannot be read"_s.arg(path);
            else
                faults << faultsOfFile(file, path, table);
        }
    }
    return faults;
}

} // namespace wenyi::structure
