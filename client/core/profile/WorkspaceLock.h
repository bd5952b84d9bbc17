// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// 锁屏: wipes the member's encryption key; no step is done and no key opened in the member's name (Locked
/// "session.locked") until reopen(). Store, content keys and the desktop's and unit's keys stay: synchronising goes on,
/// drafts can be saved.
Result<void> lock(Workspace &workspace);

/// The PIN of whoever unlocked it ends that. It is counted as at unlocking; fails with WrongPin "key-file.pin", Locked
/// "key-file.locked", NotAllowed "profile.not-in-directory" (the member left in the meantime, or the key is another
/// than the directory's), and as finishPinChange() does.
Result<void> reopen(Workspace &workspace, const SecretBytes &pin);

/// Fails with Locked "session.locked" where the workspace does not hold the key that the member's key file is of.
Result<void> checkOpen(const Profile &profile, const MemberId &member, const WorkspaceKeys &keys);

} // namespace wenyi::core
