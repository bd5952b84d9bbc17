// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderCommand.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// Folders of libraries beside /usr: links into it on most machines, folders of their own on others.
void addLibraryFolders(QStringList &arguments)
{
    for (const QString &folder : {u"/lib"_s, u"/lib64"_s, u"/lib32"_s}) {
        const QFileInfo info(folder);
        if (info.isSymLink())
            arguments << u"--symlink"_s << QFileInfo(info.symLinkTarget()).filePath() << folder;
        else if (info.isDir())
            arguments << u"--ro-bind"_s << folder << folder;
    }
}

void addReadable(QStringList &arguments, const QString &path)
{
    if (QFileInfo::exists(path))
        arguments << u"--ro-bind"_s << path << path;
}

} // namespace

std::optional<RenderCommand> containedRenderCommand(const QString &program)
{
    const QString bubblewrap = QStandardPaths::findExecutable(u"bwrap"_s);
    const QString helper = QFileInfo(program).canonicalFilePath();
    if (bubblewrap.isEmpty() || helper.isEmpty())
        return std::nullopt;
    QStringList arguments{u"--unshare-all"_s, u"--die-with-parent"_s, u"--new-session"_s, u"--cap-drop"_s, u"ALL"_s,
        u"--ro-bind"_s, u"/usr"_s, u"/usr"_s};
    addLibraryFolders(arguments);
    for (const QString &path : {u"/etc/fonts"_s, u"/etc/ld.so.cache"_s, u"/var/cache/fontconfig"_s})
        addReadable(arguments, path);
    for (const QString &folder : QStandardPaths::standardLocations(QStandardPaths::FontsLocation))
        addReadable(arguments, folder);
    addReadable(arguments, QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/fontconfig"_s);
    addReadable(arguments, QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/fontconfig"_s);
    addReadable(arguments, qEnvironmentVariable("QT_PLUGIN_PATH"));
#ifdef WENYI_SHARED_LIBRARIES // A build to be tested; what is installed holds its libraries.
    addReadable(arguments, QStringLiteral(WENYI_SHARED_LIBRARIES));
#endif
    arguments << u"--proc"_s << u"/proc"_s << u"--ro-bind"_s << helper << helper << u"--chdir"_s << u"/"_s << u"--"_s
              << helper << u"--contained"_s;
    return RenderCommand{bubblewrap, arguments};
}

} // namespace wenyi::core
