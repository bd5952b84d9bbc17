// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/TokenKey.h"
#include "client/core/token/TokenProcess.h"

#include <QStringList>

namespace wenyi::core {

class Workspace;

/// 密钥设备: a token, or an application on one, with the keys of a member that lie there. It has one PIN for all of
/// them.
struct MemberToken
{
    QString driver;
    token::KeyPlace place; ///< Of the first of the keys.
    QStringList keys;      ///< Key files that it stands in the place of: "sign.key".
    friend bool operator==(const MemberToken &, const MemberToken &) = default;
};

/// The tokens that a member's keys lie on. Fails as TokenKey::read() does.
Result<QList<MemberToken>> tokensOf(const Profile &profile, const MemberId &member);

/// How the token's PIN stands; spends no try. Fails as TokenDrivers::at() and TokenProcess::ask() do, with NotFound
/// "token.no-device" where it is not plugged in.
Result<token::PinStanding> askPin(const Profile &profile, const TokenSettings &settings, const MemberToken &token);

/// 更改口令 of a token. Its own count goes on with a wrong one. Fails with WrongPin "token.pin", Locked "token.locked",
/// InvalidInput "token.new-pin", "pin.…" and "pin-change.same", Unsupported "token.pin-not-offered", and as askPin()
/// does.
Result<void> changeTokenPin(const Profile &profile, const TokenSettings &settings, const MemberToken &token,
    const SecretBytes &from, const SecretBytes &to);

/// The same for whoever is at work, with its row in the audit log; a refusal has one too. Fails besides with NotAllowed
/// "token.one-pin" where the member keeps a seal, and its key or the one for signing lies elsewhere: both are opened by
/// one PIN when something is sealed.
Result<void> changeTokenPin(
    Workspace &workspace, const MemberToken &token, const SecretBytes &from, const SecretBytes &to);

} // namespace wenyi::core
