// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/ProfileUnblocking.h"

#include "client/core/profile/Workspace.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

QStringList lockedKeys(const Profile &profile, const MemberId &member)
{
    QStringList locked;
    for (const QStringView name : keyfile::UnderPin) {
        // One that is not there, or lies on a token, is not locked here.
        const auto key = crypto::KeyFile::open(profile.memberPath(member, name), keyfile::suitesOf(name));
        if (key && key->attemptsLeft() == 0)
            locked.append(name.toString());
    }
    return locked;
}

Result<QByteArray> requestUnblocking(
    const Profile &profile, const MemberId &member, QStringView key, RandomSource &random)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, key), keyfile::suitesOf(key)));
    WENYI_TRY(const auto request, UnblockRequest::make(file, random));
    return request.toBytes();
}

Result<UnblockTrust> readUnblockTrust(const Profile &profile, Instant at)
{
    WENYI_TRY(auto known, readProfileTrust(profile, at));
    WENYI_TRY(const QByteArray der, readBounded(profile.path(u"trust/operating.der"_s), limits::MiB));
    WENYI_TRY(auto operating, crypto::Certificate::fromDer(der));
    return UnblockTrust{std::move(known.trust), std::move(operating)};
}

Result<QString> takePermission(
    const Profile &profile, const MemberId &member, const QByteArray &permission, Instant now)
{
    WENYI_TRY(const auto trust, readUnblockTrust(profile, now));
    Error refusal{ErrorCode::NotAllowed, "key-file.not-locked", {}};
    for (const QString &name : lockedKeys(profile, member)) {
        WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, name), keyfile::suitesOf(name)));
        const auto taken = unblock(file, permission, trust, now);
        if (taken)
            return name;
        refusal = taken.error();
        if (refusal.reason != "unblock.other-file")
            break;
    }
    return refusal;
}

} // namespace wenyi::core
