// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/FaultDomain.h"

#include "server/admin/Configuration.h"
#include "server/admin/ServerFolder.h"
#include "shared/base/DurableFile.h"

using namespace Qt::StringLiterals;

namespace wenyi::faults {

namespace {

template<typename T>
T expect(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(describe(result.error())));
    return std::move(*result);
}

QStringList namesOf(journal::Database &database, const QByteArray &sql)
{
    QStringList names;
    journal::Statement select(database, sql.constData());
    for (auto more = select.bind().next(); expect(more); more = select.next())
        names.append(select.text(0));
    return names;
}

QStringList dumpOfTable(journal::Database &database, const QString &table)
{
    const QByteArray name = table.toUtf8();
    QByteArrayList columns;
    for (const QString &column : namesOf(database, "SELECT name FROM pragma_table_info('" + name + "')"))
        columns.append("quote(\"" + column.toUtf8() + "\")");
    QStringList lines = namesOf(database, "SELECT " + columns.join(" || ',' || ") + " FROM \"" + name + "\"");
    lines.sort();
    for (QString &line : lines)
        line.prepend(table + u": "_s);
    return lines;
}

QStringList tablesOf(journal::Database &database)
{
    return namesOf(
        database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
}

} // namespace

FaultDomain::FaultDomain()
    : m_environment{
        m_clock, m_random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")}
{
    const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
    core::DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    const auto description = core::DomainDescription::fromJson(expect(json));
    m_domain = expect(core::buildDomain(path(u"domain"_s), expect(description), options, m_environment));
}

std::pair<QString, MemberId> FaultDomain::desktopOf(const QString &name) const
{
    return expect(m_domain.desktopOf(name));
}

std::unique_ptr<core::Workspace> FaultDomain::unlock(const QString &name) const
{
    const auto desktop = desktopOf(name);
    return unlockAt(desktop.first, desktop.second);
}

std::unique_ptr<core::Workspace> FaultDomain::unlockAt(const QString &folder, const MemberId &member) const
{
    return expect(core::Workspace::unlock(folder, member, pin(), m_environment));
}

Result<void> FaultDomain::makeServer(const QString &path, qint64 diskReserve, const QByteArray &endpoint)
{
    server::Configuration configuration;
    configuration.endpoint = endpoint;
    configuration.diskReserve = diskReserve;
    configuration.metrics.clear();
    configuration.log.level = "warning";
    const auto part = [this](QStringView name) { return this->path(u"domain/%1"_s.arg(name)); };
    const QString trust = desktopOf(u"市政府办/mailroom"_s).first + u"/trust/"_s;
    const server::ServerFiles files{part(u"directory.wyd"),
        {trust + u"root.der"_s, trust + u"operating.der"_s, trust + u"revocations.crl"_s},
        part(u"server-keys/certificate.key"), part(u"server-keys/pin"), part(u"server-keys/curve.key")};
    WENYI_CHECK(server::ServerFolder::create(path, configuration, files, m_random, m_clock.now()));
    return {};
}

QStringList dumpOf(journal::Database &database, const QString &except)
{
    QStringList lines;
    for (const QString &table : tablesOf(database)) {
        if (except.isEmpty() || !table.startsWith(except))
            lines.append(dumpOfTable(database, table));
    }
    return lines;
}

QStringList dumpOfProjections(journal::Database &database)
{
    QStringList lines;
    for (const QString &table : tablesOf(database)) {
        if (!table.startsWith(u"journal_"_s) && !table.startsWith(u"audit_"_s) && !table.startsWith(u"workspace_"_s)
            && !table.startsWith(u"schema"_s))
            lines.append(dumpOfTable(database, table));
    }
    return lines;
}

journal::DesktopKeys desktopKeys(const core::Workspace &workspace)
{
    return [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *desktop = workspace.directory().desktop(id);
        if (!desktop)
            return Error{ErrorCode::NotFound, "test.desktop", id.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
        return certificate.publicKey();
    };
}

} // namespace wenyi::faults
