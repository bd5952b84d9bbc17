// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"

namespace wenyi::cli {

/// Each in a file of its own; docs/PERFORMANCE.md says what they measure.
void addTypesetBench(CLI::App &bench, Chosen &chosen);
void addPagesBench(CLI::App &bench, Chosen &chosen);
void addOfficeBench(CLI::App &bench, Chosen &chosen);
void addCompareBench(CLI::App &bench, Chosen &chosen);
void addJournalBench(CLI::App &bench, Chosen &chosen);
void addListBench(CLI::App &bench, Chosen &chosen);
void addClientBench(CLI::App &bench, Chosen &chosen);

} // namespace wenyi::cli
