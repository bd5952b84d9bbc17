// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/LockPause.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// The minutes that a file says under a name; nothing where there is no such file, -1 where it does not say.
std::optional<int> minutesIn(const QString &path, QStringView name)
{
    const auto json = readBounded(path, 4 * limits::KiB);
    if (!json && json.error().code == ErrorCode::NotFound)
        return {};
    const QJsonValue said = json ? QJsonDocument::fromJson(*json).object()[name] : QJsonValue();
    return said.toInt(-1);
}

Result<void> write(const QString &path, const QString &name, int minutes)
{
    return writeDurably(path, QJsonDocument(QJsonObject{{name, minutes}}).toJson());
}

QString domainFile(const Profile &profile)
{
    return profile.path(u"trust/session.json"_s);
}

QString memberFile(const Profile &profile, const MemberId &member)
{
    return profile.memberPath(member, u"session.json");
}

int longestOf(const Profile &profile)
{
    const int said = minutesIn(domainFile(profile), u"longestLockPause").value_or(LockPause::Longest);
    return LockPause::isPossible(said) ? said : LockPause::Usual;
}

} // namespace

bool LockPause::allows(int chosen) const
{
    if (!isPossible(chosen))
        return false;
    return longest == Never || (chosen != Never && chosen <= longest);
}

std::optional<std::chrono::minutes> LockPause::duration() const
{
    if (minutes == Never)
        return {};
    return std::chrono::minutes(minutes);
}

LockPause lockPauseOf(const Profile &profile, const MemberId &member)
{
    LockPause pause;
    pause.longest = longestOf(profile);
    if (pause.longest != LockPause::Never)
        pause.minutes = std::min(LockPause::Usual, pause.longest);
    if (const auto chosen = minutesIn(memberFile(profile, member), u"lockPause"); chosen && pause.allows(*chosen))
        pause.minutes = *chosen;
    return pause;
}

Result<void> chooseLockPause(const Profile &profile, const MemberId &member, int minutes)
{
    const LockPause pause = lockPauseOf(profile, member);
    if (!pause.allows(minutes))
        return Error{ErrorCode::NotAllowed, "lock-pause.not-allowed", QString::number(pause.longest)};
    return write(memberFile(profile, member), u"lockPause"_s, minutes);
}

Result<void> writeLongestLockPause(const Profile &profile, int minutes)
{
    return write(domainFile(profile), u"longestLockPause"_s, minutes);
}

} // namespace wenyi::core
