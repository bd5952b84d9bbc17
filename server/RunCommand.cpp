// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/RunCommand.h"

#include "server/admin/Server.h"
#include "server/admin/ServiceManager.h"
#include "server/standby/Follower.h"

#include <QTextStream>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// After so long a stop that hangs is ended, whatever it hangs on: what was acknowledged is on the disk.
constexpr unsigned LongestStop = 10;

/// Files, and with them connections, that the server may have open at once: more would only take memory.
constexpr rlim_t MostFiles = 65'536;

/// As many files as the system allows this process; a shell gives it far fewer to begin with.
void raiseFileLimit()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= MostFiles)
        return;
    files.rlim_cur = std::min(files.rlim_max, MostFiles);
    if (::setrlimit(RLIMIT_NOFILE, &files) != 0)
        qWarning("the limit of open files stays as it was");
}

sigset_t handledSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    return signals;
}

void endAtOnce(int)
{
    constexpr char words[] = "wenyi-server: the stop took too long and was cut off\n";
    (void)!::write(STDERR_FILENO, words, sizeof words - 1);
    ::_exit(1);
}

/// Where libraries' own messages go, while a server runs: Qt's handler is a bare function and bears no object.
EventLog *messagesGoTo = nullptr;

void takeMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    if (messagesGoTo)
        messagesGoTo->write(LogLevel::Warning, "message", {{"text", message}});
}

/// Has messages go to a log as long as this lives.
class MessagesTo
{
public:
    explicit MessagesTo(EventLog &log)
    {
        messagesGoTo = &log;
        m_before = qInstallMessageHandler(takeMessage);
    }
    ~MessagesTo()
    {
        qInstallMessageHandler(m_before);
        messagesGoTo = nullptr;
    }
    MessagesTo(const MessagesTo &) = delete;
    MessagesTo &operator=(const MessagesTo &) = delete;

private:
    QtMessageHandler m_before;
};

/// Gives the signal that told it to end.
int serve(Server &server, const ServiceManager &manager)
{
    const sigset_t signals = handledSignals();
    const auto beat = std::chrono::nanoseconds(manager.beat());
    const timespec tick{beat / std::chrono::seconds(1), (beat % std::chrono::seconds(1)).count()};
    while (true) {
        const int signal = sigtimedwait(&signals, nullptr, &tick);
        if (signal == SIGHUP)
            server.followNow();
        else if (signal > 0)
            return signal;
        // Without it systemd starts the server anew.
        if (server.isAnswering())
            manager.tellAlive();
    }
}

/// Gives the signal that told it to end; none where it ended by itself.
int follow(const Follower &follower, const ServiceManager &manager)
{
    const sigset_t signals = handledSignals();
    const timespec tick{1, 0};
    while (!follower.fault()) {
        const int signal = sigtimedwait(&signals, nullptr, &tick);
        if (signal > 0 && signal != SIGHUP)
            return signal;
        manager.tellAlive();
    }
    return 0;
}

} // namespace

Result<QJsonObject> followUntilTold(const ServerFolder &folder)
{
    const sigset_t signals = handledSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const SystemClock clock;
    const ServiceManager manager;
    WENYI_TRY(const auto follower, Follower::start(folder, clock));
    QTextStream(stdout) << "following" << Qt::endl;
    manager.tellReady("following");
    const int signal = follow(*follower, manager);
    manager.tellStopping();
    if (const auto fault = follower->fault())
        return *fault;
    return QJsonObject{{u"ended"_s, signal}, {u"sets"_s, static_cast<qint64>(follower->number())}};
}

Result<QJsonObject> runUntilTold(const ServerFolder &folder)
{
    // Blocked before any thread is made, so that they come to sigtimedwait() and nowhere else.
    const sigset_t signals = handledSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    raiseFileLimit();
    const SystemClock clock;
    const ServiceManager manager;
    WENYI_TRY(const auto server, Server::start(folder, clock));
    const MessagesTo messages(server->log());
    QTextStream(stdout) << "listening on " << QString::fromLatin1(server->endpoint()) << Qt::endl;
    manager.tellReady("listening on " + server->endpoint());
    const int signal = serve(*server, manager);
    manager.tellStopping();
    std::signal(SIGALRM, endAtOnce);
    alarm(LongestStop);
    const bool isWhole = server->stop();
    alarm(0);
    return QJsonObject{{u"ended"_s, signal}, {u"answeredAll"_s, isWhole}};
}

} // namespace wenyi::server
