// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

namespace wenyi::cli {

void addCommands(Command &app, Chosen &chosen)
{
    addDomainCommand(app, chosen);
    addImportCommand(app, chosen);
    addExportCommand(app, chosen);
    addOfdCommand(app, chosen);
    addPdfCommand(app, chosen);
    addTypesetCommand(app, chosen);
    addCompareCommand(app, chosen);
    addJournalCommand(app, chosen);
    addDemoCommand(app, chosen);
    addSyncCommand(app, chosen);
    addServerStatusCommand(app, chosen);
    addListCommand(app, chosen);
    addNumbersCommand(app, chosen);
    addSendCommand(app, chosen);
    addReceiveCommand(app, chosen);
    addTrackCommand(app, chosen);
    addSignForCommand(app, chosen);
    addReturnCommand(app, chosen);
    addRecallCommand(app, chosen);
    addUrgeCommand(app, chosen);
    addAdapterCommand(app, chosen);
    addUsbCommand(app, chosen);
    addSealCommand(app, chosen);
    addCaCommand(app, chosen);
    addKeyCommand(app, chosen);
    addDirectoryCommand(app, chosen);
    addTokenCommand(app, chosen);
    addProfileCommand(app, chosen);
    addBenchCommand(app, chosen);
}

} // namespace wenyi::cli
