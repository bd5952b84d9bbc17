// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "tests/Patience.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QTest>
#include <QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::faults;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Connections of somebody who says nothing.
class SilentPeers
{
public:
    ~SilentPeers() { close(); }
    SilentPeers() = default;
    SilentPeers(const SilentPeers &) = delete;
    SilentPeers &operator=(const SilentPeers &) = delete;

    /// Connects so many times; gives how often that went.
    int connect(int port, int count)
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<quint16>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (int i = 0; i < count; ++i) {
            const int peer = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (peer >= 0 && ::connect(peer, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
                m_peers.append(peer);
            else if (peer >= 0)
                ::close(peer);
        }
        return static_cast<int>(m_peers.size());
    }
    void close()
    {
        for (const int peer : std::as_const(m_peers))
            ::close(peer);
        m_peers.clear();
    }

private:
    QList<int> m_peers;
};

/// The numbers of the files that a program has open.
QList<int> filesOf(qint64 process)
{
    QList<int> numbers;
    for (const QString &name :
        QDir(u"/proc/%1/fd"_s.arg(process)).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System))
        numbers.append(name.toInt());
    return numbers;
}

int countBelow(int limit, const QList<int> &numbers)
{
    return static_cast<int>(std::count_if(numbers.begin(), numbers.end(), [limit](int number) { return number < limit; }));
}

/// The limit under which so many more files can be opened: the kernel gives the lowest free number below it, and numbers
/// may be free between those that the program inherited.
int limitThatLeaves(int spare, const QList<int> &numbers)
{
    int limit = 0;
    while (limit - countBelow(limit, numbers) < spare)
        ++limit;
    return limit;
}

} // namespace

/// A server that may open no more files (F25): who is there goes on, who comes waits, and nothing is lost.
class NoFilesLeftTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoComesWaitsAndNothingIsLost();

private:
    static void exchange(TestDomain &domain, ClientConnection &connection);
};

void NoFilesLeftTest::exchange(TestDomain &domain, ClientConnection &connection)
{
    const auto pushed = ask<Accepted>(connection, domain.desktop(Office).write(2));
    QVERIFY2(pushed, reasonOf(pushed).constData());
    const auto sent = sendWhole(connection, domain.envelope(Office, {Finance}));
    QVERIFY2(sent, reasonOf(sent).constData());
}

void NoFilesLeftTest::whoComesWaitsAndNothingIsLost()
{
    constexpr int Spare = 6;
    constexpr int Silent = 64;
    TestDomain domain;
    {
        ChildProgram server(
            QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), {u"run"_s, u"--dir"_s, domain.path()});
        const QByteArray line = server.firstLine();
        QVERIFY2(line.startsWith("listening on "), server.errors().constData());
        const QByteArray endpoint = line.mid(line.lastIndexOf(' ') + 1);
        const auto present = domain.connect(endpoint, domain.desktop(Office));
        exchange(domain, *present);
        if (QTest::currentTestFailed())
            return;

        const int most = limitThatLeaves(Spare, filesOf(server.processId()));
        const rlimit limit = {static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
        QCOMPARE(::prlimit(static_cast<pid_t>(server.processId()), RLIMIT_NOFILE, &limit, nullptr), 0);
        SilentPeers silent;
        QCOMPARE(silent.connect(QUrl(QString::fromLatin1(endpoint)).port(), Silent), Silent);
        QTRY_COMPARE(countBelow(most, filesOf(server.processId())), most);

        exchange(domain, *present);
        if (QTest::currentTestFailed())
            return;
        const auto late = domain.connect(endpoint, domain.desktop(Finance));
        const auto early = ask<Deliveries>(*late, FetchDeliveries{10}, 500ms);
        qInfo("who came while no file was left was %s", early ? "answered" : "left waiting");
        silent.close();
        const auto answered = ask<Deliveries>(*late, FetchDeliveries{10}, 30s);
        QVERIFY2(answered, reasonOf(answered).constData());
        QCOMPARE(answered->deliveries.size(), 2);
        QVERIFY(server.isRunning());
        server.killAfter(0);
    }
    const auto report = server::verify(domain.folder(), domain.clock());
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->faults.join(u'\n'), QString());
    QCOMPARE(report->envelopes, quint64(2));
    QCOMPARE(report->entries, quint64(4));
}

QTEST_GUILESS_MAIN(NoFilesLeftTest)
#include "NoFilesLeftTest.moc"
