// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerLink.h"
#include "server/admin/Files.h"
#include "tests/server/TestDomain.h"

#include <QTest>

#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// A desktop's link to a real server that allows it little.
class ServerLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoIsToldToWaitWaitsAndGoesOn();
    void severalAtOnceAreAnsweredInTheirOrder();
    void aWaitIsCancelledAtOnce();

private:
    void restart(const server::RateLimit &limit);

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
};

void ServerLinkTest::restart(const server::RateLimit &limit)
{
    m_server.reset();
    server::Configuration configuration = *m_domain.folder().configuration();
    configuration.desktopRate = limit;
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

void ServerLinkTest::initTestCase()
{
    restart({20, 20, 0});
}

void ServerLinkTest::whoIsToldToWaitWaitsAndGoesOn()
{
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    core::ConnectionLink link(*connection);
    const auto begun = Steady::now();
    for (int i = 0; i < 50; ++i) {
        const auto entries = link.ask<Entries>(PullEntries{0});
        QVERIFY2(entries, reasonOf(entries).constData());
    }
    // Twenty at once and thirty at twenty a second.
    QVERIFY(Steady::now() - begun >= 1'400ms);
}

void ServerLinkTest::severalAtOnceAreAnsweredInTheirOrder()
{
    restart({20, 20, 0});
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    core::ConnectionLink link(*connection);
    // More than may come at once: some of them are told to wait, and keep their places.
    QList<Body> requests;
    for (int i = 0; i < 10; ++i)
        requests << Body(PullEntries{0}) << Body(GetBlob{{}, 0, 1}) << Body(PullReceipts{0, 1});
    const auto answers = link.requestAll(requests);
    QCOMPARE(answers.size(), std::size_t(30));
    for (std::size_t i = 0; i < answers.size(); i += 3) {
        QVERIFY2(answers[i] && std::holds_alternative<Entries>(*answers[i]), reasonOf(answers[i]).constData());
        QCOMPARE(reasonOf(answers[i + 1]), QByteArray("blob.none"));
        QVERIFY2(
            answers[i + 2] && std::holds_alternative<Receipts>(*answers[i + 2]), reasonOf(answers[i + 2]).constData());
    }
}

void ServerLinkTest::aWaitIsCancelledAtOnce()
{
    restart({1, 2, 1}); // One byte a minute: after the first request, which may be larger, days of waiting.
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    core::ConnectionLink link(*connection);
    std::thread cancelling([&link] {
        std::this_thread::sleep_for(200ms);
        link.cancel();
    });
    const auto begun = Steady::now();
    QByteArray reason;
    while (reason.isEmpty())
        reason = reasonOf(link.ask<Entries>(PullEntries{0}));
    cancelling.join();
    QCOMPARE(reason, QByteArray("sync.cancelled"));
    QVERIFY(Steady::now() - begun < 30s);
    QCOMPARE(reasonOf(link.ask<Entries>(PullEntries{0})), QByteArray("sync.cancelled"));
}

QTEST_GUILESS_MAIN(ServerLinkTest)
#include "ServerLinkTest.moc"
