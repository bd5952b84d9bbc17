// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Dispatcher.h"
#include "tests/server/TestDomain.h"
#include "tests/server/TestPostgres.h"

#include <QTest>

#include <map>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SetClock final : public Clock
{
public:
    Instant now() const override { return m_now; }
    void goOn(std::chrono::milliseconds by) { m_now += by; }

private:
    Instant m_now = instantFromMilliseconds(toMilliseconds(SystemClock().now()));
};

} // namespace

/// What a sender's desktop is told of an envelope that waits for a linked domain: by a server alone, and by one of two
/// that share a database.
class TrackedWaitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void whileTheLinkIsHeardOfNothingIs();
    void aLinkThatIsNotHeardOfIsTold();
    void whatTheOtherServerHearsCounts();
    void whatCouldNotGoIsToldWithItsReason();
    void nobodyIsToldOfOthersEnvelopes();

private:
    struct Desk
    {
        std::unique_ptr<server::Store> store;
        std::unique_ptr<server::Dispatcher> dispatcher;
    };
    /// Of one kind of store; each function is done with each.
    struct Setup
    {
        std::unique_ptr<StorePlace> place;
        Desk desk;
        std::optional<exchange::Envelope> envelope;
    };
    void begin(bool isShared);
    Digest envelopeDigest() const { return m_setup->envelope->header.digest(); }
    Desk open()
    {
        Desk desk{m_setup->place->open(m_clock).value(), {}};
        desk.dispatcher =
            std::make_unique<server::Dispatcher>(server::Office{*desk.store, m_domain, *m_signer, m_clock,
                                                     m_town.folder().configuration().value(), {}, nullptr},
                m_counters, *m_log);
        return desk;
    }
    Body answer(const DesktopId &desktop, const Body &body, Desk *desk = nullptr)
    {
        return (desk ? desk : &m_setup->desk)
            ->dispatcher->handle({{desktop.toString().toUtf8(), desktop, Message{1, body}, 100}})
            .front()
            .message.body;
    }
    /// What the unit's desktop is told of the envelope.
    QList<EnvelopeWait> waits(const UnitCode &unit)
    {
        const Body told = answer(m_town.desktop(unit).id, AskWaits{{envelopeDigest(), Digest()}});
        return std::holds_alternative<Waits>(told) ? std::get<Waits>(told).waits
                                                   : QList<EnvelopeWait>{{{}, u"refused"_s, {}, {}}};
    }
    UnitCode sender() const { return m_town.unit(tests::Office); }
    DesktopId link() const { return server::serverOfDomain(m_beyond.name()); }

    SetClock m_clock;
    TestDomain m_town{u"常熟市"_s, u".cs"_s};
    TestDomain m_beyond{u"苏州市"_s, u".sz"_s};
    std::unique_ptr<TestPostgres> m_postgres;
    std::shared_ptr<const server::Domain> m_domain;
    std::unique_ptr<crypto::Signer> m_signer;
    server::Counters m_counters;
    std::unique_ptr<server::EventLog> m_log;
    std::map<bool, Setup> m_setups; ///< By whether it is shared.
    Setup *m_setup = nullptr;
};

void TrackedWaitTest::initTestCase_data()
{
    QTest::addColumn<bool>("isShared");
    QTest::newRow("SQLite") << false;
    if (TestPostgres::isBuiltIn())
        QTest::newRow("PostgreSQL") << true;
    QVERIFY(m_town.peerWith(m_beyond));
}

void TrackedWaitTest::initTestCase()
{
    const auto domain = m_town.folder().domain(m_clock.now() + 1min); // The domains go by a clock of their own.
    QVERIFY2(domain, reasonOf(domain).constData());
    auto signer = m_town.folder().signer();
    QVERIFY2(signer, reasonOf(signer).constData());
    m_signer = std::move(*signer);
    m_log = std::make_unique<server::EventLog>(server::LogSettings{"text", "warning", {}}, m_clock);
    m_domain = *domain;
    if (!TestPostgres::isBuiltIn())
        return;
    m_postgres = std::make_unique<TestPostgres>();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
}

void TrackedWaitTest::init()
{
    QFETCH_GLOBAL(bool, isShared);
    const bool isNew = !m_setups.contains(isShared);
    m_setup = &m_setups[isShared];
    if (isNew)
        begin(isShared);
}

void TrackedWaitTest::begin(bool isShared)
{
    m_setup->place = std::make_unique<StorePlace>(isShared ? m_postgres->newStore() : QByteArray());
    m_setup->desk = open();
    for (const DesktopId &desktop : {m_town.desktop(sender()).id, m_town.desktop(m_town.unit(Finance)).id, link()})
        QVERIFY(std::holds_alternative<Welcome>(answer(desktop, Hello{1, 1, desktop, 0})));
    m_setup->envelope = m_town.envelope(sender(), {m_beyond.unit(Finance), m_town.unit(Town)}, 1'000);
    const exchange::Envelope &envelope = *m_setup->envelope;
    const Body sent = answer(m_town.desktop(sender()).id, SendWhole{envelope.header.toBytes(), envelope.parts});
    QVERIFY(std::holds_alternative<EnvelopeState>(sent));
}

void TrackedWaitTest::whileTheLinkIsHeardOfNothingIs()
{
    QCOMPARE(waits(sender()), QList<EnvelopeWait>()); // A server that began just now knows nothing of its links.
    m_clock.goOn(2min);
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0})));
    m_clock.goOn(2min);
    QCOMPARE(waits(sender()), QList<EnvelopeWait>());
}

void TrackedWaitTest::aLinkThatIsNotHeardOfIsTold()
{
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0})));
    const Instant last = m_clock.now();
    m_clock.goOn(4min);
    // Its end here comes again and says no more than that while the other one is down.
    const auto again = m_setup->desk.dispatcher->handle({{"again", link(), Message{1, Hello{1, 1, link(), 0}}, 100}});
    QVERIFY(std::holds_alternative<Welcome>(again.front().message.body));
    QCOMPARE(waits(sender()), (QList<EnvelopeWait>{{envelopeDigest(), m_beyond.name(), "link.down", last}}));
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0})));
    QCOMPARE(waits(sender()), QList<EnvelopeWait>());
}

void TrackedWaitTest::whatTheOtherServerHearsCounts()
{
    QFETCH_GLOBAL(bool, isShared);
    if (!isShared)
        QSKIP("There is no other server on this store.");
    m_clock.goOn(4min);
    QCOMPARE(waits(sender()).size(), 1);
    Desk other = open();
    QVERIFY(std::holds_alternative<Welcome>(answer(link(), Hello{1, 1, link(), 0}, &other)));
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0}, &other)));
    QCOMPARE(waits(sender()), QList<EnvelopeWait>());
    m_clock.goOn(2min);
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0}, &other)));
    const Instant last = m_clock.now();
    m_clock.goOn(2min);
    QCOMPARE(waits(sender()), QList<EnvelopeWait>());
    m_clock.goOn(2min);
    QCOMPARE(waits(sender()), (QList<EnvelopeWait>{{envelopeDigest(), m_beyond.name(), "link.down", last}}));
    // What one told a moment ago it does not write again.
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0}, &other)));
    const Instant told = m_clock.now();
    m_clock.goOn(20s);
    QVERIFY(std::holds_alternative<Forwards>(answer(link(), FetchForwards{8, 0}, &other)));
    const auto heard = m_setup->desk.store->forwards().heard(server::queueOfDomain(m_beyond.name()));
    QVERIFY2(heard, reasonOf(heard).constData());
    QVERIFY(heard->has_value());
    QCOMPARE(toMilliseconds(**heard) - toMilliseconds(told), 0);
}

void TrackedWaitTest::whatCouldNotGoIsToldWithItsReason()
{
    const exchange::EnvelopeHeader &header = m_setup->envelope->header;
    const ConfirmForward cannot{header.routing().id, header.digest(), {}, "card.outdated"};
    const Instant since = m_clock.now();
    QVERIFY(std::holds_alternative<Confirmed>(answer(link(), cannot)));
    m_clock.goOn(1h);
    QVERIFY(std::holds_alternative<Confirmed>(answer(link(), cannot)));
    QCOMPARE(waits(sender()), (QList<EnvelopeWait>{{header.digest(), m_beyond.name(), "card.outdated", since}}));
}

void TrackedWaitTest::nobodyIsToldOfOthersEnvelopes()
{
    QVERIFY(!waits(sender()).isEmpty());
    QCOMPARE(waits(m_town.unit(Finance)), QList<EnvelopeWait>());
    const Body refused = answer(link(), AskWaits{{envelopeDigest()}});
    QVERIFY(std::holds_alternative<Refused>(refused));
    QCOMPARE(std::get<Refused>(refused).reason, QByteArray("session.not-for-links"));
}

QTEST_GUILESS_MAIN(TrackedWaitTest)
#include "TrackedWaitTest.moc"
