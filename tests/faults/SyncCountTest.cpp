// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/CallJournal.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/server/TestDomain.h"

#include <QFileInfo>
#include <QTest>

#include <vector>

using namespace wenyi;
using namespace wenyi::faults;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Octets that are no heartbeat and no notice of a change; an acceptance has several hundred.
constexpr std::int64_t LeastWord = 200;

/// What a server did while something was asked of it.
struct Doings
{
    int logSyncs = 0;
    int otherSyncs = 0; ///< Of the database, its own log, folders.
    int words = 0;      ///< What went out that tells of more than that it lives.
    QString fault = {}; ///< A sentence where something went out too early; empty: nothing did.

    static bool isOfLog(const RecordedCall &call) { return call.path.endsWith(".segment"); }

    /// Of the calls behind `from` in the journal, up to `to`.
    static Doings between(const QList<RecordedCall> &calls, qint64 from, qint64 to)
    {
        Doings doings;
        bool isWritten = false;
        bool isSynced = false;
        for (const RecordedCall &call : calls) {
            if (call.end <= from || call.end > to)
                continue;
            if (call.head.kind == CallRecord::Write && isOfLog(call)) {
                isWritten = true;
                isSynced = false;
            } else if (call.head.kind == CallRecord::Sync || call.head.kind == CallRecord::SyncFolder) {
                (isOfLog(call) ? doings.logSyncs : doings.otherSyncs) += 1;
                isSynced = isSynced || isOfLog(call);
            } else if (call.head.kind == CallRecord::Sent && call.head.offset >= LeastWord) {
                ++doings.words;
                if (!isWritten || !isSynced)
                    doings.fault = u"%1 octets went out at %2, %3"_s.arg(call.head.offset)
                                       .arg(call.end)
                                       .arg(isWritten ? u"before the sync of what was written"_s
                                                      : u"before anything was written"_s);
            }
        }
        return doings;
    }
};

RecordedCall planted(CallRecord::Kind kind, qint64 end, std::int64_t offset = 0)
{
    RecordedCall call{};
    call.head.kind = kind;
    call.head.offset = offset;
    call.path = kind == CallRecord::Sent ? QByteArray() : QByteArray("/store/segments/0000000001.segment");
    call.end = end;
    return call;
}

} // namespace

/// That what a server accepts is on the disk before anybody hears of it, shown by its own calls: how many syncs a run
/// of acceptances takes, and that nothing goes out over a socket between a write of the log and its sync.
class SyncCountTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWordBeforeTheSyncIsFound();
    void eachEnvelopeIsSyncedBeforeItsAcceptanceAndItsDelivery();
    void manyAtOnceShareSyncs();

private:
    qint64 now() { return QFileInfo(journal()).size(); }
    QString journal() { return m_domain.file(u"calls"_s); }
    QList<RecordedCall> calls() { return readCalls(m_domain.path(), journal()); }
    protocol::SendWhole letter()
    {
        const exchange::Envelope envelope = m_domain.envelope(Office, {Finance});
        return {envelope.header.toBytes(), envelope.parts};
    }

    TestDomain m_domain;
    FaultSwitch m_faults{m_domain.file(u"plan"_s)};
    std::unique_ptr<ChildProgram> m_server;
    std::unique_ptr<protocol::ClientConnection> m_sender, m_receiver;
};

void SyncCountTest::initTestCase()
{
    m_faults.recordInto(journal(), m_domain.path());
    m_faults.recordSends();
    m_server = std::make_unique<ChildProgram>(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"),
        QStringList{u"run"_s, u"--dir"_s, m_domain.path()}, &m_faults);
    const QByteArray line = m_server->firstLine();
    QVERIFY2(line.startsWith("listening on "), m_server->errors().constData());
    const QByteArray endpoint = line.mid(QByteArrayView("listening on ").size());
    m_sender = m_domain.connect(endpoint, m_domain.desktop(Office));
    m_receiver = m_domain.connect(endpoint, m_domain.desktop(Finance));
    for (protocol::ClientConnection *connection : {m_sender.get(), m_receiver.get()}) {
        const auto in = ask<protocol::Receipts>(*connection, protocol::PullReceipts{0, 1});
        QVERIFY2(in, reasonOf(in).constData());
    }
}

/// That the comparison below can fail.
void SyncCountTest::aWordBeforeTheSyncIsFound()
{
    const auto faultOf = [](const QList<RecordedCall> &calls) { return Doings::between(calls, 0, 100).fault; };
    const RecordedCall write = planted(CallRecord::Write, 1);
    const RecordedCall sync = planted(CallRecord::Sync, 2);
    const RecordedCall word = planted(CallRecord::Sent, 3, 600);
    const RecordedCall beat = planted(CallRecord::Sent, 3, 50);
    QCOMPARE(faultOf({write, sync, word}), QString());
    QCOMPARE(faultOf({write, beat, sync, word}), QString());
    QVERIFY(!faultOf({write, word, sync}).isEmpty());
    QVERIFY(!faultOf({write, sync, write, word}).isEmpty());
    QVERIFY(!faultOf({word, write, sync}).isEmpty());
}

void SyncCountTest::eachEnvelopeIsSyncedBeforeItsAcceptanceAndItsDelivery()
{
    constexpr int Count = 12;
    struct Marks
    {
        qint64 before, delivered;
    };
    QList<Marks> marks;
    QList<Digest> held;
    for (int i = 0; i < Count; ++i) {
        const protocol::SendWhole send = letter();
        Marks mark{now(), 0};
        const auto state = ask<protocol::EnvelopeState>(*m_sender, send);
        QVERIFY2(state && state->receipt && !state->receipt->isEmpty(), reasonOf(state).constData());
        // Nothing is confirmed, so that nothing but the sending changes the store.
        const auto came = ask<protocol::WholeDeliveries>(*m_receiver, protocol::FetchWhole{1, {}, held});
        QVERIFY2(came && came->deliveries.size() == 1, reasonOf(came).constData());
        QCOMPARE(came->deliveries.first().parts, send.parts);
        mark.delivered = now();
        marks.append(mark);
        const auto header = exchange::EnvelopeHeader::fromBytes(came->deliveries.first().delivery.header);
        QVERIFY(header);
        held.append(header->digest());
    }
    const QList<RecordedCall> all = calls();
    int logSyncs = 0;
    int otherSyncs = 0;
    for (const Marks &mark : std::as_const(marks)) {
        const Doings doings = Doings::between(all, mark.before, mark.delivered);
        QVERIFY2(doings.fault.isEmpty(), qPrintable(doings.fault));
        QVERIFY2(doings.logSyncs >= 1, "an envelope was accepted without a sync");
        QVERIFY2(doings.words >= 2, "neither acceptance nor delivery was seen to go out: nothing was recorded");
        logSyncs += doings.logSyncs;
        otherSyncs += doings.otherSyncs;
    }
    qInfo("%d envelopes one at a time: %d syncs of the log, %d others", Count, logSyncs, otherSyncs);
}

void SyncCountTest::manyAtOnceShareSyncs()
{
    constexpr int Count = 64;
    std::vector<protocol::SendWhole> letters;
    for (int i = 0; i < Count; ++i)
        letters.push_back(letter());
    const qint64 before = now();
    std::vector<QFuture<Result<protocol::Body>>> answers;
    for (protocol::SendWhole &each : letters)
        answers.push_back(m_sender->request(std::move(each), 60s));
    for (auto &answer : answers) {
        const auto state = protocol::answerAs<protocol::EnvelopeState>(answer.result());
        QVERIFY2(state && state->receipt && !state->receipt->isEmpty(), reasonOf(state).constData());
    }
    const Doings doings = Doings::between(calls(), before, now());
    qInfo("%d envelopes, up to 32 on their way: %d syncs of the log, %d others", Count, doings.logSyncs,
        doings.otherSyncs);
    QVERIFY2(doings.logSyncs >= 1 && doings.logSyncs < Count, qPrintable(QString::number(doings.logSyncs)));
}

QTEST_GUILESS_MAIN(SyncCountTest)
#include "SyncCountTest.moc"
