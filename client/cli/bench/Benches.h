// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"

namespace wenyi::cli {

/// Each in a file of its own; docs/PERFORMANCE.md says what they measure.
void addTypesetBench(Command &bench, Chosen &chosen);
void addPagesBench(Command &bench, Chosen &chosen);
void addOfficeBench(Command &bench, Chosen &chosen);
void addCompareBench(Command &bench, Chosen &chosen);
void addJournalBench(Command &bench, Chosen &chosen);
void addListBench(Command &bench, Chosen &chosen);
void addTrustBench(Command &bench, Chosen &chosen);
void addProtectBench(Command &bench, Chosen &chosen);
void addExchangeBench(Command &bench, Chosen &chosen);
void addClientBench(Command &bench, Chosen &chosen);
void addSyncBench(Command &bench, Chosen &chosen);

} // namespace wenyi::cli
