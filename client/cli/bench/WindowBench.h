// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/cli/bench/BenchOffice.h"

#include <QJsonObject>
#include <QStringList>

namespace wenyi::cli {

/// Arguments of the benches that open real windows.
struct WindowArguments
{
    std::string folder;
    qint64 records = 100'000;
    int rounds = 5;
    std::string platform = "offscreen";
};

std::shared_ptr<WindowArguments> addWindowOptions(Command &command);

/// An office's store in which `records` incoming documents await the clerk, and one draft lies; what is missing is
/// appended, so that a folder can be used again.
Result<std::unique_ptr<BenchOffice>> openListOffice(const WindowArguments &arguments, const Context &context);

/// Runs the program that opens windows (client/ui/bench) once and gives what it printed. Fails as runBenchProgram().
Result<QJsonObject> runWindows(
    const QString &mode, const BenchOffice &office, const WindowArguments &arguments, const Context &context);

} // namespace wenyi::cli
