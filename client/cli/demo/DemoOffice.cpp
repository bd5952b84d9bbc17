// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/demo/DemoOffice.h"

#include "shared/base/DurableFile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int CommandTimeout = 20'000; // ms

} // namespace

DemoOffice::DemoOffice(QString folder, const Context &context)
    : m_folder(std::move(folder))
    , m_context(context)
    , m_server(m_folder + u"/server"_s, m_folder + u"/server-log"_s)
{
    m_sinceLast.start();
    m_sinceStart.start();
}

void DemoOffice::tell(const QString &who, const QString &what)
{
    const qint64 milliseconds = m_sinceLast.restart();
    m_context.output.line(u"[%1 ms] %2　%3"_s.arg(milliseconds, 5).arg(who, what));
    m_steps.append({{u"milliseconds"_s, milliseconds}, {u"who"_s, who}, {u"what"_s, what}});
}

Result<void> DemoOffice::keep(const QString &name, const QByteArray &content)
{
    if (!QDir().mkpath(QFileInfo(resultPath(name)).path()))
        return Error{ErrorCode::StorageFailure, "demo.results", resultPath(name)};
    WENYI_CHECK(writeDurably(resultPath(name), content));
    m_results.append(resultPath(name));
    return {};
}

QJsonObject DemoOffice::report() const
{
    QJsonArray steps;
    for (const QJsonObject &step : m_steps)
        steps.append(step);
    return {{u"steps"_s, steps}, {u"results"_s, QJsonArray::fromStringList(m_results)},
        {u"milliseconds"_s, m_sinceStart.elapsed()}};
}

Result<void> DemoOffice::build(const core::DomainDescription &description, const QString &endpoint, Rates rates)
{
    core::DomainOptions options;
    options.endpoint = endpoint;
    WENYI_TRY(m_domain, core::buildDomain(m_folder, description, options, m_context.environment));
    const QString authority = m_folder + u"/authority/"_s;
    const QString keys = m_folder + u"/server-keys/"_s;
    QStringList arguments{u"init"_s, u"--dir"_s, m_server.folder(), u"--endpoint"_s, endpoint, u"--metrics"_s,
        QString(), u"--directory"_s, directoryFile(), u"--trust"_s, authority + u"root.der"_s,
        authority + u"operating.der"_s, authority + u"revocations.crl"_s, u"--key"_s, keys + u"certificate.key"_s,
        u"--pin-file"_s, keys + u"pin"_s, u"--curve-key"_s, keys + u"curve.key"_s, u"--time-stamp-key"_s,
        keys + u"time-stamp.key"_s, u"--time-stamp-pin-file"_s, keys + u"time-stamp.pin"_s};
    if (rates == Rates::Unbounded)
        arguments.append(u"--no-rate-limits"_s);
    return runServerCommand(arguments);
}

Result<void> DemoOffice::updateDirectory(const QByteArray &next)
{
    WENYI_CHECK(writeDurably(directoryFile(), next));
    return runServerCommand({u"update"_s, u"--dir"_s, m_server.folder(), u"--directory"_s, directoryFile()});
}

Result<void> DemoOffice::runServerCommand(const QStringList &arguments)
{
    QProcess process;
    process.start(ServerChild::program(), arguments);
    const bool done = process.waitForFinished(CommandTimeout) && process.exitStatus() == QProcess::NormalExit
                      && process.exitCode() == 0;
    if (!done)
        return Error{ErrorCode::Unavailable, "demo.server",
            process.errorString() + u' ' + QString::fromUtf8(process.readAllStandardError())};
    return {};
}

Result<void> DemoOffice::verifyServer()
{
    return runServerCommand({u"verify"_s, u"--dir"_s, m_server.folder()});
}

Result<core::Workspace *> DemoOffice::at(const QString &name)
{
    WENYI_TRY(const auto desktop, m_domain.desktopOf(name));
    Desk &desk = m_desks[desktop.first];
    if (desk.member != name || !desk.workspace) {
        desk.workspace.reset(); // Whoever sat there locks it first.
        desk.member = name;
        WENYI_TRY(desk.workspace, core::Workspace::unlock(desktop.first, desktop.second, pin(), m_context.environment));
    }
    return desk.workspace.get();
}

} // namespace wenyi::cli
