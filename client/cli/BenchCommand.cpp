// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/bench/Benches.h"

namespace wenyi::cli {

void addBenchCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("bench", "Measure speed and memory; see docs/PERFORMANCE.md");
    command.requireCommand();
    addTypesetBench(command, chosen);
    addPagesBench(command, chosen);
    addOfficeBench(command, chosen);
    addCompareBench(command, chosen);
    addJournalBench(command, chosen);
    addListBench(command, chosen);
    addTrustBench(command, chosen);
    addProtectBench(command, chosen);
    addExchangeBench(command, chosen);
    addClientBench(command, chosen);
    addSyncBench(command, chosen);
}

} // namespace wenyi::cli
