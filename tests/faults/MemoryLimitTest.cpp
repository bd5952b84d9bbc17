// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/server/TestDomain.h"

#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int LimitKib = 512 * 1024;

/// What the kernel counts against the limit: VmData of a process, in KiB; -1 where it is gone.
qint64 dataOf(qint64 process)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmData:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

} // namespace

/// The server's program with 512 MB of memory of its own (fault F24, RLIMIT_DATA): everything comes through once.
/// AddressSanitizer maps terabytes of such memory before main(), so there is nothing to try with it.
class MemoryLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void manyLargeEnvelopesComeThroughOnce();
    void whoAsksForEverythingAtOnceCostsNoMore();

private:
    TestDomain m_domain;
    std::unique_ptr<ChildProgram> m_server;
    QByteArray m_endpoint;
};

void MemoryLimitTest::initTestCase()
{
#ifdef WENYI_ADDRESS_SANITIZER
    QSKIP("with AddressSanitizer no program starts under a limit of its memory");
#endif
    const QString program = QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server");
    m_server = std::make_unique<ChildProgram>(
        u"/bin/sh"_s, QStringList{u"-c"_s, u"ulimit -d %1 && exec \"$0\" run --dir \"$1\""_s.arg(LimitKib), program,
                          m_domain.path()});
    const QByteArray line = m_server->firstLine();
    m_endpoint = line.mid(line.lastIndexOf(' ') + 1);
    QVERIFY2(m_endpoint.startsWith("tcp://"), m_server->errors().constData());
    QFile limits(u"/proc/%1/limits"_s.arg(m_server->processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    QVERIFY2(limits.readAll().contains(QByteArray::number(qint64(LimitKib) * 1024)), "the limit is not in force");
}

void MemoryLimitTest::manyLargeEnvelopesComeThroughOnce()
{
    constexpr qsizetype Size = 4 << 20;
    const int count = faultCount("WENYI_FAULT_POINTS", 150); // More than the limit in all.
    const auto sender = m_domain.connect(m_endpoint, m_domain.desktop(Office));
    const auto receiver = m_domain.connect(m_endpoint, m_domain.desktop(Finance));
    qint64 most = 0;
    int came = 0;
    for (int i = 0; i < count; ++i) {
        const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, Size);
        const auto sent = sendWhole(*sender, envelope);
        QVERIFY2(sent, reasonOf(sent).constData());
        const auto waiting = ask<Deliveries>(*receiver, FetchDeliveries{50});
        QVERIFY2(waiting, reasonOf(waiting).constData());
        for (const Delivery &delivery : waiting->deliveries) {
            const auto header = exchange::EnvelopeHeader::fromBytes(delivery.header);
            QVERIFY(header && header->routing().id == envelope.header.routing().id);
            QVERIFY(ask<Confirmed>(*receiver, ConfirmDelivery{header->routing().id, header->digest()}));
            ++came;
        }
        most = std::max(most, dataOf(m_server->processId()));
    }
    qInfo("%d envelopes of %lld bytes; the server had %lld KiB at the most", count, static_cast<long long>(Size),
        static_cast<long long>(most));
    QCOMPARE(came, count);
    QVERIFY(most > 0 && most < LimitKib);
}

/// Large answers that nobody reads wait in its socket, bounded by their number; whoever gets none for want of memory
/// comes again.
void MemoryLimitTest::whoAsksForEverythingAtOnceCostsNoMore()
{
    constexpr int Questions = 60;
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 4 << 20);
    QVERIFY(sendWhole(*m_domain.connect(m_endpoint, m_domain.desktop(Office)), envelope));
    const Digest part = envelope.header.routing().parts.constLast().digest;
    std::vector<std::unique_ptr<ClientConnection>> desks;
    for (int index = 1; index <= 2; ++index)
        desks.push_back(m_domain.connect(m_endpoint, m_domain.desktop(Finance, index)));
    std::vector<QFuture<Result<Body>>> asked;
    for (int i = 0; i < Questions; ++i) {
        for (const auto &desk : desks)
            asked.push_back(desk->request(GetBlob{part, 0, limits::BlobChunk}, std::chrono::seconds(60)));
    }
    int refused = 0;
    for (const QFuture<Result<Body>> &answer : asked)
        refused += answerAs<BlobChunk>(answer.result()) ? 0 : 1;
    qInfo("%d of %zu answers were refused", refused, asked.size());
    QVERIFY2(m_server->isRunning(), m_server->errors().constData());
    const auto again = ask<BlobChunk>(*desks[0], GetBlob{part, 0, limits::BlobChunk});
    QVERIFY2(again, reasonOf(again).constData());
}

QTEST_GUILESS_MAIN(MemoryLimitTest)
#include "MemoryLimitTest.moc"
