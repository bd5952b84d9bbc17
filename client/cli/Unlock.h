// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/profile/Workspace.h"

#include <memory>

namespace wenyi::cli {

/// Whose desktop a command works on. The PIN comes from a file or from the variable WENYI_PIN, never from the command
/// line, where other users of the machine could read it.
struct UnlockArguments
{
    std::string profile;
    std::string member;
    std::string pinFile;
};

std::shared_ptr<UnlockArguments> addUnlockOptions(Command &command);
/// The same for a command with arguments of its own; they live as long as the command line.
void addUnlockOptions(Command &command, UnlockArguments &arguments);

/// The PIN, out of the file or, where none is named, of the variable. Fails with InvalidInput "pin.missing".
Result<SecretBytes> readPin(const std::string &pinFile, const char *variable = "WENYI_PIN");

/// The member that was named, or the only one. Fails with InvalidInput "unlock.which-member".
Result<MemberId> memberOf(const core::Profile &profile, const std::string &named);

Result<std::unique_ptr<core::Workspace>> unlock(const UnlockArguments &arguments, const Context &context);

/// The keys of the unit's desktops out of the workspace's directory; the workspace outlives it.
journal::DesktopKeys desktopKeys(const core::Workspace &workspace);

} // namespace wenyi::cli
