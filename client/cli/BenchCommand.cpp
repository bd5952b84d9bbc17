// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/bench/Benches.h"

namespace wenyi::cli {

void addBenchCommand(CLI::App &app, Chosen &chosen)
{
    CLI::App *command = app.add_subcommand("bench", "Measure speed and memory; see docs/PERFORMANCE.md");
    command->require_subcommand(1);
    addTypesetBench(*command, chosen);
    addPagesBench(*command, chosen);
    addOfficeBench(*command, chosen);
    addCompareBench(*command, chosen);
    addJournalBench(*command, chosen);
    addListBench(*command, chosen);
    addClientBench(*command, chosen);
}

} // namespace wenyi::cli
