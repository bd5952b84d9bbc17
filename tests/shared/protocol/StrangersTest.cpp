// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/SystemRandom.h"
#include "shared/protocol/ClientConnection.h"
#include "shared/protocol/ServerSocket.h"
#include "shared/protocol/crowd/DesktopCrowd.h"
#include "tests/Patience.h"
#include "tests/faults/kit/ChaosRelay.h"
#include "tests/shared/protocol/EchoServer.h"
#include "tests/shared/protocol/RawPeer.h"

#include <QDir>
#include <QTest>

#include <sys/resource.h>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Act = faults::Treatment::Act;

namespace {

/// ZMTP's greeting (ZeroMQ RFC 23): signature, version, mechanism, whether as a server, filler.
QByteArray greeting(int major, const QByteArray &mechanism, bool asServer = false)
{
    return QByteArray("\xff\0\0\0\0\0\0\0\1\x7f", 10) + char(major) + char(0) + mechanism.leftJustified(20, '\0', true)
           + char(asServer) + QByteArray(31, '\0');
}

/// A large answer to GetBlob, a small one to anything else.
Body answerTo(const Body &question)
{
    if (std::holds_alternative<Hello>(question))
        return Welcome{};
    if (std::holds_alternative<GetBlob>(question))
        return BlobChunk{limits::BlobChunk, 0, QByteArray(limits::BlobChunk, 'x')};
    return Entries{};
}

constexpr int FirstRequestFrame = 4; ///< Behind CURVE's handshake and Hello; the same for the answers.

/// What somebody without a key can do to one frame that its receiver can tell.
void addAlterings()
{
    QTest::addColumn<int>("act");
    QTest::addColumn<int>("offset");
    // A frame of a small message: flags, length, eight bytes of CURVE's name for it, eight of the nonce, the box.
    QTest::newRow("another name") << static_cast<int>(Act::Alter) << 4;
    QTest::newRow("another nonce") << static_cast<int>(Act::Alter) << 12;
    QTest::newRow("another content") << static_cast<int>(Act::Alter) << 20;
    QTest::newRow("copied") << static_cast<int>(Act::Copy) << 0;
    QTest::newRow("swapped") << static_cast<int>(Act::Swap) << 0;
}

std::vector<QFuture<Result<Body>>> askThrice(ClientConnection &connection)
{
    std::vector<QFuture<Result<Body>>> asked;
    for (int i = 0; i < 3; ++i)
        asked.push_back(connection.request(PullEntries{0}, 60s));
    return asked;
}

QByteArray command(const QByteArray &name, const QByteArray &data)
{
    const QByteArray body = char(name.size()) + name + data;
    return QByteArray(1, '\4') + char(body.size()) + body;
}

} // namespace

/// Who is not a desktop, or behaves like none, at a server's socket with short limits.
class StrangersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void everyOtherDialectIsRefused_data();
    void everyOtherDialectIsRefused();
    void recordedTrafficIsNoneASecondTime();
    void whoAltersAMessageEndsItsConnectionAlone_data();
    void whoAltersAMessageEndsItsConnectionAlone();
    void whoAltersAnAnswerIsNotTakenForTheServer_data();
    void whoAltersAnAnswerIsNotTakenForTheServer();
    void whoTricklesIsCutAndOthersAreAnswered();
    void whoFallsSilentIsDropped();
    void aServerWithRareHeartbeatsDropsWhoFallsSilent();
    void whoTricklesInAMessageIsCut();
    void whoNeverReadsIsCut();
    void aThousandStrangersLeaveNothingBehind();
    void aThousandIdleDesktopsLeaveNothingBehind();

private:
    ClientConnection::Settings settings(quint16 port)
    {
        return {"tcp://127.0.0.1:" + QByteArray::number(port), m_keys.publicKey, m_desktop.clone(),
            [] {
                return Hello{1, 1, DesktopId(u"zfb-1"_s), 0};
            },
            {}, {20ms, 200ms}};
    }
    bool answers(ClientConnection &connection)
    {
        return answerAs<Entries>(connection.request(PullEntries{0}, 20s).result()).has_value();
    }
    quint16 port() const { return portOf(m_socket->endpoint()); }

    crypto::SystemRandom m_random;
    CurveKeyPair m_keys = CurveKeyPair::generate(m_random);
    CurveKeyPair m_desktop = CurveKeyPair::generate(m_random);
    std::shared_ptr<AdmissionList> m_admission = std::make_shared<AdmissionList>();
    std::atomic<int> m_messages = 0;
    std::unique_ptr<ServerSocket> m_socket;
};

void StrangersTest::initTestCase()
{
    // Both ends of a thousand connections lie in this process.
    rlimit files{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8'192);
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &files), 0);
    SocketLimits limits;
    limits.handshake = 1s;
    limits.heartbeat = 500ms;
    limits.silence = 3s;
    m_admission->replace({{m_desktop.publicKey, DesktopId(u"zfb-1"_s)}});
    auto opened = ServerSocket::open({"tcp://127.0.0.1:*", m_keys.clone(), limits}, m_admission,
        [this](ServerSocket &from, std::vector<Arrival> arrivals) {
            std::vector<Departure> departures;
            for (const Arrival &arrival : arrivals) {
                ++m_messages;
                if (!arrival.message)
                    continue;
                departures.push_back({arrival.connection, {arrival.message->request, answerTo(arrival.message->body)}});
            }
            from.send(std::move(departures));
        });
    QVERIFY2(opened, opened ? "" : qPrintable(describe(opened.error())));
    m_socket = std::move(*opened);
}

void StrangersTest::cleanup()
{
    QTRY_COMPARE(m_socket->counts().open, quint64(0));
}

void StrangersTest::everyOtherDialectIsRefused_data()
{
    QTest::addColumn<QByteArray>("words");
    const QByteArray curve = greeting(3, "CURVE");
    const QByteArray ready = command("READY", QByteArray("\x0bSocket-Type\0\0\0\6DEALER", 22));
    QTest::newRow("nothing at all") << QByteArray();
    QTest::newRow("half a greeting") << curve.left(30);
    QTest::newRow("ZMTP 1") << QByteArray("\1\0\6\0hello", 9);
    QTest::newRow("ZMTP 2") << QByteArray("\xff\0\0\0\0\0\0\0\1\x7f\1\5\0\0\0\5hello", 21);
    QTest::newRow("NULL") << greeting(3, "NULL") + ready;
    QTest::newRow("PLAIN") << greeting(3, "PLAIN") + command("HELLO", QByteArray("\5admin\5admin"));
    QTest::newRow("a mechanism of a longer name") << greeting(3, "CURVE2") + ready;
    QTest::newRow("version 9 with NULL") << greeting(9, "NULL") + ready;
    QTest::newRow("CURVE as a server") << greeting(3, "CURVE", true);
    QTest::newRow("CURVE, and READY at once") << curve + ready;
    QTest::newRow("CURVE, and a message at once") << curve + QByteArray("\0\5hello", 7);
    QTest::newRow("CURVE, and rubbish for its HELLO") << curve + command("HELLO", QByteArray(194, 'x'));
    QTest::newRow("CURVE, and an INITIATE first") << curve + command("INITIATE", QByteArray(200, 'x'));
    QTest::newRow("a frame of 2^64-1 bytes") << curve + QByteArray("\6\xff\xff\xff\xff\xff\xff\xff\xff", 9);
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::newRow("TLS") << QByteArray("\x16\3\1\0\x05\1\0\0\1\3", 10);
}

void StrangersTest::everyOtherDialectIsRefused()
{
    QFETCH(QByteArray, words);
    const int before = m_messages;
    const quint64 strangers = m_socket->counts().strangers;
    RawPeer peer(port());
    QVERIFY(peer.isOpen());
    peer.say(words);
    QVERIFY(peer.isEnded(std::chrono::milliseconds(test::patience)));
    QCOMPARE(m_messages, before);
    QTRY_VERIFY(m_socket->counts().strangers > strangers);
}

void StrangersTest::recordedTrafficIsNoneASecondTime()
{
    faults::ChaosRelay relay(port());
    {
        ClientConnection connection(settings(relay.port()), m_random);
        for (int i = 0; i < 3; ++i)
            QVERIFY(answers(connection));
    }
    const QByteArray recorded = relay.recorded();
    QVERIFY(recorded.size() > 500);
    const int before = m_messages;
    QVERIFY(before >= 4);
    // All at once, and again in the pieces that CURVE's handshake has.
    for (const qsizetype piece : {recorded.size(), qsizetype(64)}) {
        RawPeer peer(port());
        for (qsizetype at = 0; at < recorded.size(); at += piece) {
            peer.say(QByteArrayView(recorded).sliced(at, std::min(piece, recorded.size() - at)));
            QTest::qSleep(5);
        }
        QVERIFY(peer.isEnded(std::chrono::milliseconds(test::patience)));
    }
    QCOMPARE(m_messages, before);
}

void StrangersTest::whoAltersAMessageEndsItsConnectionAlone_data()
{
    addAlterings();
}

/// libzmq 4.3.4 ends the process by an assertion at the second heartbeat after, where WatchedFailures has one more.
void StrangersTest::whoAltersAMessageEndsItsConnectionAlone()
{
    QFETCH(int, act);
    QFETCH(int, offset);
    const faults::Treatment treatment{static_cast<Act>(act), FirstRequestFrame, offset};
    {
        faults::ChaosRelay relay(port(), [&treatment](int number) {
            return number == 0 ? faults::Fate{treatment, {}} : faults::Fate{};
        });
        ClientConnection connection(settings(relay.port()), m_random);
        const auto asked = askThrice(connection);
        QTRY_COMPARE(relay.faults(), 1);
    }
    // The desktop is gone. What only waited for more of it would be here still, and be written to.
    QTRY_COMPARE(m_socket->counts().open, quint64(0));
    ClientConnection honest(settings(port()), m_random);
    QVERIFY(answers(honest));
}

void StrangersTest::whoAltersAnAnswerIsNotTakenForTheServer_data()
{
    addAlterings();
}

void StrangersTest::whoAltersAnAnswerIsNotTakenForTheServer()
{
    QFETCH(int, act);
    QFETCH(int, offset);
    const faults::Treatment treatment{static_cast<Act>(act), FirstRequestFrame, offset};
    faults::ChaosRelay relay(port(), [&treatment](int number) {
        return number == 0 ? faults::Fate{{}, treatment} : faults::Fate{};
    });
    std::atomic<int> refusals = 0;
    ClientConnection connection(settings(relay.port()), m_random);
    connect(
        &connection, &ClientConnection::refused, &connection, [&refusals] { ++refusals; }, Qt::DirectConnection);
    for (const QFuture<Result<Body>> &future : askThrice(connection)) {
        const auto answer = future.result();
        QVERIFY2(answer || answer.error().reason == "connection.lost", answer ? "" : answer.error().reason.constData());
    }
    QTRY_COMPARE(relay.faults(), 1);
    QTRY_VERIFY2(relay.connections() >= 2, "the desktop did not end the connection");
    QVERIFY(answers(connection));
    QCOMPARE(refusals, 0); // Nobody said that this desktop is not admitted.
}

void StrangersTest::whoTricklesIsCutAndOthersAreAnswered()
{
    constexpr qint64 LongestAnswer = 8'000; // ms; starved, it would wait for its time limit.
    constexpr int Peers = 200;
    ClientConnection honest(settings(port()), m_random);
    QVERIFY(answers(honest));
    std::vector<RawPeer> peers;
    const QByteArray whole = greeting(3, "CURVE") + command("HELLO", QByteArray(194, 'x'));
    for (int i = 0; i < Peers; ++i) {
        peers.emplace_back(port());
        QVERIFY(peers.back().isOpen());
        if (i % 2 == 1) // Half of them after the greeting, in the middle of what follows.
            peers.back().say(QByteArrayView(whole).first(70));
    }
    qint64 longest = 0;
    for (int byte = 70; byte < 100; ++byte) {
        for (int i = 0; i < Peers; ++i)
            (void)peers[static_cast<std::size_t>(i)].say(
                QByteArrayView(whole).sliced(i % 2 == 1 ? byte : byte - 70, 1));
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(answers(honest));
        longest = std::max<qint64>(longest,
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count());
        QTest::qSleep(50);
    }
    qInfo("an honest desktop waited %lld ms at the most", static_cast<long long>(longest));
    QVERIFY2(longest < LongestAnswer, QByteArray::number(longest).constData());
    // They have talked for longer than a handshake may take.
    QTRY_COMPARE(m_socket->counts().open, quint64(1));
    for (RawPeer &peer : peers)
        QVERIFY(peer.isEnded(std::chrono::milliseconds(test::patience)));
    QVERIFY(answers(honest));
}

void StrangersTest::whoFallsSilentIsDropped()
{
    faults::ChaosRelay relay(port());
    ClientConnection connection(settings(relay.port()), m_random);
    QVERIFY(answers(connection));
    QCOMPARE(m_socket->counts().open, quint64(1));
    relay.swallow(); // Neither end is told: the connection is half open.
    QTRY_COMPARE(m_socket->counts().open, quint64(0));
}

/// By the desktop's heartbeats, which say until when the next one comes.
void StrangersTest::aServerWithRareHeartbeatsDropsWhoFallsSilent()
{
    SocketLimits rare;
    rare.heartbeat = 1h;
    rare.silence = 2s;
    protocol::tests::SeededRandom random;
    protocol::tests::EchoServer server(random, "tcp://127.0.0.1:*", rare);
    QVERIFY(server.socket);
    server.admit(m_desktop.publicKey);
    const QByteArray endpoint = server.socket->endpoint();
    faults::ChaosRelay relay(endpoint.mid(endpoint.lastIndexOf(':') + 1).toUShort());
    ClientConnection::Settings ours = settings(relay.port());
    ours.serverKey = server.keys.publicKey;
    ours.limits.heartbeat = 500ms;
    ours.limits.silence = 2s;
    ClientConnection connection(std::move(ours), m_random);
    QVERIFY(answers(connection));
    QTest::qWait(3'000); // Nothing is said but heartbeats, and it stays.
    QCOMPARE(server.socket->counts().open, quint64(1));
    QCOMPARE(relay.connections(), 1);
    relay.swallow();
    QTRY_COMPARE(server.socket->counts().open, quint64(0));
}

void StrangersTest::whoTricklesInAMessageIsCut()
{
    // An admitted desktop, byte by byte from its second message on: no heartbeat of its own gets past that either.
    const faults::Fate trickle{{faults::Treatment::Act::Pass, 4, 0, 0ms, 1, 40ms}, {}};
    faults::ChaosRelay relay(port(), [&trickle](int) { return trickle; });
    ClientConnection honest(settings(port()), m_random);
    ClientConnection slow(settings(relay.port()), m_random);
    auto endless = slow.request(PutBlob{{}, 2'000, 0, QByteArray(2'000, 'x')}, 60s);
    int answered = 0;
    for (; relay.connections() < 2 && answered < 3'000; ++answered) {
        QVERIFY(answers(honest));
        QTest::qSleep(10);
    }
    QVERIFY2(relay.connections() >= 2, "the server did not end the connection");
    const auto lost = endless.result();
    QVERIFY(!lost);
    QCOMPARE(lost.error().reason, QByteArray("connection.lost"));
}

void StrangersTest::whoNeverReadsIsCut()
{
    // It asks on and on, says that it lives, and takes no answer: what waits for it is bounded by the socket's queue,
    // and does not wait for ever.
    const faults::Fate deaf{{}, {faults::Treatment::Act::Hold, 3}};
    faults::ChaosRelay relay(port(), [&deaf](int) { return deaf; });
    auto patient = settings(relay.port());
    patient.limits.heartbeat = 1s;
    patient.limits.silence = 10min; // So that it is the server that ends the connection.
    ClientConnection connection(std::move(patient), m_random);
    std::vector<QFuture<Result<Body>>> asked;
    for (int i = 0; i < ServerSocket::RequestsInFlight; ++i)
        asked.push_back(connection.request(GetBlob{{}, 0, limits::BlobChunk}, 60s));
    QTRY_VERIFY2(relay.connections() >= 2, "the server did not end the connection");
    QTRY_COMPARE(m_socket->counts().bytesInFlight, quint64(0));
    ClientConnection honest(settings(port()), m_random);
    QVERIFY(answers(honest));
}

void StrangersTest::aThousandStrangersLeaveNothingBehind()
{
    const auto files = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size(); };
    ClientConnection honest(settings(port()), m_random);
    QVERIFY(answers(honest));
    const auto before = files();
    const quint64 accepted = m_socket->counts().accepted;
    {
        std::vector<RawPeer> peers;
        for (int i = 0; i < 1'000; ++i) {
            peers.emplace_back(port());
            QVERIFY(peers.back().isOpen());
        }
        QVERIFY(files() >= before + 1'000);
        QVERIFY(answers(honest));
        QTRY_VERIFY(m_socket->counts().accepted - accepted >= 1'000);
        QTRY_COMPARE(m_socket->counts().open, quint64(1)); // By the server's own doing: all of them are still there.
        QVERIFY(peers.front().isEnded(1s));
    }
    QVERIFY(m_socket->counts().strangers >= 1'000);
    QTRY_VERIFY(files() <= before + 2);
    QVERIFY(answers(honest));
}

void StrangersTest::aThousandIdleDesktopsLeaveNothingBehind()
{
    constexpr int Desktops = 1'000;
    std::vector<CurveKeyPair> keys;
    keys.reserve(Desktops);
    QHash<CurvePublicKey, DesktopId> admitted{{m_desktop.publicKey, DesktopId(u"zfb-1"_s)}};
    std::vector<DesktopCrowd::Member> members;
    for (int i = 0; i < Desktops; ++i) {
        const CurveKeyPair &own = keys.emplace_back(CurveKeyPair::generate(m_random));
        members.push_back({DesktopId(u"zfb-%1"_s.arg(2 + i)), &own});
        admitted.insert(own.publicKey, members.back().id);
    }
    m_admission->replace(admitted);
    ClientConnection honest(settings(port()), m_random);
    QVERIFY(answers(honest));
    const auto files = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size(); };
    const auto before = files();
    {
        DesktopCrowd crowd(m_keys.publicKey, std::move(members));
        QCOMPARE(crowd.come(m_socket->endpoint(), 60s), Desktops);
        QVERIFY(answers(honest));
        QTest::qSleep(1'500); // Three heartbeats: nobody is cut off for having nothing to say.
        QTRY_COMPARE(m_socket->counts().open, quint64(Desktops + 1));
        QCOMPARE(crowd.ask(60s), Desktops);
    }
    QTRY_COMPARE(m_socket->counts().open, quint64(1));
    QTRY_VERIFY(files() <= before + 2);
    QVERIFY(answers(honest));
}

QTEST_GUILESS_MAIN(StrangersTest)
#include "StrangersTest.moc"
