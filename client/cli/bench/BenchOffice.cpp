// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/BenchOffice.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr QStringView Unit = u"11320281014033000A";

core::DomainDescription describeOffice(core::Connectedness connection)
{
    const auto member = [](const QString &name, const QString &called, const QString &post, int rank,
                            const QStringList &roles) {
        return core::MemberDescription{MemberId(Unit.toString() + u'/' + name), called, post, rank, roles};
    };
    core::UnitDescription unit;
    unit.code = UnitCode(Unit.toString());
    unit.name = u"江阴市人民政府办公室"_s;
    unit.shortName = u"市政府办"_s;
    unit.numberCode = u"澄政办发"_s;
    unit.connection = connection;
    unit.members = {
        member(u"mailroom"_s, u"周敏"_s, u"收发员"_s, 70, {u"mail-room"_s}),
        member(u"clerk"_s, u"陆文清"_s, u"秘书科科员"_s, 50, {u"clerk"_s, u"registrar"_s, u"handler"_s}),
        member(u"leader"_s, u"沈国栋"_s, u"办公室主任"_s, 10, {u"leader"_s, u"seal-keeper"_s}),
        member(u"admin"_s, u"蒋卫东"_s, u"系统管理员"_s, 80, {u"system-administrator"_s}),
    };
    return {u"测量"_s, QString::fromLatin1(BenchOffice::pin().view()), {}, {unit}, {}};
}

} // namespace

Result<std::unique_ptr<BenchOffice>> BenchOffice::open(
    const QString &folder, core::Connectedness connection, const core::Environment &environment)
{
    std::unique_ptr<BenchOffice> office(new BenchOffice(environment));
    QString path = folder;
    if (path.isEmpty()) {
        office->m_own = std::make_unique<QTemporaryDir>();
        path = office->m_own->path();
    }
    if (QFileInfo::exists(path + u"/domain.json"_s)) {
        WENYI_TRY(office->m_domain, core::Domain::open(path));
        return office;
    }
    if (!QDir().mkpath(path))
        return Error{ErrorCode::StorageFailure, "bench.folder", path};
    core::DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    WENYI_TRY(office->m_domain, core::buildDomain(path, describeOffice(connection), options, environment));
    return office;
}

MemberId BenchOffice::member(const QString &name) const
{
    return MemberId(Unit.toString() + u'/' + name);
}

Result<QString> BenchOffice::profile(const QString &name) const
{
    WENYI_TRY(const auto desktop, m_domain.desktopOf(member(name).toString()));
    return desktop.first;
}

Result<std::unique_ptr<core::Workspace>> BenchOffice::unlock(const QString &name) const
{
    WENYI_TRY(const QString folder, profile(name));
    return core::Workspace::unlock(folder, member(name), pin(), m_environment);
}

SecretBytes BenchOffice::pin()
{
    return SecretBytes(QByteArrayView("135790"));
}

} // namespace wenyi::cli
