// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ClockDoubts.h"
#include "server/admin/Maintenance.h"
#include "tests/MovedClock.h"
#include "tests/client/core/exchange/NoticeSteps.h"
#include "tests/faults/kit/FaultSeed.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;
using wenyi::tests::MovedClock;

/// The clocks of two real desktops and of their real server jump forwards and back while they exchange (faults F10 and
/// F21). Whatever was refused meanwhile: once they are right again, what was acknowledged is there, once and whole.
class ClockJumpsTest : public QObject, private NoticeSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatAWrongClockRefusedComesOnceItIsRight();
    void whatStaysInDoubtIsAskedForEverMoreRarely();
    void whatWasAcknowledgedIsThereOnceTheClocksAreRight();
    void cleanupTestCase() { m_exchange.reset(); } // Before the clocks that it goes by.

private:
    /// The desktop by a clock of its own.
    std::unique_ptr<Workspace> unlock(const QString &name, const Environment &environment) const
    {
        const auto [folder, member] = m_exchange->office.domain().desktopOf(name).value();
        return Workspace::unlock(folder, member, SampleOffice::pin(), environment).value();
    }
    Environment by(const Clock &clock)
    {
        const Environment &real = m_exchange->office.environment();
        return {clock, real.random, real.resources, real.fonts};
    }
    /// Some of the clocks: the server's, those of the desktops, all alike or each otherwise.
    void jump(QRandomGenerator &random);
    /// A failure has to tell why (promise I6); what it is about is tried again later.
    template<typename T>
    bool isDone(const Result<T> &result)
    {
        if (!result && result.error().reason.isEmpty())
            QTest::qFail("a failure without a reason", __FILE__, __LINE__);
        m_refusals += result ? 0 : 1;
        return result.has_value();
    }
    /// The clocks are right, and everybody has synchronised until nothing moves.
    void setRight();
    void checkExchange(const QHash<int, EnvelopeId> &sent, const std::set<int> &signedFor);
    void checkStore(Workspace &workspace);
    void checkServer();

    MovedClock m_serverClock;
    MovedClock m_senderClock;
    MovedClock m_financeClock;
    std::optional<Environment> m_sendersEnvironment;
    std::optional<Environment> m_financesEnvironment;
    int m_refusals = 0;
};

void ClockJumpsTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_exchange->stopServer();
    m_exchange->server = server::Server::start(*m_exchange->folder, m_serverClock).value();
    m_sendersEnvironment.emplace(by(m_senderClock));
    m_financesEnvironment.emplace(by(m_financeClock));
    m_exchange->sender.reset();
    m_exchange->sender = unlock(u"市政府办/mailroom"_s, *m_sendersEnvironment);
    m_exchange->finance.reset();
    m_exchange->finance = unlock(u"市财政局/mailroom"_s, *m_financesEnvironment);
}

void ClockJumpsTest::whatAWrongClockRefusedComesOnceItIsRight()
{
    const EnvelopeId envelope = send(100).envelope;
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const StreamId incoming = incomingStream(envelope);
    const auto signedFor = ReceiptService(*m_exchange->finance).signFor(incoming, SampleOffice::pin());
    QVERIFY2(signedFor, reasonOf(signedFor).constData());
    sync(*m_exchange->finance);
    // Before the domain was: no certificate holds yet.
    m_senderClock.set(-std::chrono::hours(30));
    const auto wrong = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(wrong, reasonOf(wrong).constData());
    QVERIFY(!wrong->refused.isEmpty());
    QCOMPARE(wrong->refused.first().error.reason, QByteArray("certificate.not-yet-valid"));
    QVERIFY(line(100).delivery.stage() < DeliveryStage::Delivered);
    const auto again = m_exchange->sync(*m_exchange->sender); // Nothing was set meanwhile.
    QVERIFY(again && again->refused.isEmpty());
    m_senderClock.set(std::chrono::hours(0));
    sync(*m_exchange->sender);
    QCOMPARE(line(100).delivery.stage(), DeliveryStage::SignedFor);
}

void ClockJumpsTest::whatStaysInDoubtIsAskedForEverMoreRarely()
{
    DesktopMarks marks(m_exchange->finance->journal().database());
    ClockDoubts doubts(*m_exchange->finance);
    const quint64 cursor = marks.receiptCursor().value();
    const Error notYet{ErrorCode::NotTrusted, "certificate.not-yet-valid", {}};
    const auto isAskedAt = [&](std::chrono::minutes time) {
        m_financeClock.set(time);
        return marks.moveReceiptCursor(9) && doubts.pullAgain() && marks.receiptCursor().value() == 4;
    };
    QVERIFY(doubts.note(PulledRow::Receipts, 5, Error{ErrorCode::NotTrusted, "receipt.signature", {}}));
    QVERIFY(!isAskedAt(std::chrono::hours(19))); // By no clock is that any better.
    m_financeClock.set(std::chrono::minutes(0));
    for (const quint64 number : {7, 5, 8})
        QVERIFY(doubts.note(PulledRow::Receipts, number, notYet));
    QVERIFY(!isAskedAt(std::chrono::minutes(59)));
    QVERIFY(isAskedAt(std::chrono::minutes(61)));
    QVERIFY(!isAskedAt(std::chrono::minutes(61 + 300))); // It was taken.
    m_financeClock.set(std::chrono::minutes(0));
    QVERIFY(doubts.note(PulledRow::Receipts, 5, notYet));
    QVERIFY(isAskedAt(std::chrono::minutes(61)));
    QVERIFY(doubts.note(PulledRow::Receipts, 5, notYet)); // It was refused again.
    QVERIFY(!isAskedAt(std::chrono::minutes(61 + 119)));
    QVERIFY(isAskedAt(std::chrono::minutes(61 + 121)));
    QVERIFY(doubts.note(PulledRow::Receipts, 5, notYet));
    QVERIFY(isAskedAt(std::chrono::minutes(100))); // The clock was set.
    QVERIFY(doubts.pullAgain() && marks.moveReceiptCursor(cursor));
    m_financeClock.set(std::chrono::minutes(0));
}

void ClockJumpsTest::jump(QRandomGenerator &random)
{
    // Certificates hold from a day before the domain was set up; what lies further off is another fault.
    const auto anywhere = [&random] { return std::chrono::minutes(random.bounded(-20 * 60, 20 * 60)); };
    const int who = random.bounded(4);
    const std::chrono::minutes all = anywhere();
    if (who != 1)
        m_serverClock.set(all);
    if (who != 0) {
        m_senderClock.set(who == 3 ? anywhere() : all);
        m_financeClock.set(who == 3 ? anywhere() : all);
    }
}

void ClockJumpsTest::whatWasAcknowledgedIsThereOnceTheClocksAreRight()
{
    const int rounds = faults::faultCount("WENYI_FAULT_ROUNDS", 8);
    QRandomGenerator random(faults::faultSeed(20'261'202));
    QHash<int, EnvelopeId> sent;
    std::set<int> signedFor;
    send(0); // Sealed while the clocks are right; the others are the same document.
    for (int serial = 1; serial <= rounds; ++serial) {
        jump(random);
        const auto dispatched = dispatch(serial);
        if (isDone(dispatched))
            sent.insert(serial, dispatched->envelope);
        jump(random);
        (void)isDone(m_exchange->sync(*m_exchange->sender));
        jump(random);
        (void)isDone(m_exchange->sync(*m_exchange->finance));
        const int answered = 1 + random.bounded(serial);
        jump(random);
        if (sent.contains(answered) && !signedFor.contains(answered)
            && isDone(ReceiptService(*m_exchange->finance)
                          .signFor(incomingStream(sent.value(answered)), SampleOffice::pin())))
            signedFor.insert(answered);
    }
    setRight();
    qInfo("%lld of %d dispatched, %zu signed for, %d refusals", static_cast<long long>(sent.size()), rounds,
        signedFor.size(), m_refusals);
    QVERIFY2(!sent.isEmpty(), "nothing went out: another seed, or fewer refusals");
    checkExchange(sent, signedFor);
    checkStore(*m_exchange->sender);
    checkStore(*m_exchange->finance);
    checkServer();
}

void ClockJumpsTest::setRight()
{
    for (MovedClock *clock : {&m_serverClock, &m_senderClock, &m_financeClock})
        clock->set(std::chrono::milliseconds(0));
    for (int again = 0; again < 2; ++again) {
        for (Workspace *desk : {m_exchange->sender.get(), m_exchange->finance.get(), m_exchange->sender.get()}) {
            const auto report = m_exchange->sync(*desk);
            QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
        }
    }
}

/// I1, I2 and I4: what was dispatched came, each once, in order and without a gap, and nothing else did.
void ClockJumpsTest::checkExchange(const QHash<int, EnvelopeId> &sent, const std::set<int> &signedFor)
{
    const qsizetype closed = sent.size() + 2; // Those that were sent while the clocks were right.
    journal::Database &financeStore = m_exchange->finance->journal().database();
    const auto arrivals = ExchangeProjection::inbox(financeStore).value();
    QCOMPARE(arrivals.size(), closed);
    for (const EnvelopeId &envelope : sent)
        QVERIFY2(ExchangeProjection::arrived(financeStore, envelope).value(), qPrintable(envelope.toString()));
    QCOMPARE(ExchangeProjection::outbox(m_exchange->sender->journal().database()).value().size(), closed);
    const auto pair =
        ExchangeProjection::pair(financeStore, m_exchange->sender->profile().unit, m_exchange->finance->profile().unit);
    QVERIFY(pair && pair->gaps().isEmpty());
    for (const int serial : signedFor)
        QCOMPARE(line(serial).delivery.stage(), DeliveryStage::SignedFor);
}

/// I3, I7 and I9.
void ClockJumpsTest::checkStore(Workspace &workspace)
{
    const auto keys = [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *desktop = workspace.directory().desktop(id);
        if (!desktop)
            return Error{ErrorCode::NotFound, "test.desktop", id.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
        return certificate.publicKey();
    };
    const auto verified = workspace.journal().verify(keys);
    QVERIFY2(verified, reasonOf(verified).constData());
    const auto audited = workspace.audit().verify();
    QVERIFY2(audited, reasonOf(audited).constData());
    const auto sound = workspace.journal().database().checkIntegrity();
    QVERIFY2(sound, reasonOf(sound).constData());
    const auto damaged = workspace.blobs().scrub();
    QVERIFY(damaged && damaged->isEmpty());
}

void ClockJumpsTest::checkServer()
{
    m_exchange->stopServer();
    const auto report = server::verify(*m_exchange->folder, m_exchange->office.environment().clock);
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->faults.join(u'\n'), QString());
}

QTEST_GUILESS_MAIN(ClockJumpsTest)
#include "ClockJumpsTest.moc"
