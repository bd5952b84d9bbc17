// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

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
                            .arg(report.envelopesSent)
                            .arg(report.arrivals.size())
                            .arg(report.receiptsSent)
                            .arg(report.receiptsTaken));
    context.output.result({{u"entriesSent"_s, static_cast<qint64>(report.entriesPushed)},
        {u"entriesTaken"_s, static_cast<qint64>(report.entriesPulled)},
        {u"envelopesSent"_s, static_cast<qint64>(report.envelopesSent)},
        {u"envelopesTaken"_s, static_cast<qint64>(report.arrivals.size())},
        {u"receiptsSent"_s, static_cast<qint64>(report.receiptsSent)},
        {u"receiptsTaken"_s, static_cast<qint64>(report.receiptsTaken)}});
    for (const core::SyncRefusal &refusal : report.refused)
        return refusal.error;
    return {};
}

} // namespace

void addSyncCommand(CLI::App &app, Chosen &chosen)
{
    CLI::App *command = app.add_subcommand("sync", "Synchronise a desktop with its exchange server once");
    auto arguments = addUnlockOptions(*command);
    command->callback([arguments, &chosen] {
        chosen.action = [arguments](const Context &context) { return run(*arguments, context); };
    });
}

} // namespace wenyi::cli
