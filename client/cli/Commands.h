// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"

namespace wenyi::cli {

/// Declares every command; the one that the command line names sets `chosen`.
void addCommands(Command &app, Chosen &chosen);

/// Each in a file of its own.
void addDomainCommand(Command &app, Chosen &chosen);
void addImportCommand(Command &app, Chosen &chosen);
void addExportCommand(Command &app, Chosen &chosen);
void addOfdCommand(Command &app, Chosen &chosen);
void addPdfCommand(Command &app, Chosen &chosen);
void addJournalCommand(Command &app, Chosen &chosen);
void addTypesetCommand(Command &app, Chosen &chosen);
void addCompareCommand(Command &app, Chosen &chosen);
void addDemoCommand(Command &app, Chosen &chosen);
void addSyncCommand(Command &app, Chosen &chosen);
void addServerStatusCommand(Command &app, Chosen &chosen);
void addListCommand(Command &app, Chosen &chosen);
void addNumbersCommand(Command &app, Chosen &chosen);
void addAdapterCommand(Command &app, Chosen &chosen);
void addSendCommand(Command &app, Chosen &chosen);
void addReceiveCommand(Command &app, Chosen &chosen);
void addTrackCommand(Command &app, Chosen &chosen);
void addSignForCommand(Command &app, Chosen &chosen);
void addRecallCommand(Command &app, Chosen &chosen);
void addUrgeCommand(Command &app, Chosen &chosen);
void addReturnCommand(Command &app, Chosen &chosen);
void addUsbCommand(Command &app, Chosen &chosen);
void addSealCommand(Command &app, Chosen &chosen);
/// `seal make` and `seal issue`, under the command `seal`.
void addSealMakingCommands(Command &seal, Chosen &chosen);
/// `seal suspend`, `resume`, `revoke`, `publish` and `show`, under the command `seal`.
void addSealStateCommands(Command &seal, Chosen &chosen);
/// `seal backup` and `seal restore`, under the command `seal`.
void addSealBackupCommands(Command &seal, Chosen &chosen);
/// `seal sign`, under the command `seal`.
void addSealSignCommand(Command &seal, Chosen &chosen);
/// `seal apply`, `approve`, `refuse` and `applications`, under the command `seal`.
void addSealApplicationCommands(Command &seal, Chosen &chosen);
/// `seal uses`, under the command `seal`.
void addSealUsesCommand(Command &seal, Chosen &chosen);
/// `ofd verify`, under the command `ofd`.
void addOfdVerifyCommand(Command &ofd, Chosen &chosen);
/// `pdf verify`, under the command `pdf`.
void addPdfVerifyCommand(Command &pdf, Chosen &chosen);
void addPdfSignCommand(Command &pdf, Chosen &chosen);
/// `pdf copy`.
void addPdfCopyCommand(Command &pdf, Chosen &chosen);
void addPdfKeyCommands(Command &pdf, Chosen &chosen);
void addCaCommand(Command &app, Chosen &chosen);
void addKeyCommand(Command &app, Chosen &chosen);
/// `key backup` and `key restore`, under the command `key`.
void addKeyBackupCommands(Command &key, Chosen &chosen);
/// `key new` and `certify`.
void addKeyMakingCommands(Command &key, Chosen &chosen);
/// `key request` and `key unblock`, under the command `key`.
void addKeyUnblockCommands(Command &key, Chosen &chosen);
void addDirectoryCommand(Command &app, Chosen &chosen);
void addTokenCommand(Command &app, Chosen &chosen);
void addBenchCommand(Command &app, Chosen &chosen);
void addProfileCommand(Command &app, Chosen &chosen);

} // namespace wenyi::cli
