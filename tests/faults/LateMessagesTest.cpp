// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/PairSequence.h"
#include "tests/MovedClock.h"
#include "tests/Patience.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/server/TestDomain.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Connections of their own; what is said over two of them comes in any order.
enum Line : std::size_t { OfficeOne, OfficeOneAgain, OfficeTwo, FinanceOne, FinanceTwo, LineCount };

/// A message as it went out.
struct Said
{
    Line line = OfficeOne;
    Body body;
};

constexpr int Steps = 7;
constexpr std::array<const char *, Steps> Names{"the first letter", "the second letter", "one desktop fetches",
    "another fetches", "a receipt", "another receipt", "an entry"};

} // namespace

/// What several desktops say over several connections, in another order than they said it in, and once more an hour
/// late; and in any order, with copies, while the server's clock jumps (fault F10: promises I2 and I4).
class LateMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whicheverTwoChangePlaces_data();
    void whicheverTwoChangePlaces();
    void inAnyOrderWhileTheClockJumps();

private:
    /// The story's next letters, receipts and entry.
    void begin();
    /// Does one step as whoever's turn it is would. False when the server would not have it yet.
    bool step(int number);
    bool send(Line line, const exchange::Envelope &envelope, QByteArray &receipt);
    bool fetch(Line line);
    bool give(Line line, const QByteArray &receipt);
    bool push();
    /// What was said goes to the server once more, as it went out, the last one first or in this order.
    void sayAgain(const QList<Said> &said);
    /// Whoever was refused for coming too early comes again, the receiver looks once more, and all is there once.
    void endStory(const std::array<bool, Steps> &isDone, qsizetype takenBefore);
    /// Asks, and keeps what was asked.
    template<typename Answer>
    Result<Answer> say(Line line, const Body &body)
    {
        m_said.append({line, body});
        return ask<Answer>(*m_lines[line], body);
    }

    MovedClock m_clock;
    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
    std::array<std::unique_ptr<ClientConnection>, LineCount> m_lines;

    exchange::PairSequence m_row; ///< The finance bureau's, of what came from the office.
    qsizetype m_taken = 0;
    int m_gaps = 0;
    quint64 m_receiptsRead = 0;
    quint64 m_logRead = 0;

    std::array<std::optional<exchange::Envelope>, 2> m_letters;
    std::array<QByteArray, 2> m_acceptances;
    QList<QByteArray> m_receipts;
    PushEntries m_run;
    quint64 m_runAt = 0;
    QList<Said> m_said;
};

void LateMessagesTest::initTestCase()
{
    auto started = server::Server::start(m_domain.folder(), m_clock);
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
    const auto line = [this](Line which, const UnitCode &unit, int index) {
        m_lines[which] = m_domain.connect(m_server->endpoint(), m_domain.desktop(unit, index));
    };
    line(OfficeOne, Office, 1);
    line(OfficeOneAgain, Office, 1);
    line(OfficeTwo, Office, 2);
    line(FinanceOne, Finance, 1);
    line(FinanceTwo, Finance, 2);
}

void LateMessagesTest::begin()
{
    m_said.clear();
    m_acceptances = {};
    m_receipts.clear();
    m_runAt = 0;
    for (auto &letter : m_letters) {
        letter = m_domain.envelope(Office, {Finance}, 500);
        m_receipts.append(
            m_domain.receipt(letter->header, Finance, exchange::ReceiptKind::SignedFor, m_domain.unitSigner(Finance))
                .toBytes());
    }
    m_run = m_domain.desktop(Office, 2).write(1);
}

bool LateMessagesTest::step(int number)
{
    switch (number) {
    case 0:
        return send(OfficeOne, *m_letters[0], m_acceptances[0]);
    case 1:
        return send(OfficeOneAgain, *m_letters[1], m_acceptances[1]);
    case 2:
        return fetch(FinanceOne);
    case 3:
        return fetch(FinanceTwo);
    case 4:
        return give(FinanceOne, m_receipts[0]);
    case 5:
        return give(FinanceTwo, m_receipts[1]);
    default:
        return push();
    }
}

bool LateMessagesTest::send(Line line, const exchange::Envelope &envelope, QByteArray &receipt)
{
    const auto state = say<EnvelopeState>(line, SendWhole{envelope.header.toBytes(), envelope.parts});
    if (!state || !state->receipt)
        return false;
    // The first receipt, whenever it is asked for again.
    const bool isTheFirst = receipt.isEmpty() || receipt == *state->receipt;
    receipt = *state->receipt;
    return isTheFirst;
}

bool LateMessagesTest::fetch(Line line)
{
    const auto waiting = say<Deliveries>(line, FetchDeliveries{50});
    if (!waiting)
        return false;
    for (const Delivery &delivery : waiting->deliveries) {
        const auto header = exchange::EnvelopeHeader::fromBytes(delivery.header);
        if (!header)
            return false;
        const auto taken = m_row.take(header->routing().recipient(Finance)->position, header->digest());
        if (!taken && taken.error().reason != "envelope.replayed")
            return false;
        m_taken += taken ? 1 : 0;
        m_gaps += m_row.gaps().isEmpty() ? 0 : 1;
        if (!say<Confirmed>(line, ConfirmDelivery{header->routing().id, header->digest()}))
            return false;
    }
    return true;
}

bool LateMessagesTest::give(Line line, const QByteArray &receipt)
{
    const auto states = say<ReceiptStates>(line, PushReceipts{{receipt}});
    return states && states->reasons == QList<QByteArray>{QByteArray()};
}

bool LateMessagesTest::push()
{
    const auto accepted = say<Accepted>(OfficeTwo, m_run);
    if (!accepted || (m_runAt != 0 && m_runAt != accepted->first))
        return false;
    m_runAt = accepted->first;
    return true;
}

void LateMessagesTest::whicheverTwoChangePlaces_data()
{
    QTest::addColumn<int>("one");
    QTest::addColumn<int>("other");
    for (int one = 0; one < Steps; ++one) {
        for (int other = one + 1; other < Steps; ++other)
            QTest::addRow("%s and %s", Names[static_cast<std::size_t>(one)], Names[static_cast<std::size_t>(other)])
                << one << other;
    }
}

void LateMessagesTest::whicheverTwoChangePlaces()
{
    QFETCH(int, one);
    QFETCH(int, other);
    begin();
    const qsizetype before = m_taken;
    const int gapsBefore = m_gaps;
    std::array<bool, Steps> isDone{};
    for (int i = 0; i < Steps; ++i) {
        const int number = i == one ? other : i == other ? one : i;
        isDone[static_cast<std::size_t>(number)] = step(number);
    }
    // Somebody kept a copy of each, and lets them go an hour later, the last one first.
    m_clock.move(1h);
    sayAgain(QList<Said>(m_said.rbegin(), m_said.rend()));
    endStory(isDone, before);
    if (one == 0 && other == 1)
        QVERIFY2(m_gaps > gapsBefore, "a letter overtook another, and no gap was shown");
}

/// No further than certificates and the retention of what was delivered let it: those are other faults.
void LateMessagesTest::inAnyOrderWhileTheClockJumps()
{
    constexpr int Earliest = -40; // Minutes from the machine's time.
    constexpr int Latest = 20 * 60;
    const int rounds = faults::faultCount("WENYI_FAULT_ROUNDS", 12);
    QRandomGenerator random(faults::faultSeed(20'261'201));
    for (int round = 0; round < rounds && !QTest::currentTestFailed(); ++round) {
        begin();
        const qsizetype before = m_taken;
        std::array<bool, Steps> isDone{};
        std::array<int, Steps> order{};
        std::iota(order.begin(), order.end(), 0);
        std::shuffle(order.begin(), order.end(), random);
        for (const int number : order) {
            m_clock.set(std::chrono::minutes(random.bounded(Earliest, Latest)));
            isDone[static_cast<std::size_t>(number)] = step(number);
            if (random.bounded(3) == 0 && !m_said.isEmpty())
                sayAgain({m_said.at(random.bounded(static_cast<int>(m_said.size())))});
        }
        QList<Said> copies = m_said;
        std::shuffle(copies.begin(), copies.end(), random);
        m_clock.set(std::chrono::minutes(random.bounded(Earliest, Latest)));
        sayAgain(copies);
        m_clock.set(0min);
        endStory(isDone, before);
    }
}

void LateMessagesTest::sayAgain(const QList<Said> &said)
{
    for (const Said &copy : said)
        (void)m_lines[copy.line]->request(copy.body).result();
}

void LateMessagesTest::endStory(const std::array<bool, Steps> &isDone, qsizetype takenBefore)
{
    for (int i = 0; i < Steps; ++i) {
        if (!isDone[static_cast<std::size_t>(i)])
            QVERIFY2(step(i), Names[static_cast<std::size_t>(i)]);
    }
    QVERIFY(fetch(FinanceOne));

    QCOMPARE(m_taken - takenBefore, 2); // I2: each letter once.
    QVERIFY(m_row.requireNoGap());      // I4.
    QVERIFY(send(OfficeOneAgain, *m_letters[0], m_acceptances[0]));
    QVERIFY(send(OfficeOne, *m_letters[1], m_acceptances[1]));
    QVERIFY(push());
    const auto waiting = ask<Deliveries>(*m_lines[FinanceTwo], FetchDeliveries{50});
    QVERIFY(waiting && waiting->deliveries.isEmpty());
    const auto receipts = ask<Receipts>(*m_lines[OfficeOne], PullReceipts{m_receiptsRead, 100});
    QVERIFY2(receipts, reasonOf(receipts).constData());
    QList<QByteArray> came;
    for (const Numbered &receipt : receipts->receipts) {
        came.append(receipt.bytes);
        m_receiptsRead = receipt.number;
    }
    std::sort(came.begin(), came.end());
    std::sort(m_receipts.begin(), m_receipts.end());
    QCOMPARE(came, m_receipts);
    const auto entries = ask<Entries>(*m_lines[OfficeOne], PullEntries{m_logRead});
    QVERIFY2(entries, reasonOf(entries).constData());
    QCOMPARE(entries->logNumber, m_logRead + 1);
    QCOMPARE(entries->runs.size(), 1);
    m_logRead = entries->logNumber;
}

QTEST_GUILESS_MAIN(LateMessagesTest)
#include "LateMessagesTest.moc"
