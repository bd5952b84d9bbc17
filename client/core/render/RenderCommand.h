// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace wenyi::core {

/// How the render helper is started.
struct RenderCommand
{
    QString program;
    QStringList arguments;
};

/// The helper's program: named by WENYI_RENDER while developing, else where it is installed or was built.
QString renderProgram();

/// The helper inside a container without network, processes or files but its own libraries and the machine's fonts;
/// nothing where this machine has no program that makes containers.
std::optional<RenderCommand> containedRenderCommand(const QString &program);

/// The helper by itself, confined by its own means alone.
RenderCommand bareRenderCommand(const QString &program);

/// What the helper is told of the person's environment: where fonts are, and nothing else.
QProcessEnvironment renderEnvironment();

} // namespace wenyi::core
