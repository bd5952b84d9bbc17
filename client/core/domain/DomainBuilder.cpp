// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainBuilder.h"

#include "client/core/domain/DomainKeys.h"
#include "client/core/domain/ProfileWriter.h"
#include "client/core/domain/RegisterFounding.h"
#include "client/core/domain/SealSamples.h"
#include "client/core/domain/UnitSeal.h"
#include "client/core/profile/KeyGrantService.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr std::chrono::days DirectoryLifetime{30};
constexpr qsizetype MaximumDescription = 4 * limits::MiB;

/// The folder name of a desktop: 市政府办-clerk.
QString desktopName(const UnitDescription &unit, const DesktopPlan &plan)
{
    const QString name = plan.members.size() == 1 ? plan.members.first().toString().section(u'/', -1) : u"单机"_s;
    return unit.shortName + u'-' + name;
}

class Builder
{
public:
    Builder(QString folder, const DomainDescription &description, const DomainOptions &options,
        const Environment &environment)
        : m_folder(std::move(folder))
        , m_description(description)
        , m_options(options)
        , m_environment(environment)
        , m_pin(description.pin.toUtf8())
    {
    }

    Result<Domain> build()
    {
        for (const QString &name : {u"authority"_s, u"server-keys"_s, u"desktops"_s}) {
            if (!QDir().mkpath(m_folder + u'/' + name))
                return Error{ErrorCode::StorageFailure, "domain.folder", m_folder};
        }
        WENYI_TRY(auto authority,
            DomainAuthority::create(m_folder + u"/authority"_s, m_description.name, m_pin, m_environment));
        WENYI_TRY(const auto keys, DomainKeys::make(m_description, authority, m_environment.random));
        WENYI_CHECK(registerCertificates(keys, authority));
        WENYI_TRY(const auto seals, makeSeals(keys, authority));
        WENYI_TRY(const QByteArray directory, makeDirectory(keys, seals, authority));
        WENYI_CHECK(writeDurably(m_folder + u"/directory.wyd"_s, directory));
        WENYI_CHECK(writeServerKeys(keys));
        Domain domain{m_folder, m_description, {}};
        const ProfileWriter writer{m_environment, m_options.cost, m_pin, m_options.endpoint, keys, authority, seals,
            directory, m_description.longestLockPause};
        for (const DesktopPlan &plan : keys.desktops) {
            const UnitDescription &unit = *m_description.unit(plan.unit);
            const QString folder = m_folder + u"/desktops/"_s + desktopName(unit, plan);
            tell(folder.section(u'/', -1));
            WENYI_CHECK(writer.write(folder, unit, plan));
            domain.desktops.append({folder, plan.unit, plan.members});
        }
        WENYI_CHECK(grantContentKeys(domain));
        return domain;
    }

private:
    void tell(const QString &what) const
    {
        if (m_options.progress)
            m_options.progress(what);
    }

    Result<void> registerCertificates(const DomainKeys &keys, DomainAuthority &authority) const
    {
        QList<crypto::Certificate> issued = keys.certificates();
        issued.prepend(authority.sealMaker().certificate());
        return foundRegister(
            m_folder + u"/authority"_s, authority, m_description.name, issued, m_pin, m_options.cost, m_environment);
    }

    Result<UnitSeals> makeSeals(const DomainKeys &keys, DomainAuthority &authority) const
    {
        UnitSeals seals;
        WENYI_TRY(const auto fonts, layout::FontSet::load(m_environment.fonts));
        for (const UnitDescription &unit : m_description.units) {
            tell(unit.name);
            WENYI_TRY(auto seal, makeUnitSeal(unit, keys.units.at(unit.code).seal.certificate, authority.sealMaker(),
                                     *fonts, m_environment));
            WENYI_CHECK(keepSample(m_folder + u"/authority"_s, seal));
            seals.emplace(unit.code, std::move(seal));
        }
        return seals;
    }

    Result<QByteArray> makeDirectory(
        const DomainKeys &keys, const UnitSeals &seals, const DomainAuthority &authority) const
    {
        const Instant now = m_environment.clock.now();
        directory::DirectoryContent content;
        content.domain = m_description.name;
        content.version = 1;
        content.issuedAt = now;
        content.nextUpdate = now + DirectoryLifetime;
        content.server = {m_options.endpoint, keys.serverCurve.publicKey.toBytes(), keys.server.certificate.toDer()};
        content.revocationList = authority.revocationList();
        for (const UnitDescription &unit : m_description.units)
            WENYI_CHECK(addUnit(content, unit, keys, seals));
        for (const GroupDescription &group : m_description.groups)
            content.groups.append({group.name, group.units});
        for (const DesktopPlan &desktop : keys.desktops)
            content.desktops.append({desktop.id, desktop.unit, desktop.curve.publicKey.toBytes(),
                desktop.key.certificate.toDer(), desktop.connection});
        WENYI_CHECK(registerSeals(content, seals, authority));
        return authority.signDirectory(content);
    }

    /// 备案与发放, at the domain's set-up.
    Result<void> registerSeals(
        const directory::DirectoryContent &content, const UnitSeals &seals, const DomainAuthority &authority) const
    {
        WENYI_TRY(const auto opened, CertificateRegister::open(registerPath(m_folder + u"/authority"_s),
                                         authority.operating().certificate(), m_environment.clock));
        QList<RegisterContent> acts;
        for (const directory::RegisteredSeal &seal : content.seals)
            acts.append(SealRegistration{seal, {}, seals.at(seal.unit).info().created});
        const auto signer = authority.operatingSigner();
        return opened->appendAll(acts, *signer);
    }

    static Result<void> addUnit(directory::DirectoryContent &content, const UnitDescription &unit,
        const DomainKeys &keys, const UnitSeals &seals)
    {
        const UnitKeys &unitKeys = keys.units.at(unit.code);
        directory::Unit entry;
        entry.code = unit.code;
        entry.name = unit.name;
        entry.shortName = unit.shortName;
        entry.numberCode = unit.numberCode;
        entry.signingCertificate = unitKeys.signing.certificate.toDer();
        entry.encryptionCertificate = unitKeys.encryption.certificate.toDer();
        content.units.append(entry);
        const seal::ElectronicSeal &seal = seals.at(unit.code);
        for (const MemberDescription &member : unit.members) {
            const MemberKeys &memberKeys = keys.members.at(member.id);
            directory::Member listed{member.id, unit.code, member.name, member.post, member.rank, {},
                memberKeys.signing.certificate.toDer(), memberKeys.encryption.certificate.toDer()};
            for (const QString &name : member.roles) {
                WENYI_TRY(const auto role, directory::roleFromName(name));
                listed.roles.append(role);
            }
            content.members.append(listed);
            if (listed.has(directory::Role::SealKeeper))
                content.seals.append({SealId(seal.info().id), unit.code, seal.info().name, seal.digest(), member.id});
        }
        return {};
    }

    /// A server starts unattended: its PINs are drawn and lie beside the keys, readable by the owner only.
    Result<void> writeServerKey(const CertifiedKey &key, const QString &file, const QString &pinFile) const
    {
        const QByteArray pin = m_environment.random.bytes(16).toHex();
        WENYI_CHECK(crypto::KeyFile::create(
            file, key.key, key.certificate, SecretBytes(pin), m_options.cost, m_environment.random));
        return writeDurably(pinFile, pin);
    }

    Result<void> writeServerKeys(const DomainKeys &keys) const
    {
        const QString folder = m_folder + u"/server-keys/"_s;
        WENYI_CHECK(writeServerKey(keys.server, folder + u"certificate.key"_s, folder + u"pin"_s));
        WENYI_CHECK(writeServerKey(keys.timeStamp, folder + u"time-stamp.key"_s, folder + u"time-stamp.pin"_s));
        return writeDurably(folder + u"curve.key"_s, keys.serverCurve.secretKey.view().toByteArray().toHex());
    }

    Result<void> grantContentKeys(const Domain &domain) const
    {
        for (const UnitDescription &unit : m_description.units) {
            for (const MemberDescription &member : unit.members) {
                if (!member.roles.contains(u"system-administrator"_s))
                    continue;
                WENYI_TRY(const auto desktop, domain.desktopOf(member.id.toString()));
                WENYI_TRY(const auto workspace, Workspace::unlock(desktop.first, member.id, m_pin, m_environment));
                WENYI_CHECK(KeyGrantService(*workspace).renewContentKey());
                break;
            }
        }
        return {};
    }

    QString m_folder;
    const DomainDescription &m_description;
    const DomainOptions &m_options;
    const Environment &m_environment;
    SecretBytes m_pin;
};

} // namespace

Result<Domain> buildDomain(const QString &folder, const DomainDescription &description, const DomainOptions &options,
    const Environment &environment)
{
    WENYI_TRY(const Domain domain, Builder(folder, description, options, environment).build());
    // Last: a folder without it was not finished.
    WENYI_CHECK(writeDurably(folder + u"/domain.json"_s, description.toJson()));
    return domain;
}

Result<Domain> Domain::open(const QString &folder)
{
    WENYI_TRY(const QByteArray json, readBounded(folder + u"/domain.json"_s, MaximumDescription));
    WENYI_TRY(const auto description, DomainDescription::fromJson(json));
    Domain domain{folder, description, {}};
    for (const UnitDescription &unit : description.units) {
        QList<MemberId> everybody;
        for (const MemberDescription &member : unit.members) {
            everybody.append(member.id);
            if (unit.connection == Connectedness::Connected)
                domain.desktops.append(
                    {u"%1/desktops/%2-%3"_s.arg(folder, unit.shortName, member.id.toString().section(u'/', -1)),
                        unit.code, {member.id}});
        }
        if (unit.connection == Connectedness::Standalone)
            domain.desktops.append({u"%1/desktops/%2-单机"_s.arg(folder, unit.shortName), unit.code, everybody});
    }
    return domain;
}

Result<std::pair<QString, MemberId>> Domain::desktopOf(const QString &name) const
{
    for (const UnitDescription &unit : description.units) {
        const QString unitName = name.section(u'/', 0, 0);
        if (unitName != unit.code.toString() && unitName != unit.shortName && unitName != unit.name)
            continue;
        const MemberId member(unit.code.toString() + u'/' + name.section(u'/', 1));
        for (const DomainDesktop &desktop : desktops) {
            if (desktop.members.contains(member))
                return std::pair(desktop.folder, member);
        }
    }
    return Error{ErrorCode::NotFound, "domain.no-such-member", name};
}

} // namespace wenyi::core
