// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/directory/SampleDomain.h"

#include "shared/crypto/Sm3.h"

namespace wenyi::tests {

using namespace directory;
using namespace Qt::StringLiterals;
using crypto::CertificatePurpose;

SampleDomain::SampleDomain()
    : m_authority(std::make_unique<crypto::KeySigner>(
        *crypto::PrivateKey::fromPkcs8(m_hierarchy.operating().key().toPkcs8()), m_hierarchy.operating().certificate()))
{
    m_content.domain = u"江阴市"_s;
    m_content.version = 3;
    m_content.issuedAt = Hierarchy::now();
    m_content.nextUpdate = Hierarchy::days(30);
    m_content.server = {u"tcp://127.0.0.1:9470"_s, m_hierarchy.random().bytes(CurveKeySize),
        certificate(u"server"_s, CertificatePurpose::Server)};
    m_content.units = {unit(u"jyzf"_s, u"江阴市人民政府办公室"_s), unit(u"jyczj"_s, u"江阴市财政局"_s),
        unit(u"cjz"_s, u"澄江镇人民政府"_s)};
    m_content.units[0].shortName = u"市政府办"_s;
    m_content.units[0].numberCode = u"澄政办发"_s;
    m_content.units[1].shortName = u"市财政局"_s;
    m_content.units[1].numberCode = u"澄财"_s;
    m_content.units[1].parent = UnitCode(u"jyzf"_s);
    m_content.groups = {{u"各有关单位"_s, {UnitCode(u"jyczj"_s), UnitCode(u"cjz"_s)}}};
    m_content.aliases = {{u"财政局"_s, UnitCode(u"jyczj"_s)}};
    m_content.members = {member(u"wang"_s, u"jyzf"_s, u"王小明"_s, {Role::Clerk}),
        member(u"zhou"_s, u"jyzf"_s, u"周正"_s, {Role::Leader, Role::Supervisor}),
        member(u"sun"_s, u"jyzf"_s, u"孙玉"_s, {Role::SealKeeper}),
        member(u"qian"_s, u"jyczj"_s, u"钱进"_s, {Role::MailRoom, Role::SystemAdministrator})};
    m_content.members[0].rank = 30;
    m_content.members[1].rank = 1;
    m_content.members[2].rank = 20;
    m_content.desktops = {desktop(u"jyzf-1"_s, u"jyzf"_s), desktop(u"cjz-1"_s, u"cjz"_s)};
    m_content.desktops[1].connection = Connection::Standalone;
    m_content.seals = {{SealId(u"32028100000001"_s), UnitCode(u"jyzf"_s), u"江阴市人民政府办公室"_s,
        crypto::sm3("the seal's bytes"), MemberId(u"sun"_s)}};
}

Unit SampleDomain::unit(const QString &code, const QString &name)
{
    Unit unit;
    unit.code = UnitCode(code);
    unit.name = name;
    unit.signingCertificate = certificate(code, CertificatePurpose::Unit);
    unit.encryptionCertificate = certificate(code, CertificatePurpose::UnitEncryption);
    return unit;
}

Member SampleDomain::member(const QString &id, const QString &unit, const QString &name, QList<Role> roles)
{
    Member member;
    member.id = MemberId(id);
    member.unit = UnitCode(unit);
    member.name = name;
    member.roles = std::move(roles);
    member.signingCertificate = certificate(id, CertificatePurpose::Member);
    member.encryptionCertificate = certificate(id, CertificatePurpose::MemberEncryption);
    return member;
}

Desktop SampleDomain::desktop(const QString &id, const QString &unit)
{
    return {DesktopId(id), UnitCode(unit), m_hierarchy.random().bytes(CurveKeySize),
        certificate(id, CertificatePurpose::Desktop), Connection::Connected};
}

QByteArray SampleDomain::certificate(const QString &subjectId, CertificatePurpose purpose, Instant notAfter)
{
    return m_hierarchy.issue(u"某"_s, subjectId, purpose, Hierarchy::days(-5), notAfter)->certificate().toDer();
}

} // namespace wenyi::tests
