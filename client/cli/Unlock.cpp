// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Unlock.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

namespace wenyi::cli {

std::shared_ptr<UnlockArguments> addUnlockOptions(Command &command)
{
    auto arguments = std::make_shared<UnlockArguments>();
    addUnlockOptions(command, *arguments);
    return arguments;
}

void addUnlockOptions(Command &command, UnlockArguments &arguments)
{
    command.addOption("--profile", arguments.profile, "Folder of the desktop's profile").required();
    command.addOption("--member", arguments.member, "Who unlocks it; not needed where only one member may");
    command.addOption("--pin-file", arguments.pinFile, "File with the PIN; else the variable WENYI_PIN");
}

Result<SecretBytes> readPin(const std::string &pinFile, const char *variable)
{
    if (!pinFile.empty()) {
        WENYI_TRY(const QByteArray pin, readBounded(fromArgument(pinFile), limits::KiB));
        return SecretBytes(pin.trimmed());
    }
    const QByteArray pin = qgetenv(variable);
    if (pin.isEmpty())
        return Error{ErrorCode::InvalidInput, "pin.missing", {}};
    return SecretBytes(pin);
}

Result<MemberId> memberOf(const core::Profile &profile, const std::string &named)
{
    if (!named.empty())
        return MemberId(fromArgument(named));
    if (profile.members.size() != 1)
        return Error{ErrorCode::InvalidInput, "unlock.which-member", profile.folder};
    return profile.members.first();
}

Result<std::unique_ptr<core::Workspace>> unlock(const UnlockArguments &arguments, const Context &context)
{
    const QString folder = fromArgument(arguments.profile);
    WENYI_TRY(const auto profile, core::Profile::open(folder));
    WENYI_TRY(const MemberId member, memberOf(profile, arguments.member));
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    return core::Workspace::unlock(folder, member, pin, context.environment);
}

journal::DesktopKeys desktopKeys(const core::Workspace &workspace)
{
    return [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *desktop = workspace.directory().desktop(id);
        const crypto::Certificate *certificate =
            desktop ? workspace.directory().certificate(desktop->certificate) : nullptr;
        if (!certificate)
            return Error{ErrorCode::NotFound, "directory.unknown-desktop", id.toString()};
        return certificate->publicKey();
    };
}

} // namespace wenyi::cli
