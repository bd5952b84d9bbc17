// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStringList>

namespace wenyi::cli {

/// A program that benches have something done by and that is no part of the product.
struct BenchProgram
{
    QString name;
    QString folder; ///< In the build tree, seen from this program's; it may lie beside this one as well.
    int timeout;    ///< Milliseconds after which it is given up.
};

/// Runs it to its end and gives the JSON object that it printed. Fails with NotFound "bench.program", Unavailable
/// "bench.program-failed".
Result<QJsonObject> runBenchProgram(const BenchProgram &program, const QStringList &arguments,
    const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

} // namespace wenyi::cli
