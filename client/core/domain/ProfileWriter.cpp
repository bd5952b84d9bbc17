// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/ProfileWriter.h"

#include "client/core/profile/LockPause.h"
#include "client/core/profile/Profile.h"
#include "client/core/profile/StoreFile.h"
#include "client/core/profile/StoreKey.h"
#include "shared/base/DurableFile.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<void> ProfileWriter::writeKey(const QString &folder, QStringView name, const CertifiedKey &key) const
{
    return crypto::KeyFile::create(
        u"%1/%2"_s.arg(folder, name), key.key, key.certificate, pin, cost, environment.random);
}

Result<void> ProfileWriter::writeMember(
    const QString &folder, const UnitDescription &unit, const MemberDescription &member) const
{
    const MemberKeys &own = keys.members.at(member.id);
    WENYI_CHECK(writeKey(folder, keyfile::PersonalSigning, own.signing));
    WENYI_CHECK(writeKey(folder, keyfile::PersonalEncryption, own.encryption));
    const UnitKeys &unitKeys = keys.units.at(unit.code);
    if (member.roles.contains(u"mail-room"_s)) {
        WENYI_CHECK(writeKey(folder, keyfile::UnitSigning, unitKeys.signing));
        WENYI_CHECK(writeKey(folder, keyfile::UnitEncryption, unitKeys.encryption));
    }
    if (member.roles.contains(u"seal-keeper"_s)) {
        WENYI_CHECK(writeKey(folder, keyfile::Seal, unitKeys.seal));
        WENYI_CHECK(writeDurably(u"%1/%2"_s.arg(folder, keyfile::SealData), seals.at(unit.code).toDer()));
    }
    return {};
}

Result<void> ProfileWriter::writeStore(const QString &folder, const DesktopPlan &plan) const
{
    QList<StoreKeyHolder> holders;
    for (const MemberId &member : plan.members)
        holders.append({member, keys.members.at(member).encryption.certificate.publicKey()});
    WENYI_TRY(auto storeKey, createStoreKey(folder + u"/store.keys"_s, holders, environment.random));
    Profile profile;
    profile.folder = folder;
    WENYI_TRY(const auto store, createStore(profile, std::move(storeKey)));
    WENYI_CHECK(writeSecret(*store, secret::DesktopKey, plan.key.key.toPkcs8()));
    if (plan.connection == directory::Connection::Connected)
        WENYI_CHECK(writeSecret(*store, secret::CurveKey, plan.curve.secretKey));
    return {};
}

Result<void> ProfileWriter::write(const QString &folder, const UnitDescription &unit, const DesktopPlan &plan) const
{
    Profile profile;
    profile.folder = folder;
    profile.domain = unit.name;
    profile.unit = unit.code;
    profile.desktop = plan.id;
    profile.connection = plan.connection;
    profile.members = plan.members;
    if (plan.connection == directory::Connection::Connected) {
        profile.endpoint = endpoint;
        profile.serverCurveKey = keys.serverCurve.publicKey.toBytes();
    }
    const QDir root(folder);
    if (!root.mkpath(u"trust"_s) || !root.mkpath(u"members"_s))
        return Error{ErrorCode::StorageFailure, "profile.folder", folder};
    if (!QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return Error{ErrorCode::StorageFailure, "profile.folder", folder};
    WENYI_CHECK(writeDurably(folder + u"/trust/root.der"_s, authority.root().toDer()));
    WENYI_CHECK(writeDurably(folder + u"/trust/operating.der"_s, authority.operating().certificate().toDer()));
    WENYI_CHECK(writeDurably(folder + u"/trust/revocations.crl"_s, authority.revocationList()));
    WENYI_CHECK(writeDurably(folder + u"/directory.wyd"_s, directory));
    if (longestLockPause)
        WENYI_CHECK(writeLongestLockPause(profile, *longestLockPause));
    for (const MemberDescription &member : unit.members) {
        if (!plan.members.contains(member.id))
            continue;
        const QString own = profile.memberFolder(member.id);
        if (!QDir().mkpath(own))
            return Error{ErrorCode::StorageFailure, "profile.folder", own};
        WENYI_CHECK(writeMember(own, unit, member));
    }
    WENYI_CHECK(writeStore(folder, plan));
    // Last: a folder without it is no profile.
    return profile.create();
}

} // namespace wenyi::core
