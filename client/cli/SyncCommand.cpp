// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

Result<void> run(const UnlockArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments, context));
    WENYI_TRY(const auto report, synchroniseDesk(*workspace));
    context.output.line(u"entries %1 sent, %2 taken; envelopes %3 sent, %4 taken; receipts %5 sent, %6 taken"_s
                            .arg(report.entriesPushed)
                            .arg(report.entriesPulled)
                            .arg(report.sent.size())
                            .arg(report.arrivals.size())
                            .arg(report.receiptsSent)
                            .arg(report.receiptsTaken));
    context.output.result(toJson(report));
    for (const core::SyncRefusal &refusal : report.refused)
        return refusal.error;
    return {};
}

} // namespace

void addSyncCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("sync", "Synchronise a desktop with its exchange server once");
    auto arguments = addUnlockOptions(command);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
