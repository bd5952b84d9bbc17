// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/BenchRuns.h"

#include <QJsonDocument>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace wenyi::cli::tests {

QJsonObject bench(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WENYI_RESOURCES"_s, QStringLiteral(WENYI_SOURCE_DIR "/resources"));
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"), QStringList{u"bench"_s, u"--json"_s} + arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

bool isSane(const QJsonValue &series, double most)
{
    const QJsonObject figures = series.toObject();
    const double median = figures.value(u"median"_s).toDouble();
    return figures.value(u"rounds"_s).toInt() > 0 && figures.value(u"least"_s).toDouble() <= median
           && median <= figures.value(u"most"_s).toDouble() && median > 0 && median < most;
}

} // namespace wenyi::cli::tests
