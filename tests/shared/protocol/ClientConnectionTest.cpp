// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/ClientConnection.h"

#include "tests/shared/protocol/EchoServer.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::protocol::tests;
using namespace std::chrono_literals;

/// What whoever asks is told. What a connection lives through is TransportTest's.
class ClientConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyRequestsAreAnsweredEachWithItsOwn();
    void whoAskedIsToldOnceOfEveryEnd();

private:
    static ClientConnection::Settings settings(const EchoServer &server, const CurveKeyPair &keys)
    {
        return {server.socket->endpoint(), server.keys.publicKey, keys.clone(), [] { return Hello(); }, {}, {20ms, 200ms}};
    }

    SeededRandom m_random;
};

void ClientConnectionTest::manyRequestsAreAnsweredEachWithItsOwn()
{
    EchoServer server(m_random);
    const CurveKeyPair keys = CurveKeyPair::generate(m_random);
    server.admit(keys.publicKey);
    ClientConnection connection(settings(server, keys), m_random);
    QList<QFuture<Result<Body>>> futures;
    for (int i = 0; i < 500; ++i)
        futures.append(connection.request(PullEntries{0}));
    for (auto &future : futures)
        QVERIFY(answerAs<Entries>(future.result()));
}

void ClientConnectionTest::whoAskedIsToldOnceOfEveryEnd()
{
    EchoServer server(m_random);
    const CurveKeyPair keys = CurveKeyPair::generate(m_random);
    server.admit(keys.publicKey);
    std::atomic<int> answered = 0;
    std::atomic<int> refused = 0;
    std::vector<std::atomic<int>> told(2'000);
    std::optional<ClientConnection> connection(std::in_place, settings(server, keys), m_random);
    const auto ask = [&](std::size_t i) {
        return connection->request(PullEntries{0}, 20s, [&, i](const Result<Body> &answer) {
            ++told[i];
            ++(answer ? answered : refused);
        });
    };
    // One after the other, so that each answer comes as its request is barely made.
    for (std::size_t i = 0; i < told.size() / 2; ++i)
        QVERIFY(ask(i).result());
    QCOMPARE(answered, int(told.size() / 2));
    server.socket.reset();
    for (std::size_t i = told.size() / 2; i < told.size(); ++i)
        ask(i);
    connection.reset(); // What is open then has an end too.
    QCOMPARE(refused, int(told.size() / 2));
    QVERIFY(std::all_of(told.begin(), told.end(), [](int times) { return times == 1; }));
}

QTEST_GUILESS_MAIN(ClientConnectionTest)
#include "ClientConnectionTest.moc"
