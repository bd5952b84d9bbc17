// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"

namespace wenyi::cli {

/// Declares every command; the one that the command line names sets `chosen`.
void addCommands(CLI::App &app, Chosen &chosen);

/// Each in a file of its own.
void addDomainCommand(CLI::App &app, Chosen &chosen);
void addImportCommand(CLI::App &app, Chosen &chosen);
void addExportCommand(CLI::App &app, Chosen &chosen);
void addOfdCommand(CLI::App &app, Chosen &chosen);
void addPdfCommand(CLI::App &app, Chosen &chosen);
void addJournalCommand(CLI::App &app, Chosen &chosen);
void addTypesetCommand(CLI::App &app, Chosen &chosen);
void addCompareCommand(CLI::App &app, Chosen &chosen);
void addDemoCommand(CLI::App &app, Chosen &chosen);
void addSyncCommand(CLI::App &app, Chosen &chosen);
void addListCommand(CLI::App &app, Chosen &chosen);
void addSendCommand(CLI::App &app, Chosen &chosen);
void addReceiveCommand(CLI::App &app, Chosen &chosen);
void addTrackCommand(CLI::App &app, Chosen &chosen);
void addSignForCommand(CLI::App &app, Chosen &chosen);
void addReturnCommand(CLI::App &app, Chosen &chosen);
void addUsbCommand(CLI::App &app, Chosen &chosen);
void addSealCommand(CLI::App &app, Chosen &chosen);
/// `seal make` and `seal issue`, under the command `seal`.
void addSealMakingCommands(CLI::App &seal, Chosen &chosen);
/// `ofd verify`, under the command `ofd`.
void addOfdVerifyCommand(CLI::App &ofd, Chosen &chosen);
/// `pdf verify`, under the command `pdf`.
void addPdfVerifyCommand(CLI::App &pdf, Chosen &chosen);
void addBenchCommand(CLI::App &app, Chosen &chosen);

} // namespace wenyi::cli
