// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderCommand.h"

#include "client/core/threads/HelperProgram.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

QString renderProgram()
{
    const QString named = qEnvironmentVariable("WENYI_RENDER");
    if (!named.isEmpty())
        return named;
    return helperProgram(u"render"_s, u"wenyi-render"_s);
}

RenderCommand bareRenderCommand(const QString &program)
{
    return {program, {}};
}

QProcessEnvironment renderEnvironment()
{
    return helperEnvironment(
        {u"HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"QT_PLUGIN_PATH"_s});
}

} // namespace wenyi::core
