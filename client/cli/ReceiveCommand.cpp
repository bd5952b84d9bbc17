// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/ArrivalJson.h"
#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/TrackingJson.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/ArrivalFiles.h"
#include "client/core/exchange/UrgeService.h"
#include "client/ui/text/SealWords.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct ReceiveArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    bool all = false;
    std::string folder;
};

QJsonObject filesJson(const core::ArrivalFiles &files)
{
    QJsonObject object{{u"folder"_s, files.folder}, {u"header"_s, files.header}, {u"document"_s, files.document},
        {u"attachments"_s, QJsonArray::fromStringList(files.attachments)}};
    if (!files.source.isEmpty())
        object.insert(u"source"_s, files.source);
    return object;
}

/// Tells of one arrival and writes it out where that is wanted. A seal that does not hold any more is told and not
/// written: what lies in the folder is what may be relied upon.
Result<QJsonObject> report(core::Workspace &workspace, const core::ArrivedEnvelope &arrived,
    const ReceiveArguments &arguments, const Output &output)
{
    const core::ArrivalService arrivals(workspace);
    const exchange::EnvelopeRouting &routing = arrived.header.routing();
    WENYI_TRY(const auto header, arrivals.documentHeader(arrived.entry));
    WENYI_TRY(const auto verdict, arrivals.verify(arrived));
    output.line(u"%1  %2  %3  %4  %5: %6"_s.arg(arrived.stream.toString(), exchange::urgencyWord(routing.urgency),
        unitName(workspace, routing.sender), header.number.isEmpty() ? u"-"_s : header.number, header.title,
        ui::conclusionWords(verdict)));
    QJsonObject object = arrivalJson(workspace, arrived, header, verdict);
    WENYI_TRY(const auto asked, core::UrgeService(workspace).asked(arrived.header));
    if (!asked.isEmpty()) {
        object.insert(u"urged"_s, urgedJson(asked.constLast(), static_cast<int>(asked.size())));
        output.line(u"    urged  %1  %2: %3"_s.arg(
            timeText(asked.constLast().time), asked.constLast().memberName, asked.constLast().reason));
    }
    if (arguments.folder.empty() || verdict.conclusion > core::SealingConclusion::CannotBeChecked)
        return object;
    WENYI_TRY(const auto files, core::writeArrival(arrivals, arrived, fromArgument(arguments.folder)));
    object.insert(u"files"_s, filesJson(files));
    output.line(u"    "_s + files.folder);
    return object;
}

Result<void> run(const ReceiveArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto attempt, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto arrivals, arguments.all ? core::ExchangeProjection::inbox(workspace->journal().database())
                                                 : core::openArrivals(*workspace));
    QJsonArray array;
    QStringList broken;
    for (const core::ArrivedEnvelope &arrived : arrivals) {
        WENYI_TRY(const auto object, report(*workspace, arrived, arguments, context.output));
        array.append(object);
        if (!arguments.folder.empty() && !object.contains(u"files"_s))
            broken.append(arrived.stream.toString());
    }
    context.output.result({{u"arrivals"_s, array}, {u"synchronisation"_s, attempt.toJson()}});
    if (attempt.failure)
        return *attempt.failure;
    if (attempt.report && !attempt.report->refused.isEmpty())
        return attempt.report->refused.first().error;
    if (!broken.isEmpty())
        return Error{ErrorCode::NotTrusted, "arrival.seal", broken.join(u' ')};
    return {};
}

} // namespace

void addReceiveCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<ReceiveArguments>();
    Command &command =
        app.addCommand("receive", "Synchronise, then list what arrived and is not signed for, with its verdict");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addFlag("--all", arguments->all, "Everything that ever arrived");
    command.addOption("--out", arguments->folder, "Write header.xml, document.ofd and attachments of each into here");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
