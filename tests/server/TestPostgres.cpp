// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestPostgres.h"

#include <QDir>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::tests {

namespace {

constexpr auto Patience = 60s;

/// PostgreSQL does not run as root.
const passwd *otherUser()
{
    const passwd *user = ::getpwnam("postgres");
    return user ? user : ::getpwnam("nobody");
}

/// A template for a folder that the other user can get to: root's own may be closed.
QString folderForAnybody()
{
    return (::geteuid() == 0 ? u"/var/tmp"_s : QDir::tempPath()) + u"/wenyi-postgres-XXXXXX"_s;
}

QString programs()
{
    const QString debian = u"/usr/lib/postgresql"_s;
    const QStringList versions = QDir(debian).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    return versions.isEmpty() ? QString() : debian + u'/' + versions.constLast() + u"/bin/"_s;
}

/// The program as an unprivileged user, and ended when this program ends, however it does.
QStringList unprivileged(const QStringList &command)
{
    QStringList whole{u"--pdeathsig"_s, u"QUIT"_s};
    if (::geteuid() == 0) {
        const passwd *user = otherUser();
        whole << u"--reuid"_s << QString::number(user->pw_uid) << u"--regid"_s << QString::number(user->pw_gid)
              << u"--clear-groups"_s;
    }
    return whole + command;
}

} // namespace

bool TestPostgres::isBuiltIn()
{
    const auto tried = server::connectPostgres("host=/nowhere", server::PostgresAccess::Read);
    return tried || tried.error().reason != "store.no-postgres";
}

TestPostgres::TestPostgres()
    : m_dir(folderForAnybody())
{
    if (programs().isEmpty()) {
        m_fault = u"PostgreSQL is not installed; cmake/setup.sh test does that"_s;
        return;
    }
    make();
    if (m_fault.isEmpty())
        start();
}

TestPostgres::~TestPostgres()
{
    kill();
}

void TestPostgres::make()
{
    const QString data = m_dir.filePath(u"data"_s);
    QDir().mkpath(data);
    if (::geteuid() == 0) {
        const passwd *user = otherUser();
        ::chmod(m_dir.path().toLocal8Bit().constData(), 0755);
        (void)!::chown(data.toLocal8Bit().constData(), user->pw_uid, user->pw_gid);
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(data);
    process.start(
        u"setpriv"_s, unprivileged({programs() + u"initdb"_s, u"-D"_s, data, u"-U"_s, u"wenyi"_s, u"-A"_s, u"trust"_s,
                          u"-E"_s, u"UTF8"_s, u"--locale=C"_s, u"--no-sync"_s, u"--no-instructions"_s}));
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        m_fault = u"initdb: "_s + process.errorString() + u' ' + QString::fromUtf8(process.readAll());
}

void TestPostgres::start()
{
    const QString data = m_dir.filePath(u"data"_s);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_dir.filePath(u"log"_s), QIODevice::Append);
    m_process.setWorkingDirectory(data);
    m_process.start(u"setpriv"_s,
        unprivileged({programs() + u"postgres"_s, u"-D"_s, data, u"-k"_s, data, u"-c"_s, u"listen_addresses="_s,
            u"-c"_s, u"shared_buffers=16MB"_s, u"-c"_s, u"max_connections=30"_s}));
    m_process.waitForStarted(10'000);
    const auto end = std::chrono::steady_clock::now() + Patience;
    m_fault = u"PostgreSQL does not answer"_s;
    while (std::chrono::steady_clock::now() < end && m_process.state() == QProcess::Running) {
        const auto connected = server::connectPostgres(settings("public"), server::PostgresAccess::Read);
        if (connected || connected.error().reason != "store.away") {
            m_fault = connected ? QString() : describe(connected.error());
            return;
        }
        std::this_thread::sleep_for(30ms);
    }
}

void TestPostgres::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGQUIT); // No clean end; its children go with it.
    m_process.waitForFinished(30'000);
}

QByteArray TestPostgres::settings(const QByteArray &schema) const
{
    return "host=" + m_dir.filePath(u"data"_s).toLocal8Bit()
           + " user=wenyi dbname=postgres options='-c search_path=" + schema + "'";
}

QByteArray TestPostgres::newStore()
{
    const QByteArray schema = "store" + QByteArray::number(++m_stores);
    auto driver = server::connectPostgres(settings("public"), server::PostgresAccess::Write);
    if (!driver || !(*driver)->execute("CREATE SCHEMA " + schema))
        qFatal("no new store: %s", qUtf8Printable(m_fault));
    return settings(schema);
}

} // namespace wenyi::tests
