// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/BenchProgram.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

Result<QString> pathOf(const BenchProgram &program)
{
    const QString own = QCoreApplication::applicationDirPath() + u'/';
    for (const QString &candidate : {own + program.name, own + program.folder + u'/' + program.name}) {
        if (QFileInfo(candidate).isExecutable())
            return QDir::cleanPath(candidate);
    }
    return Error{ErrorCode::NotFound, "bench.program", program.name};
}

} // namespace

Result<QJsonObject> runBenchProgram(
    const BenchProgram &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    WENYI_TRY(const QString path, pathOf(program));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(path, arguments);
    const bool done = process.waitForFinished(program.timeout) && process.exitStatus() == QProcess::NormalExit
                      && process.exitCode() == 0;
    const QJsonDocument answer = QJsonDocument::fromJson(process.readAllStandardOutput());
    if (!done || !answer.isObject())
        return Error{ErrorCode::Unavailable, "bench.program-failed",
            program.name + u' ' + arguments.value(0) + u' ' + QString::fromLocal8Bit(process.readAllStandardError())};
    return answer.object();
}

} // namespace wenyi::cli
