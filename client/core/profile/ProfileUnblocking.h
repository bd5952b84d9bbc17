// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/KeyUnblocking.h"
#include "client/core/profile/Profile.h"

namespace wenyi::core {

/// 解锁 on a desktop, before anybody unlocks it: the member's key files that too many wrong PINs locked, by their names
/// (keyfile::UnderPin), in that order.
QStringList lockedKeys(const Profile &profile, const MemberId &member);

/// The request for one of them, which goes to the authority's security administrator. Fails as crypto::KeyFile::open()
/// and UnblockRequest::make() do.
Result<QByteArray> requestUnblocking(
    const Profile &profile, const MemberId &member, QStringView key, RandomSource &random);

/// Whose permission this desktop believes: its roots with the revocations that its directory brought. Fails as
/// readProfileTrust() does.
Result<UnblockTrust> readUnblockTrust(const Profile &profile, Instant at);

/// Takes a permission for whichever of the member's locked key files it is; gives its name. Fails with NotAllowed
/// "key-file.not-locked" where none is, and as unblock() does.
Result<QString> takePermission(
    const Profile &profile, const MemberId &member, const QByteArray &permission, Instant now);

} // namespace wenyi::core
