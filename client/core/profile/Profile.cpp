// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/Profile.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {
constexpr int ProfileFormat = 1;
} // namespace

QString Profile::memberFolder(const MemberId &member) const
{
    // An id is UNIT/NAME; the folder bears the name alone.
    return u"%1/members/%2"_s.arg(folder, member.toString().section(u'/', -1));
}

QString Profile::memberPath(const MemberId &member, QStringView file) const
{
    return u"%1/%2"_s.arg(memberFolder(member), file);
}

Result<void> Profile::create() const
{
    const QString file = path(u"profile.json"_s);
    if (QFileInfo::exists(file))
        return Error{ErrorCode::AlreadyExists, "profile.exists", folder};
    QJsonArray ids;
    for (const MemberId &member : members)
        ids.append(member.toString());
    const QJsonObject object{
        {u"format"_s, ProfileFormat},
        {u"domain"_s, domain},
        {u"unit"_s, unit.toString()},
        {u"desktop"_s, desktop.toString()},
        {u"connection"_s, connection == directory::Connection::Connected ? u"connected"_s : u"standalone"_s},
        {u"endpoint"_s, endpoint},
        {u"serverCurveKey"_s, QString::fromLatin1(serverCurveKey.toHex())},
        {u"members"_s, ids},
    };
    return writeDurably(file, QJsonDocument(object).toJson());
}

Result<Profile> Profile::open(const QString &folder)
{
    WENYI_TRY(const QByteArray json, readBounded(folder + u"/profile.json"_s, limits::MiB));
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Profile profile;
    profile.folder = folder;
    profile.domain = object[u"domain"_s].toString();
    profile.unit = UnitCode(object[u"unit"_s].toString());
    profile.desktop = DesktopId(object[u"desktop"_s].toString());
    profile.connection = object[u"connection"_s].toString() == u"standalone"_s ? directory::Connection::Standalone
                                                                               : directory::Connection::Connected;
    profile.endpoint = object[u"endpoint"_s].toString();
    profile.serverCurveKey = QByteArray::fromHex(object[u"serverCurveKey"_s].toString().toLatin1());
    for (const auto &member : object[u"members"_s].toArray())
        profile.members.append(MemberId(member.toString()));
    if (object[u"format"_s].toInt() > ProfileFormat)
        return Error{ErrorCode::Unsupported, "profile.newer", folder};
    const bool whole = !profile.unit.isEmpty() && !profile.desktop.isEmpty() && !profile.members.isEmpty()
                       && (profile.connection == directory::Connection::Standalone
                           || profile.serverCurveKey.size() == directory::CurveKeySize);
    if (!whole)
        return Error{ErrorCode::Corrupt, "profile.damaged", folder};
    return profile;
}

} // namespace wenyi::core
