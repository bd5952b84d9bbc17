// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/Canary.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultDomain.h"
#include "tests/faults/kit/Wire.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

namespace {

/// What a process can have written into its memory; empty where the system does not let us read it. With an
/// address only the region around it.
QByteArrayList memoryOf(qint64 processId, const void *address = nullptr)
{
    const QString folder = u"/proc/%1/"_s.arg(processId);
    QFile maps(folder + u"maps"_s);
    QFile memory(folder + u"mem"_s);
    constexpr qint64 LargestRegion = 1LL << 30;
    QByteArrayList regions;
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return regions;
    const QByteArrayList lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayList range = line.left(line.indexOf(' ')).split('-');
        if (range.size() != 2 || !line.contains(" rw"))
            continue;
        const qint64 from = range[0].toLongLong(nullptr, 16);
        const qint64 size = range[1].toLongLong(nullptr, 16) - from;
        const auto wanted = static_cast<qint64>(reinterpret_cast<quintptr>(address));
        if (address && (wanted < from || wanted >= from + size))
            continue;
        // Nothing of ours is that large; the shadow of a sanitizer is, and holds no data.
        if (size <= LargestRegion && memory.seek(from))
            regions.append(memory.read(size));
    }
    return regions;
}

} // namespace

/// Threat T01: the server is taken, with every file, log and byte of memory (evil_server_dump).
class ServerDumpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noFileOrLineOfTheServerHoldsWhatDesktopsWrote();

private:
    /// Entries, a blob and an envelope with the canaries go through the server; gives the envelope's id.
    QString useServer(const QByteArray &endpoint);

    const QStringList m_canaries{u"雪豹计划九四一七"_s, u"WREN-9417-CANARY"_s};
    FaultDomain m_domain;
    QString m_folder;
};

void ServerDumpTest::initTestCase()
{
    m_folder = m_domain.path(u"server"_s);
    VERIFY_DONE(m_domain.makeServer(m_folder, 0));
}

QString ServerDumpTest::useServer(const QByteArray &endpoint)
{
    const QByteArray secret = m_canaries.join(u' ').toUtf8().repeated(50);
    const auto writer = m_domain.unlock(u"市政府办/admin"_s);
    const QString group = writer->profile().unit.toString();
    const auto blob = writer->blobs().store(secret, **writer->contentKey(), m_domain.random());
    if (!blob
        || !writer->journal().append(writer->member().id,
            {{StreamId(u"outgoing/1"_s), u"outgoing"_s, u"draft.revision"_s, secret, {*blob}, group}}))
        return {};
    Wire entries(*writer, endpoint, m_domain.random());
    if (!entries.push() || !entries.put(blob->digest, *writer->blobs().readStored(blob->digest)))
        return {};

    const auto mailRoom = m_domain.unlock(u"市政府办/mailroom"_s);
    exchange::PairSequence sent;
    const UnitCode finance = m_domain.unlock(u"市财政局/mailroom"_s)->profile().unit;
    const auto envelope = closeEnvelope(*mailRoom,
        {finance, secret, secret + m_domain.random().bytes(200'000), m_canaries[0] + u".ofd"_s}, sent,
        m_domain.random());
    Wire letters(*mailRoom, endpoint, m_domain.random());
    if (!envelope || !letters.send(*envelope))
        return {};
    return envelope->header.routing().id.toString();
}

void ServerDumpTest::noFileOrLineOfTheServerHoldsWhatDesktopsWrote()
{
    ChildProgram server(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), {u"run"_s, u"--dir"_s, m_folder});
    const QByteArray greeting = server.firstLine();
    QVERIFY2(!greeting.isEmpty(), server.errors().constData());
    const QString envelope = useServer(greeting.mid(greeting.lastIndexOf(' ') + 1));
    QVERIFY(!envelope.isEmpty());

    const QByteArrayList memory = memoryOf(server.processId());
    server.killAfter(0); // The log of writes still lies beside the store: it is searched too.
    const QByteArray log = server.linesSaid().join('\n') + server.errors();

    // The search finds what is in clear there by design; so it would find the rest.
    QVERIFY(!filesThatHold(m_folder, envelope).isEmpty());
    for (const QString &canary : m_canaries) {
        QCOMPARE(filesThatHold(m_folder, canary), QStringList());
        QVERIFY(!holds(log, canary));
        for (const QByteArray &region : memory)
            QVERIFY2(!holds(region, canary), "the server's memory holds it");
    }
    if (memory.isEmpty())
        qInfo("the server's memory could not be read here; its files and log were searched");
    // The same search finds them where they are: in the memory of this process, which wrote them, and of the server
    // what it has to know.
    const auto finds = [](const QByteArrayList &regions, const QString &text) {
        return std::any_of(
            regions.begin(), regions.end(), [&text](const QByteArray &region) { return holds(region, text); });
    };
    QVERIFY(memory.isEmpty() || finds(memory, envelope));
    for (const QString &canary : m_canaries) {
        const QString copy(canary.constData(), canary.size()); // What is written in a program lies in its file alone.
        const auto own = memoryOf(QCoreApplication::applicationPid(), copy.constData());
        QVERIFY(memory.isEmpty() || finds(own, canary));
    }
}

QTEST_GUILESS_MAIN(ServerDumpTest)
#include "ServerDumpTest.moc"
