// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/Patience.h"
#include "tests/faults/kit/ChaosRelay.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/server/TestDomain.h"
#include "tests/shared/protocol/RawPeer.h"

#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace wenyi;
using namespace wenyi::faults;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Act = Treatment::Act;

namespace {

constexpr auto AnswerTime = 3s;      ///< That one request is waited for; long before, a cut is told to whoever waits.
constexpr auto ShortTime = 600ms;    ///< The same, and how soon silence is noticed, where nobody is told.
constexpr int Attempts = 20;         ///< After which work that goes on from where it was does not end.
constexpr int Sweep = 200;           ///< No story of ours has so many frames.
constexpr int FirstMessageFrame = 3; ///< The two before it are CURVE's handshake, each way.

/// How a cut sweeps over the frames of a story: their edges, and the bytes before and behind.
struct Edge
{
    int frame = 0;
    int offset = -1;

    Edge next() const { return offset < 1 ? Edge{frame, offset + 1} : Edge{frame + 1, -1}; }
    QByteArray name() const { return QByteArray::number(frame) + (offset < 0 ? "-1" : offset > 0 ? "+1" : ""); }
    Treatment cut(Act act = Act::Cut) const { return {act, frame, offset}; }
};

/// Does something to the first connection and nothing to those that follow.
ChaosRelay::Plan firstOnly(const Fate &fate)
{
    return [fate](int connection) { return connection == 0 ? fate : Fate{}; };
}

/// An envelope's way to the server, as a desktop goes it: what breaks is tried again from where it stands.
struct Upload
{
    const exchange::Envelope &envelope;
    std::chrono::milliseconds time = AnswerTime;
    int chunksSent = 0;
    QByteArray receipt = {};

    int chunks() const
    {
        qsizetype count = 0;
        for (const QByteArray &part : envelope.parts)
            count += (part.size() + 64 * limits::KiB - 1) / (64 * limits::KiB);
        return static_cast<int>(count);
    }
    Result<void> attempt(ClientConnection &connection)
    {
        const SendEnvelope send{envelope.header.toBytes()};
        WENYI_TRY(EnvelopeState state, ask<EnvelopeState>(connection, send, time));
        const QList<exchange::EnvelopePart> &parts = envelope.header.routing().parts;
        for (const BlobState &missing : state.missing) {
            for (qsizetype i = 0; i < parts.size(); ++i) {
                if (parts[i].digest == missing.digest)
                    WENYI_CHECK(put(connection, missing, envelope.parts[i]));
            }
        }
        if (!state.receipt) {
            WENYI_TRY(state, ask<EnvelopeState>(connection, send, time));
        }
        if (!state.receipt)
            return Error{ErrorCode::Internal, "test.not-accepted", {}};
        receipt = *state.receipt;
        return {};
    }
    Result<void> put(ClientConnection &connection, BlobState state, const QByteArray &bytes)
    {
        const auto size = static_cast<quint64>(bytes.size());
        while (state.have < size) {
            const QByteArray chunk = bytes.mid(static_cast<qsizetype>(state.have), 64 * limits::KiB);
            ++chunksSent;
            WENYI_TRY(state, ask<BlobState>(connection, PutBlob{state.digest, size, state.have, chunk}, time));
        }
        return {};
    }
    /// False when it does not end, or fails for something else than the network.
    bool finish(ClientConnection &connection)
    {
        for (int i = 0; i < Attempts; ++i) {
            const auto done = attempt(connection);
            if (done)
                return true;
            if (done.error().code != ErrorCode::Unavailable) {
                qWarning("%s", qPrintable(describe(done.error())));
                return false;
            }
        }
        return false;
    }
};

/// A blob's way to a desktop, piece by piece, from where it broke.
bool download(ClientConnection &connection, const exchange::EnvelopePart &part, QByteArray &bytes)
{
    for (int failures = 0; bytes.size() < part.size;) {
        const auto chunk = ask<BlobChunk>(
            connection, GetBlob{part.digest, static_cast<quint64>(bytes.size()), 64 * limits::KiB}, AnswerTime);
        if (chunk && chunk->offset == static_cast<quint64>(bytes.size()) && !chunk->chunk.isEmpty())
            bytes.append(chunk->chunk);
        else if (chunk || chunk.error().code != ErrorCode::Unavailable || ++failures > Attempts)
            return false;
    }
    return true;
}

} // namespace

/// What a network does to desktops and a real server: cuts at every edge of a frame, silence, slowness, and bytes that
/// somebody between them altered, dropped, copied or swapped (faults F01, F09, F10 and F12, threat T26).
class NetworkFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anUploadThatIsCutGoesOn();
    void aDownloadThatIsCutGoesOn();
    void aServerKilledInAnUploadKeepsWhatItHas();
    void aConnectionThatGoesSilentIsLeft_data();
    void aConnectionThatGoesSilentIsLeft();
    void aSlowNetworkIsSlowAndNothingElse();
    void whoeverStandsBetweenChangesNothing_data();
    void whoeverStandsBetweenChangesNothing();

private:
    /// A desktop whose way leads through the relay. It notices silence so soon, with the limits that are handed in.
    std::unique_ptr<ClientConnection> connect(
        const ChaosRelay &relay, TestDesktop &desktop, std::chrono::milliseconds silence = 10s)
    {
        auto settings = m_domain.settings(relay.endpoint(), desktop);
        settings.limits.heartbeat = silence / 4;
        settings.limits.silence = silence;
        settings.limits.handshake = std::min<std::chrono::milliseconds>(silence, 2s);
        return std::make_unique<ClientConnection>(std::move(settings), m_domain.random());
    }
    /// What waits for a unit, taken out of its queue over a connection without a relay; each header with its count.
    QHash<QByteArray, int> takeDeliveries(const UnitCode &unit);

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
};

void NetworkFaultsTest::init()
{
    if (m_server)
        return;
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

QHash<QByteArray, int> NetworkFaultsTest::takeDeliveries(const UnitCode &unit)
{
    QHash<QByteArray, int> headers;
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(unit));
    for (;;) {
        const auto waiting = ask<Deliveries>(*connection, FetchDeliveries{50});
        if (!waiting || waiting->deliveries.isEmpty())
            return headers;
        for (const Delivery &delivery : waiting->deliveries) {
            ++headers[delivery.header];
            const auto header = exchange::EnvelopeHeader::fromBytes(delivery.header);
            if (!header || !ask<Confirmed>(*connection, ConfirmDelivery{header->routing().id, header->digest()}))
                return headers;
        }
    }
}

void NetworkFaultsTest::anUploadThatIsCutGoesOn()
{
    const int stride = faultCount("WENYI_FAULT_STRIDE", 2);
    ChaosRelay relay(portOf(m_server->endpoint()));
    QHash<QByteArray, int> sent;
    int cuts = 0;
    for (const Act act : {Act::Cut, Act::HalfClose}) {
        for (Edge edge;; edge = edge.next()) {
            QVERIFY2(edge.frame < Sweep, "the sweep does not end");
            if ((edge.frame * 3 + edge.offset) % stride != 0)
                continue;
            const int before = relay.faults();
            relay.setPlan(firstOnly({edge.cut(act), {}}));
            const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 140'000);
            Upload upload{envelope};
            const auto connection = connect(relay, m_domain.desktop(Office));
            QVERIFY2(upload.finish(*connection), edge.name().constData());
            sent.insert(envelope.header.toBytes(), 1);
            QVERIFY2(upload.chunksSent <= upload.chunks() + 1, edge.name().constData());
            if (relay.faults() == before)
                break; // The story is shorter than this.
            ++cuts;
        }
    }
    qInfo("%d cuts and closings at edges of frames", cuts);
    QVERIFY(cuts >= 20);
    QCOMPARE(takeDeliveries(Finance), sent);
}

void NetworkFaultsTest::aDownloadThatIsCutGoesOn()
{
    const int stride = faultCount("WENYI_FAULT_STRIDE", 2);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 200'000);
    {
        const auto sender = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
        QVERIFY(sendWhole(*sender, envelope));
    }
    const exchange::EnvelopePart &part = envelope.header.routing().parts.last();
    ChaosRelay relay(portOf(m_server->endpoint()));
    int cuts = 0;
    for (Edge edge;; edge = edge.next()) {
        QVERIFY2(edge.frame < Sweep, "the sweep does not end");
        if ((edge.frame * 3 + edge.offset) % stride != 0)
            continue;
        const int before = relay.faults();
        relay.setPlan(firstOnly({{}, edge.cut()}));
        const auto connection = connect(relay, m_domain.desktop(Finance));
        QByteArray bytes;
        QVERIFY2(download(*connection, part, bytes), edge.name().constData());
        QVERIFY2(bytes == envelope.parts.last(), edge.name().constData());
        if (relay.faults() == before)
            break;
        ++cuts;
    }
    qInfo("%d cuts at edges of frames", cuts);
    QVERIFY(cuts >= 8);
    QCOMPARE(takeDeliveries(Finance), (QHash<QByteArray, int>{{envelope.header.toBytes(), 1}}));
}

void NetworkFaultsTest::aServerKilledInAnUploadKeepsWhatItHas()
{
    // Each point costs a server's start: few of them here, all by WENYI_FAULT_STRIDE=1.
    const int stride = faultCount("WENYI_FAULT_STRIDE", 7);
    m_server.reset(); // The folder is the child's now.
    const QString program = QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server");
    const QStringList arguments{u"run"_s, u"--dir"_s, m_domain.path()};
    std::unique_ptr<ChildProgram> child;
    const auto startChild = [&] {
        child = std::make_unique<ChildProgram>(program, arguments);
        const QByteArray line = child->firstLine();
        return portOf(line.mid(line.lastIndexOf(' ') + 1));
    };
    ChaosRelay relay(startChild());
    std::atomic<qint64> process = child->processId();
    relay.setOnFault([&process] { ::kill(static_cast<pid_t>(process.load()), SIGKILL); });
    QHash<QByteArray, int> sent;
    int kills = 0;
    for (Edge edge;; edge = edge.next()) {
        QVERIFY2(edge.frame < Sweep, "the sweep does not end");
        if ((edge.frame * 3 + edge.offset) % stride != 0)
            continue;
        const int before = relay.faults();
        relay.setPlan(firstOnly({edge.cut(), {}}));
        const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 140'000);
        Upload upload{envelope, 1s}; // What waits for a connection waits in vain until the server is started.
        const auto connection = connect(relay, m_domain.desktop(Office));
        auto done = upload.attempt(*connection);
        if (relay.faults() > before) {
            child->killAfter(0); // It is dead; this waits for its end.
            const quint16 port = startChild();
            QVERIFY2(port != 0, "the server did not come up after it was killed");
            process = child->processId();
            relay.setServer(port);
            ++kills;
        }
        QVERIFY2(done || upload.finish(*connection), edge.name().constData());
        sent.insert(envelope.header.toBytes(), 1);
        QVERIFY2(upload.chunksSent <= upload.chunks() + 1, edge.name().constData());
        if (relay.faults() == before)
            break;
    }
    qInfo("killed at %d edges of frames", kills);
    QVERIFY(kills >= 3);
    child->killAfter(0);
    init();
    QCOMPARE(takeDeliveries(Finance), sent);
}

void NetworkFaultsTest::aConnectionThatGoesSilentIsLeft_data()
{
    QTest::addColumn<Fate>("fate");
    const Treatment none;
    QTest::newRow("a black hole before the handshake") << Fate{{Act::Swallow, 0, -60}, none};
    QTest::newRow("a black hole in the handshake") << Fate{{Act::Swallow, 1}, none};
    QTest::newRow("a black hole in a message") << Fate{{Act::Swallow, FirstMessageFrame + 1, -1}, none};
    QTest::newRow("no answers come") << Fate{none, {Act::Hold, FirstMessageFrame}};
    QTest::newRow("no questions go") << Fate{{Act::Hold, FirstMessageFrame}, none};
    QTest::newRow("the server's half is closed") << Fate{none, {Act::HalfClose, FirstMessageFrame}};
}

void NetworkFaultsTest::aConnectionThatGoesSilentIsLeft()
{
    QFETCH(Fate, fate);
    ChaosRelay relay(portOf(m_server->endpoint()), firstOnly(fate));
    const auto connection = connect(relay, m_domain.desktop(Town), ShortTime);
    const PushEntries push = m_domain.desktop(Town).write(1);
    // The desktop notices, comes back by itself and says the same again; ten minutes of silence are as good as these.
    Result<Accepted> accepted = Error{ErrorCode::Unavailable, "test.none", {}};
    for (int i = 0; i < Attempts && !accepted; ++i) {
        accepted = ask<Accepted>(*connection, push, AnswerTime);
        QVERIFY2(accepted || accepted.error().code == ErrorCode::Unavailable, reasonOf(accepted).constData());
    }
    QVERIFY2(accepted, reasonOf(accepted).constData());
    QCOMPARE(relay.faults(), 1);
    QVERIFY(relay.connections() >= 2);
    // What was said twice has one effect.
    const auto entries = ask<Entries>(*connection, PullEntries{accepted->first - 1}, AnswerTime);
    QVERIFY2(entries, reasonOf(entries).constData());
    QCOMPARE(entries->logNumber, accepted->first);
}

void NetworkFaultsTest::aSlowNetworkIsSlowAndNothingElse()
{
    // Pieces so small that CURVE's handshake and each message arrive torn, and both ways late.
    const Fate slow{{Act::Pass, 1, 0, 20ms, 700, 1ms}, {Act::Pass, 1, 0, 20ms, 700, 1ms}};
    ChaosRelay relay(portOf(m_server->endpoint()), [&slow](int) { return slow; });
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 70'000);
    Upload upload{envelope};
    const auto connection = connect(relay, m_domain.desktop(Office));
    QVERIFY(upload.finish(*connection));
    QCOMPARE(upload.chunksSent, upload.chunks());
    QCOMPARE(relay.connections(), 1); // Slow is not silent: nobody was cut off.
    QCOMPARE(takeDeliveries(Finance), (QHash<QByteArray, int>{{envelope.header.toBytes(), 1}}));
}

void NetworkFaultsTest::whoeverStandsBetweenChangesNothing_data()
{
    QTest::addColumn<int>("act");
    QTest::addColumn<bool>("up");
    for (const bool up : {true, false}) {
        const char *way = up ? "up" : "down";
        QTest::addRow("altered, %s", way) << static_cast<int>(Act::Alter) << up;
        QTest::addRow("dropped, %s", way) << static_cast<int>(Act::Drop) << up;
        QTest::addRow("copied, %s", way) << static_cast<int>(Act::Copy) << up;
        QTest::addRow("swapped, %s", way) << static_cast<int>(Act::Swap) << up;
    }
}

/// T26 at the level of the transport: who has no key can break a connection, and that is all.
void NetworkFaultsTest::whoeverStandsBetweenChangesNothing()
{
    QFETCH(int, act);
    QFETCH(bool, up);
    QRandomGenerator random(faultSeed(20'261'130));
    ChaosRelay relay(portOf(m_server->endpoint()));
    TestDesktop &desktop = m_domain.desktop(Finance, 2);
    QByteArrayList written;
    quint64 first = 0;
    constexpr int Frames = 3; // Of messages: Hello and two requests, or their answers.
    for (int frame = FirstMessageFrame; frame < FirstMessageFrame + Frames; ++frame) {
        Treatment treatment{static_cast<Act>(act), frame};
        treatment.offset = random.bounded(1, 45); // Length, name, nonce or ciphertext; every message has so many bytes.
        const int before = relay.faults();
        relay.setPlan(firstOnly(up ? Fate{treatment, {}} : Fate{{}, treatment}));
        const auto connection = connect(relay, desktop, ShortTime);
        for (int i = 0; i < Frames; ++i) {
            const PushEntries push = desktop.write(1);
            written += push.entries;
            Result<Accepted> accepted = Error{ErrorCode::Unavailable, "test.none", {}};
            for (int attempt = 0; attempt < Attempts && !accepted; ++attempt)
                accepted = ask<Accepted>(*connection, push, ShortTime);
            QVERIFY2(accepted, reasonOf(accepted).constData());
            first = first == 0 ? accepted->first : first;
        }
        QCOMPARE(relay.faults(), before + 1);
        // CURVE ends a connection at once whose bytes do not fit. One message less it cannot know of: the request is
        // not answered, and asked again.
        if (static_cast<Act>(act) != Act::Drop)
            QVERIFY2(relay.connections() >= 2, qPrintable(u"frame %1"_s.arg(frame)));
    }
    const auto connection = m_domain.connect(m_server->endpoint(), desktop);
    QByteArrayList stored;
    for (quint64 after = first - 1;;) {
        const auto entries = ask<Entries>(*connection, PullEntries{after});
        QVERIFY2(entries, reasonOf(entries).constData());
        if (entries->runs.isEmpty())
            break;
        for (const QByteArray &bytes : entries->runs) {
            const auto run = journal::LogRun::fromBytes(bytes);
            QVERIFY(run);
            stored += run->run.entries;
        }
        after = first - 1 + static_cast<quint64>(stored.size());
    }
    QCOMPARE(stored, written);
}

QTEST_GUILESS_MAIN(NetworkFaultsTest)
#include "NetworkFaultsTest.moc"
