// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/MemberTokens.h"

#include "client/core/profile/PinQuality.h"
#include "client/core/profile/Workspace.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

Result<TokenDriver> driverOf(const Profile &profile, const MemberToken &token)
{
    WENYI_TRY(const auto drivers, TokenDrivers::read(profile));
    return drivers.at(token.driver);
}

/// Who keeps a seal opens its key and the one that they sign with by one PIN that is typed: where but one of the two
/// lies on the token, another PIN on it alone would open only one of them.
Result<void> checkStaysOnePin(const Workspace &workspace, const MemberToken &token)
{
    const QString seal = keyfile::Seal.toString();
    const bool hasSealHere = token.keys.contains(seal);
    if (hasSealHere == token.keys.contains(keyfile::PersonalSigning.toString()))
        return {};
    const QString path = workspace.profile().memberPath(workspace.member().id, keyfile::Seal);
    WENYI_TRY(const auto elsewhere, TokenKey::read(path));
    if (hasSealHere || elsewhere || QFileInfo::exists(path))
        return Error{ErrorCode::NotAllowed, "token.one-pin", token.place.device};
    return {};
}

} // namespace

Result<QList<MemberToken>> tokensOf(const Profile &profile, const MemberId &member)
{
    QList<MemberToken> tokens;
    for (const QStringView file : keyfile::All) {
        WENYI_TRY(const auto key, TokenKey::read(profile.memberPath(member, file)));
        if (!key)
            continue;
        const auto same = std::find_if(tokens.begin(), tokens.end(), [&key](const MemberToken &other) {
            return other.driver == key->driver && other.place.device == key->place.device
                   && other.place.application == key->place.application;
        });
        if (same == tokens.end())
            tokens.append({key->driver, key->place, {file.toString()}});
        else
            same->keys.append(file.toString());
    }
    return tokens;
}

Result<token::PinStanding> askPin(const Profile &profile, const TokenSettings &settings, const MemberToken &token)
{
    WENYI_TRY(const auto driver, driverOf(profile, token));
    return TokenProcess(driver, settings).ask<token::PinStanding>(token::AskPin{token.place});
}

Result<void> changeTokenPin(const Profile &profile, const TokenSettings &settings, const MemberToken &token,
    const SecretBytes &from, const SecretBytes &to)
{
    WENYI_CHECK(checkNewPin(to));
    if (from.view() == to.view())
        return Error{ErrorCode::InvalidInput, "pin-change.same", {}};
    if (to.size() > token::LongestPin)
        return Error{ErrorCode::InvalidInput, "token.new-pin", {}};
    if (from.size() > token::LongestPin)
        return Error{ErrorCode::WrongPin, "token.pin", {}};
    WENYI_TRY(const auto driver, driverOf(profile, token));
    TokenProcess process(driver, settings);
    WENYI_CHECK(process.ask<token::PinChanged>(token::ChangePin{token.place, from.clone(), to.clone()}));
    return {};
}

Result<void> changeTokenPin(
    Workspace &workspace, const MemberToken &token, const SecretBytes &from, const SecretBytes &to)
{
    const QString member = workspace.member().id.toString();
    const auto record = [&](const QByteArray &reason) {
        return workspace.audit().record(member, u"pin.change-token"_s, QString::fromLatin1(reason), token.place.device);
    };
    if (const auto stays = checkStaysOnePin(workspace, token); !stays) {
        WENYI_CHECK(record(stays.error().reason));
        return stays;
    }
    // Before it is done: no change without its row.
    WENYI_CHECK(record({}));
    const auto changed = changeTokenPin(workspace.profile(), workspace.environment().tokens, token, from, to);
    if (!changed)
        WENYI_CHECK(record(changed.error().reason));
    return changed;
}

} // namespace wenyi::core
