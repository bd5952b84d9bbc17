// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/demo/ServerChild.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int ServerTimeout = 20'000; // ms

} // namespace

QString ServerChild::program()
{
    // Beside this program where installed, in its own folder of the build tree otherwise.
    const QString own = QCoreApplication::applicationDirPath();
    for (const QString &candidate : {own + u"/wenyi-server"_s, own + u"/../../server/wenyi-server"_s}) {
        if (QFileInfo(candidate).isExecutable())
            return QDir::cleanPath(candidate);
    }
    return u"wenyi-server"_s;
}

ServerChild::ServerChild(QString folder, QString log)
    : m_folder(std::move(folder))
    , m_log(std::move(log))
{
}

ServerChild::~ServerChild()
{
    stop();
}

Result<void> ServerChild::start()
{
    // What it logs goes into a file: nobody reads a pipe once it listens, and a full one would hold it up.
    m_process.setStandardErrorFile(m_log);
    m_process.start(program(), {u"run"_s, u"--dir"_s, m_folder});
    QByteArray said;
    while (!said.contains("listening on")) {
        if (!m_process.waitForReadyRead(ServerTimeout))
            return Error{ErrorCode::Unavailable, "demo.server",
                m_process.errorString() + QString::fromUtf8(said) + u' ' + m_log};
        said += m_process.readAll();
    }
    return {};
}

void ServerChild::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(ServerTimeout))
        m_process.kill();
    m_process.waitForFinished(ServerTimeout);
}

void ServerChild::kill()
{
    m_process.kill();
    m_process.waitForFinished(ServerTimeout);
}

} // namespace wenyi::cli
