// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainKeys.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr int UnitYears = 5;
constexpr int MemberYears = 3;
constexpr int DesktopYears = 5;
constexpr int TimeStampYears = 5;

using Purpose = crypto::CertificatePurpose;

Result<UnitKeys> makeUnitKeys(const UnitDescription &unit, const DomainAuthority &authority)
{
    const crypto::CertificateSubject subject{unit.name, unit.name, unit.code.toString()};
    WENYI_TRY(auto signing, CertifiedKey::make(authority, subject, Purpose::Unit, UnitYears));
    WENYI_TRY(auto encryption, CertifiedKey::make(authority, subject, Purpose::UnitEncryption, UnitYears));
    // The seal has a key of its own, kept by the seal keeper and not by the mail room.
    WENYI_TRY(auto seal, CertifiedKey::make(authority, subject, Purpose::Unit, UnitYears));
    return UnitKeys{std::move(signing), std::move(encryption), std::move(seal)};
}

Result<MemberKeys> makeMemberKeys(
    const MemberDescription &member, const UnitDescription &unit, const DomainAuthority &authority)
{
    const crypto::CertificateSubject subject{member.name, unit.name, member.id.toString()};
    WENYI_TRY(auto signing, CertifiedKey::make(authority, subject, Purpose::Member, MemberYears));
    WENYI_TRY(auto encryption, CertifiedKey::make(authority, subject, Purpose::MemberEncryption, MemberYears));
    return MemberKeys{std::move(signing), std::move(encryption)};
}

Result<DesktopPlan> makeDesktop(const UnitDescription &unit, const QString &name, QList<MemberId> members,
    const DomainAuthority &authority, RandomSource &random)
{
    const DesktopId id(unit.code.toString() + u"/desktop-"_s + name);
    const auto connection = unit.connection == Connectedness::Connected ? directory::Connection::Connected
                                                                        : directory::Connection::Standalone;
    WENYI_TRY(auto key,
        CertifiedKey::make(authority, {id.toString(), unit.name, id.toString()}, Purpose::Desktop, DesktopYears));
    return DesktopPlan{
        id, unit.code, connection, std::move(members), std::move(key), protocol::CurveKeyPair::generate(random)};
}

} // namespace

Result<CertifiedKey> CertifiedKey::make(const DomainAuthority &authority, const crypto::CertificateSubject &subject,
    crypto::CertificatePurpose purpose, int years)
{
    WENYI_TRY(auto key, crypto::PrivateKey::generate());
    WENYI_TRY(auto certificate, authority.issue(subject, purpose, key.publicKey(), years));
    return CertifiedKey{std::move(key), std::move(certificate)};
}

QList<crypto::Certificate> DomainKeys::certificates() const
{
    QList<crypto::Certificate> all{server.certificate, timeStamp.certificate};
    for (const auto &[code, unit] : units)
        all << unit.signing.certificate << unit.encryption.certificate << unit.seal.certificate;
    for (const auto &[id, member] : members)
        all << member.signing.certificate << member.encryption.certificate;
    for (const DesktopPlan &desktop : desktops)
        all << desktop.key.certificate;
    return all;
}

Result<DomainKeys> DomainKeys::make(
    const DomainDescription &description, const DomainAuthority &authority, RandomSource &random)
{
    WENYI_TRY(
        auto server, CertifiedKey::make(authority, {description.name + u"交换服务器"_s, description.name, u"server"_s},
                         Purpose::Server, DesktopYears));
    WENYI_TRY(auto timeStamp,
        CertifiedKey::make(authority, {description.name + u"时间戳服务"_s, description.name, u"time-stamp"_s},
            Purpose::TimeStamp, TimeStampYears));
    DomainKeys keys{{}, {}, {}, std::move(server), protocol::CurveKeyPair::generate(random), std::move(timeStamp)};
    for (const UnitDescription &unit : description.units) {
        WENYI_TRY(auto unitKeys, makeUnitKeys(unit, authority));
        keys.units.emplace(unit.code, std::move(unitKeys));
        QList<MemberId> everybody;
        for (const MemberDescription &member : unit.members) {
            WENYI_TRY(auto memberKeys, makeMemberKeys(member, unit, authority));
            keys.members.emplace(member.id, std::move(memberKeys));
            everybody.append(member.id);
            if (unit.connection == Connectedness::Connected) {
                const QString name = member.id.toString().section(u'/', -1);
                WENYI_TRY(auto desktop, makeDesktop(unit, name, {member.id}, authority, random));
                keys.desktops.push_back(std::move(desktop));
            }
        }
        if (unit.connection == Connectedness::Standalone) {
            WENYI_TRY(auto desktop, makeDesktop(unit, u"standalone"_s, everybody, authority, random));
            keys.desktops.push_back(std::move(desktop));
        }
    }
    return keys;
}

} // namespace wenyi::core
