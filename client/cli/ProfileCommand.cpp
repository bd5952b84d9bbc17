// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/profile/StoreRecovery.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct RecoverArguments
{
    UnlockArguments unlock;
    core::WholeStore whole = core::WholeStore::IsLeft;
};

void tell(const core::StoreRecovered &recovered, QJsonObject &result, const Output &output)
{
    result.insert(u"kept"_s, recovered.kept);
    result.insert(u"lost"_s, recovered.lost.size());
    result.insert(u"lostList"_s, recovered.list);
    output.line(u"the desktop came from the server; %1 unsent entries kept, %2 lost"_s.arg(recovered.kept)
                    .arg(recovered.lost.size()));
    if (!recovered.list.isEmpty())
        output.line(u"those lost: %1"_s.arg(recovered.list));
}

Result<void> recover(const RecoverArguments &arguments, const Context &context)
{
    const QString folder = fromArgument(arguments.unlock.profile);
    {
        WENYI_TRY(const auto profile, core::Profile::open(folder));
        WENYI_TRY(const MemberId member, memberOf(profile, arguments.unlock.member));
        WENYI_TRY(const auto pin, readPin(arguments.unlock.pinFile));
        WENYI_TRY(const auto aside, core::recoverStore(folder, member, pin, arguments.whole, context.environment));
        context.output.line(
            u"the damaged store lies in %1; %2 of its entries could be read"_s.arg(aside.folder).arg(aside.salvaged));
    }
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto attempt, trySynchronising(*workspace, NetworkUse::IfReachable));
    // A connection that goes when that is done takes nothing back.
    QJsonObject result{{u"state"_s, workspace->isRecovering() ? u"waits-for-server"_s : u"recovered"_s}};
    if (attempt.report && attempt.report->recovered)
        tell(*attempt.report->recovered, result, context.output);
    attempt.tellFailure(context.output);
    context.output.result(result);
    return {};
}

} // namespace

void addProfileCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("profile", "Recover a desktop");
    command.requireCommand();
    Command &sub = command.addCommand("recover",
        "Put a desktop's damaged store aside and have the desktop come from its server anew; nothing is deleted");
    auto arguments = std::make_shared<RecoverArguments>();
    addUnlockOptions(sub, arguments->unlock);
    sub.addFlag(
        "--although-whole", [arguments] { arguments->whole = core::WholeStore::IsPutAside; },
        "Also where nothing is wrong with the store itself: an older folder was put in its place");
    runWhenChosen(sub, chosen, arguments, recover);
}

} // namespace wenyi::cli
