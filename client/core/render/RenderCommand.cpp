// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderCommand.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

QString renderProgram()
{
    const QString named = qEnvironmentVariable("WENYI_RENDER");
    if (!named.isEmpty())
        return named;
    const QString here = QCoreApplication::applicationDirPath();
    const QString installed = here + u"/../libexec/wenyi/wenyi-render"_s;
    const QString built = here + u"/../render/wenyi-render"_s;
    return QFileInfo::exists(installed) ? installed : built;
}

RenderCommand bareRenderCommand(const QString &program)
{
    return {program, {}};
}

QProcessEnvironment renderEnvironment()
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment told;
    for (const auto &name : {u"HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s,
             u"QT_PLUGIN_PATH"_s, u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s}) {
        if (own.contains(name))
            told.insert(name, own.value(name));
    }
    told.insert(u"LANG"_s, u"C.UTF-8"_s);
    return told;
}

} // namespace wenyi::core
